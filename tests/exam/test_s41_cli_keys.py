"""S41: without its right key a house stays shut, says why in plain words, and not one byte of it changes."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house import House


def no_key(house: House) -> None:
    house.key_file.unlink()


def a_wrong_key(house: House) -> None:
    held = json.loads(house.key_file.read_text(encoding="utf-8"))
    held["keys"][0]["key"] = held["keys"][0]["key"][::-1].replace("=", "") + "="
    house.key_file.write_text(json.dumps(held), encoding="utf-8")


def a_fresh_key_on_old_data(house: House) -> None:
    other = House(root=house.root / "other", port=house.port)
    other.root.mkdir()
    other.run("init")
    shutil.copy2(other.key_file, house.key_file)
    shutil.rmtree(other.root)


def a_key_others_can_read(house: House) -> None:
    house.key_file.chmod(0o644)


def a_key_in_the_data_folder(house: House) -> None:
    inside = house.data / "keys.json"
    shutil.move(house.key_file, inside)
    house.keys_at = inside


FAULTS: list[tuple[Callable[[House], None], str]] = [
    (no_key, "cannot find its key file. Your data is safe but locked."),
    (a_wrong_key, "Nothing has been changed."),
    (a_fresh_key_on_old_data, "is missing from it. Your data is safe but locked."),
    (a_key_others_can_read, "chmod 600"),
    (a_key_in_the_data_folder, "lies inside the data folder"),
]
VERBS: list[tuple[str, ...]] = [
    ("serve", "--port", "{port}"),
    ("init",),
    ("demo", "--json"),
    ("audit", "verify", "--json"),
    ("token", "create", "--person", "robin", "--circle", "00000000-0000-4000-8000-000000000000"),
]


def every_byte(root: Path) -> dict[str, str]:
    """Return the hash of every file under a folder, SQLite's scratch files aside (they hold nothing of their own)."""
    scratch = ("-wal", "-shm")
    files = (path for path in root.rglob("*") if path.is_file() and not path.name.endswith(scratch))
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.exam("S41")
@pytest.mark.parametrize(("spoil", "words"), FAULTS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_house_without_its_right_key_stays_shut_and_unchanged(
    closed_house: House, spoil: Callable[[House], None], words: str
) -> None:
    spoil(closed_house)
    before = every_byte(closed_house.root)
    done = closed_house.run("serve", "--port", str(closed_house.port), check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert every_byte(closed_house.root) == before


@pytest.mark.exam("S41")
@pytest.mark.whole
@pytest.mark.parametrize("verb", VERBS, ids=lambda value: value[0])
@pytest.mark.parametrize(("spoil", "words"), FAULTS, ids=lambda value: getattr(value, "__name__", ""))
def test_no_verb_works_around_a_missing_or_wrong_key(
    closed_house: House, spoil: Callable[[House], None], words: str, verb: tuple[str, ...]
) -> None:
    spoil(closed_house)
    before = every_byte(closed_house.root)
    done = closed_house.run(*(part.format(port=closed_house.port) for part in verb), check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert words in done.stderr
    assert every_byte(closed_house.root) == before


@pytest.mark.exam("S41")
def test_the_doctor_says_that_a_person_is_needed_when_the_key_is_gone(closed_house: House) -> None:
    no_key(closed_house)
    before = every_byte(closed_house.root)
    done = closed_house.run("doctor", "--json", check=False)
    said = json.loads(done.stdout)
    assert done.returncode == 1
    told = {one["name"]: one["text"] for one in said["findings"]}
    assert told["keys"].startswith("Lamplit cannot find its key file.")
    assert every_byte(closed_house.root) == before


@pytest.mark.exam("S41")
def test_the_recovery_sheet_brings_the_key_file_back(closed_house: House) -> None:
    sheet = closed_house.run("keys", "sheet").stdout
    no_key(closed_house)
    closed_house.run("keys", "restore", stdin=sheet)
    assert closed_house.run("keys", "verify-sheet", stdin=sheet).stdout.startswith("The sheet is right")
    assert closed_house.run("audit", "verify").returncode == 0
