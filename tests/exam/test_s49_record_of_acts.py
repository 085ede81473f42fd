"""S49: a line edited, deleted or moved, a cut end, an older database: `audit verify` finds each of the five."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.exam.keeping import an_empty_machine, back_up, go_back
from tests.house import House

pytestmark = pytest.mark.exam("S49")


def with_the_database(house: House, *statements: str) -> None:
    """Do something to the database as somebody could who owns the machine."""
    with closing(sqlite3.connect(house.data / "lamplit.sqlite3")) as database, database:
        for name in ("audit_no_update", "audit_no_delete"):
            database.execute(f"DROP TRIGGER IF EXISTS {name}")
        for statement in statements:
            database.execute(statement)


def an_edited_line(house: House, older: Path) -> None:
    with_the_database(house, "UPDATE vault_audit SET reason = 'own' WHERE seq = 3 AND reason <> 'own'",
                      "UPDATE vault_audit SET action = 'page' WHERE seq = 3")  # fmt: skip


def a_deleted_line(house: House, older: Path) -> None:
    with_the_database(house, "DELETE FROM vault_audit WHERE seq = 4")


def two_lines_that_changed_places(house: House, older: Path) -> None:
    with_the_database(
        house,
        "UPDATE vault_audit SET seq = -1 WHERE seq = 2",
        "UPDATE vault_audit SET seq = 2 WHERE seq = 5",
        "UPDATE vault_audit SET seq = 5 WHERE seq = -1",
    )


def a_cut_end(house: House, older: Path) -> None:
    with_the_database(house, "DELETE FROM vault_audit WHERE seq = (SELECT MAX(seq) FROM vault_audit)")


def an_older_database(house: House, older: Path) -> None:
    for left in house.data.glob("lamplit.sqlite3*"):
        left.unlink()
    shutil.copy2(older, house.data / "lamplit.sqlite3")


CHANGES = [an_edited_line, a_deleted_line, two_lines_that_changed_places, a_cut_end, an_older_database]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, Path]:
    """A closed house with a record of acts, and its database from some acts ago."""
    root = tmp_path_factory.mktemp("s49")
    house = an_empty_machine(root / "house")
    house.refresh()
    older = root / "older.sqlite3"
    shutil.copy2(house.data / "lamplit.sqlite3", older)
    who = house.who("carer")
    house.run("export", "--circle", who["circle"], "--person", who["person"], "--format", "csv", str(root / "x.csv"))
    return house, older


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_was_done_to_the_record_is_found(
    written: tuple[House, Path], tmp_path: Path, change: Callable[[House, Path], None]
) -> None:
    house = an_empty_machine(tmp_path / "copy")
    shutil.copytree(written[0].root, house.root, dirs_exist_ok=True)
    assert house.run("audit", "verify").returncode == 0
    change(house, written[1])
    done = house.run("audit", "verify", check=False)
    assert done.returncode == 1, done.stdout
    assert "whole" not in done.stdout


def test_going_back_on_purpose_is_noted_and_in_order(written: tuple[House, Path], tmp_path: Path) -> None:
    file = back_up(written[0])
    machine = an_empty_machine(tmp_path / "new")
    go_back(machine, file, written[0].run("keys", "sheet").stdout)
    assert machine.run("audit", "verify").returncode == 0
    with closing(sqlite3.connect(machine.data / "lamplit.sqlite3")) as database:
        last = database.execute("SELECT action, reason FROM vault_audit ORDER BY seq DESC LIMIT 1").fetchone()
    assert last == ("restored", "backup")
