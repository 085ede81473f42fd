"""R17: the same on PostgreSQL: stopped at once under writers, backups under load, keys turned; no fsync, no house."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exam.canonical import dump
from tests.exam.keeping import an_empty_machine, back_up, go_back
from tests.exam.test_r07_backups import backups_under_load
from tests.exam.test_s40_turning_keys import Turning, turn_a_circle, turn_the_house_key
from tests.house import House
from tests.vault import postgres
from tests.vault.house_of_two import Elsewhere

pytestmark = pytest.mark.exam("R17")
NEEDED = "R17 needs PostgreSQL's server (Debian: apt-get install postgresql)."


@pytest.fixture
def server() -> Iterator[postgres.Server]:
    folder = postgres.binaries()
    if folder is None:
        pytest.skip(NEEDED)
    with postgres.server(folder) as found:
        yield found


def test_a_backup_goes_from_postgresql_to_sqlite_and_back(server: postgres.Server, tmp_path: Path) -> None:
    here = House(root=tmp_path / "pg", port=1, database=server.url)
    here.root.mkdir()
    here.refresh()
    file, sheet = back_up(here), here.run("keys", "sheet").stdout
    assert here.run("restore", str(file), "--check").returncode == 0
    there = an_empty_machine(tmp_path / "sqlite")
    go_back(there, file, sheet)
    third = an_empty_machine(tmp_path / "pg2", server.another())
    go_back(third, back_up(there), sheet)
    first, last = dump(here), dump(third)
    assert {table: len(rows) for table, rows in last.items() if table != "vault_audit"} == {
        table: len(rows) for table, rows in first.items() if table != "vault_audit"
    }
    assert last["vault_entry"] == first["vault_entry"] and last["people_person"] == first["people_person"]
    assert json.loads(third.run("doctor", "--deep", "--json").stdout)["ok"]
    assert "never writes over anything" in third.run("restore", str(file), check=False).stderr


@pytest.mark.whole
def test_backups_under_load_on_postgresql(server: postgres.Server, tmp_path: Path) -> None:
    backups_under_load(tmp_path, 1, server.url, most_alike=True)


@pytest.mark.whole
def test_keys_are_turned_on_postgresql(server: postgres.Server, tmp_path: Path) -> None:
    turn_the_house_key(Turning(tmp_path / "h", server.url), [4])
    turn_a_circle(Turning(tmp_path / "c", server.another()), [5])


def stopped_at_once(server: postgres.Server, folder: Path, many: int) -> None:
    """Stop the database with no warning under a writer, again and again; what was called saved is there."""
    place = Elsewhere(folder / "h", server.url)
    carer = place.make()
    saved = 0
    for _ in range(many):
        with place.start("say", "100000", carer=carer) as writer:
            assert writer.stdout is not None
            for _ in range(5):
                assert "SAVED" in writer.stdout.readline()
                saved += 1
            server.stop_at_once()
            saved += writer.stdout.read().count("SAVED")  # not by `communicate`: lines may wait in this buffer
        server.start()
        state = place.state()
        assert len(state["places"]) in {saved, saved + 1}
        assert (state["audit"], state["damaged"]) == ([], [])
        saved = len(state["places"])


@pytest.mark.whole
def test_stopped_at_once_nothing_called_saved_is_lost(server: postgres.Server, tmp_path: Path) -> None:
    stopped_at_once(server, tmp_path, 2)


@pytest.mark.whole
def test_stopped_at_once_fifty_times_nothing_called_saved_is_lost(server: postgres.Server, tmp_path: Path) -> None:
    stopped_at_once(server, tmp_path, 50)


@pytest.mark.whole
def test_the_doctor_refuses_a_server_that_does_not_wait_for_the_disk(tmp_path: Path) -> None:
    folder = postgres.binaries()
    if folder is None:
        pytest.skip(NEEDED)
    with postgres.server(folder, "-c fsync=off") as found:
        house = House(root=tmp_path / "h", port=1, database=found.url)
        house.root.mkdir()
        house.run("init")
        done = house.run("doctor", "--json", check=False)
        told = {one["name"]: one for one in json.loads(done.stdout)["findings"]}
    assert done.returncode == 1
    assert not told["database"]["ok"] and "set fsync = on" in told["database"]["text"]
