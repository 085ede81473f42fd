"""`lamplit backup` and `lamplit restore`: where they refuse, in which words, and that nothing is harmed by it."""

import json
import re
from pathlib import Path

import pytest

from tests.exam.keeping import an_empty_machine, back_up, refused
from tests.house import House


@pytest.fixture
def machine(tmp_path: Path) -> House:
    return an_empty_machine(tmp_path / "new")


def test_a_backup_is_one_file_for_its_owner_alone_and_holds_no_key(closed_house: House) -> None:
    file = back_up(closed_house)
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert file.stat().st_mode & 0o777 == 0o600
    held = json.loads(closed_house.key_file.read_text(encoding="utf-8"))["keys"]
    assert not any(each["key"].encode() in file.read_bytes() for each in held)


def test_a_folder_gets_a_backup_with_the_day_in_its_name(closed_house: House, tmp_path: Path) -> None:
    made = json.loads(closed_house.run("backup", str(tmp_path), "--json").stdout)
    assert re.fullmatch(r"lamplit-\d{4}-\d\d-\d\d-\d{4}\.lamplit", Path(made["file"]).name)
    assert made["bytes"] == Path(made["file"]).stat().st_size


def test_a_backup_never_lies_beside_the_key_file(closed_house: House) -> None:
    wanted = closed_house.key_file.with_name("copy.lamplit")
    done = closed_house.run("backup", str(wanted), check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert "as good as no lock" in done.stderr
    assert not wanted.exists()


def test_a_newer_backup_takes_the_place_of_an_older_one_and_of_nothing_else(closed_house: House) -> None:
    file = back_up(closed_house)
    first = file.read_bytes()
    assert back_up(closed_house).read_bytes() != first
    diary = file.with_name("diary.txt")
    diary.write_text("Not a backup.", encoding="utf-8")
    done = closed_house.run("backup", str(diary), check=False)
    assert done.returncode == 3 and "no backup of this house" in done.stderr
    assert diary.read_text(encoding="utf-8") == "Not a backup."


def test_a_folder_that_is_not_there_is_said(closed_house: House) -> None:
    done = closed_house.run("backup", "/nowhere/at/all.lamplit", check=False)
    assert done.returncode == 1 and "no such folder" in done.stderr


def test_a_trial_changes_nothing_and_needs_the_key_or_the_sheet(closed_house: House, machine: House) -> None:
    file = back_up(closed_house)
    sheet = closed_house.run("keys", "sheet").stdout
    locked = machine.run("restore", str(file), "--check", "--json", check=False)
    assert locked.returncode == 3 and json.loads(locked.stdout)["ok"] is None
    assert "Only the first line could be read" in locked.stderr
    told = json.loads(machine.run("restore", str(file), "--check", "--json", stdin=sheet).stdout)
    assert (told["ok"], told["damaged"]) == (True, [])
    assert not machine.data.exists() and not machine.key_file.exists()
    assert closed_house.run("restore", str(file), "--check").stdout.endswith("Every entry opens.\n")


def test_the_sheet_of_another_house_is_refused_by_name(closed_house: House, machine: House, tmp_path: Path) -> None:
    file = back_up(closed_house)
    other = an_empty_machine(tmp_path / "other")
    other.run("init")
    done = refused(machine, file, stdin=other.run("keys", "sheet").stdout)
    assert done.returncode == 3 and "This backup needs the key k" in done.stderr


def test_going_back_never_writes_over_a_house_of_ones_own_or_of_others(closed_house: House, machine: House) -> None:
    file = back_up(closed_house)
    sheet = closed_house.run("keys", "sheet").stdout
    assert "There is a Lamplit in" in refused(closed_house, file).stderr
    machine.run("init")
    done = refused(machine, file, stdin=sheet)
    assert done.returncode == 3 and "never writes over anything" in done.stderr
    strange = an_empty_machine(machine.root / "strange")
    strange.data.mkdir()
    (strange.data / "holiday.jpg").write_bytes(b"a picture")
    assert "There are other files in" in refused(strange, file, stdin=sheet).stderr
    assert (strange.data / "holiday.jpg").read_bytes() == b"a picture"


def test_a_newer_lamplits_backup_is_refused_in_so_many_words(closed_house: House, machine: House) -> None:
    file = back_up(closed_house)
    sheet = closed_house.run("keys", "sheet").stdout
    file.write_bytes(file.read_bytes().replace(b"LAMPLIT-BACKUP 1 ", b"LAMPLIT-BACKUP 2 ", 1))
    done = refused(machine, file, stdin=sheet)
    assert done.returncode == 3 and "made by a newer Lamplit" in done.stderr


def test_while_a_server_runs_there_its_data_folder_is_closed_to_another(own_house: House) -> None:
    file = back_up(own_house)
    second = House(root=own_house.root, port=own_house.port + 1)
    for words in (("serve", "--port", str(second.port)), ("restore", str(file))):
        done = second.run(*words, check=False)
        assert done.returncode in {1, 3}
        assert "This house is open already" in done.stderr
    assert own_house.answers()
