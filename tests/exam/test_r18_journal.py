"""R18: a SQLite with the WAL-reset bug is never given the write-ahead log, and the doctor says why."""

import json
import sqlite3

import pytest

from lamplit.config.sqlite import WAL_SAFE_FROM, journal_pragmas
from tests.house import House

SYSTEM_SQLITE = "import sys; sys.modules['pysqlite3'] = None"
DOCTOR = "{pretend}; from lamplit.cli.__main__ import main; sys.exit(main({arguments!r}))"
AFFECTED = [(3, 7, 0), (3, 34, 1), (3, 40, 1), (3, 46, 0), (3, 51, 0), (3, 51, 2)]
MENDED = [(3, 51, 3), (3, 52, 0), (3, 53, 4), (4, 0, 0)]


@pytest.mark.exam("R18")
@pytest.mark.parametrize("version", AFFECTED)
def test_an_affected_sqlite_keeps_the_old_journal_and_waits_for_the_disk(version: tuple[int, int, int]) -> None:
    pragmas = journal_pragmas(version)
    assert "journal_mode=DELETE" in pragmas
    assert "synchronous=EXTRA" in pragmas
    assert "WAL" not in pragmas


@pytest.mark.exam("R18")
@pytest.mark.parametrize("version", MENDED)
def test_a_mended_sqlite_gets_the_write_ahead_log_with_every_commit_on_disk(version: tuple[int, int, int]) -> None:
    pragmas = journal_pragmas(version)
    assert "journal_mode=WAL" in pragmas
    assert "synchronous=FULL" in pragmas


@pytest.mark.exam("R18")
@pytest.mark.parametrize("version", [*AFFECTED, *MENDED])
def test_no_sqlite_maps_the_file_or_keeps_deleted_bytes(version: tuple[int, int, int]) -> None:
    pragmas = journal_pragmas(version)
    assert "mmap_size=0" in pragmas
    assert "secure_delete=ON" in pragmas
    assert "foreign_keys=ON" in pragmas


@pytest.mark.exam("R18")
def test_the_doctor_says_which_sqlite_and_why(closed_house: House) -> None:
    house = closed_house
    told = _database_line(house)
    if sqlite3.sqlite_version_info >= WAL_SAFE_FROM:
        assert "journal WAL, synchronous FULL" in told
    else:
        assert "WAL-reset bug" in told


@pytest.mark.exam("R18")
def test_on_a_machine_without_the_bundled_sqlite_the_doctor_names_the_bug(closed_house: House) -> None:
    code = "import sys; sys.modules['pysqlite3'] = None; import sqlite3; print(*sqlite3.sqlite_version_info)"
    system = tuple(int(part) for part in closed_house.python(code).stdout.split())
    if system >= WAL_SAFE_FROM:
        pytest.skip(f"this system's own SQLite {system} has the bug mended")
    arguments = closed_house.command("doctor", "--json")[3:]
    code = DOCTOR.format(pretend=SYSTEM_SQLITE, arguments=arguments)
    done = closed_house.python(code)
    told = {one["name"]: one for one in json.loads(done.stdout)["findings"]}["database"]
    assert "journal DELETE, synchronous EXTRA" in told["text"]
    assert "WAL-reset bug" in told["text"]
    assert told["ok"], "the safe journal needs nobody"


def _database_line(house: House) -> str:
    findings = json.loads(house.run("doctor", "--json").stdout)["findings"]
    return next(str(one["text"]) for one in findings if one["name"] == "database")
