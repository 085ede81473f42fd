"""S43: what was erased is in no file of the house, its keys neither, and last month's backup does not bring it back."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.exam.canonical import Dump, dump
from tests.exam.keeping import an_empty_machine, back_up, go_back
from tests.exam.visitor import program
from tests.house import House

pytestmark = pytest.mark.exam("S43")


def wrapped_keys(house: House, circle: str) -> list[bytes]:
    """Return the wrapped keys of a circle, as they lie in the database."""
    with closing(sqlite3.connect(house.data / "lamplit.sqlite3")) as database:
        found = database.execute("SELECT wrapped FROM vault_dek WHERE circle = ?", [circle]).fetchall()
    assert found
    return [bytes(wrapped) for (wrapped,) in found]


def files_with(house: House, needles: list[bytes]) -> list[str]:
    """Return the files of a house that hold any of these bytes."""
    files = [path for path in house.root.rglob("*") if path.is_file()]
    return [str(path) for path in files if any(needle in path.read_bytes() for needle in needles)]


def about(found: Dump, number: str) -> list[str]:
    """Return the tables in which an id still stands, the record of acts aside."""
    plain = number.replace("-", "")
    return [
        table
        for table, rows in found.items()
        if table != "vault_audit" and any(plain in str(row).replace("-", "") for row in rows)
    ]


@pytest.mark.exam("P02")
def test_an_erased_circle_is_in_no_file_and_no_backup_brings_it_back(own_house: House, tmp_path: Path) -> None:
    circle = own_house.who("carer")["circle"]
    last_month = back_up(own_house, "last-month.lamplit")
    keys = wrapped_keys(own_house, circle.replace("-", ""))
    assert files_with(own_house, keys)
    told = json.loads(own_house.run("erase", "--circle", circle, "--json").stdout)
    assert told["gone_from_backups_by"] == (date.fromisoformat(told["on"]) + timedelta(days=30)).isoformat()
    assert files_with(own_house, keys) == [], "while the server runs"
    own_house.stop()
    assert files_with(own_house, keys) == []
    assert about(dump(own_house), circle) == []
    assert own_house.run("audit", "verify").returncode == 0
    shutil.rmtree(own_house.data)
    assert go_back(own_house, last_month, "")["erased_again"] >= 1
    assert files_with(own_house, keys) == []
    assert about(dump(own_house), circle) == []


def test_an_erased_entry_is_gone_with_all_it_said_before(own_house: House, tmp_path: Path) -> None:
    carer = own_house.who("carer")
    one = program(own_house, carer["person"], carer["circle"])
    entry = "11111111-2222-4333-8444-555555555555"
    body = {"id": entry, "kind": "journal", "body": {"text": "To be gone."}}
    assert one.ask("POST", "/entries", body).status == 201
    file = back_up(own_house)
    sheet = own_house.run("keys", "sheet").stdout
    receipt = own_house.run("erase", "--entry", entry)
    assert one.ask("GET", f"/entries/{entry}").status == 404
    assert one.ask("POST", "/entries", body).status == 409, "a late phone does not bring it back"
    assert own_house.run("erase", "--entry", entry, check=False).returncode == 1
    newer = back_up(own_house, "newer.lamplit")
    own_house.stop()
    assert about(dump(own_house), entry) == []
    for backup, more in ((newer, ()), (file, ("--erasures", str(own_house.data / "erasures.log")))):
        machine = an_empty_machine(tmp_path / backup.stem)
        go_back(machine, backup, sheet, *more)
        assert about(dump(machine), entry) == []
    assert entry in receipt.stdout and carer["name"] not in receipt.stdout


def test_an_erased_person_leaves_no_name_no_way_in_and_no_word(own_house: House) -> None:
    therapist = own_house.who("therapist")
    number = therapist["person"]
    own_house.run("erase", "--person", number)
    assert set(about(dump(own_house), number)) == set()
    child = own_house.who("subject")["person"]
    own_house.run("erase", "--person", child)
    left = [row for row in dump(own_house)["people_person"] if child.replace("-", "") in str(row).replace("-", "")]
    assert len(left) == 1 and not any(own_house.who("subject")["name"] in str(value) for value in left[0])
    assert any(str(value).startswith("~") for value in left[0]), "a bare id holds the circle together"
    assert own_house.run("erase", "--person", child, check=False).returncode == 1
    assert own_house.run("audit", "verify").returncode == 0


def test_a_receipt_is_known_again_and_a_changed_one_is_not(own_house: House, tmp_path: Path) -> None:
    receipt = own_house.run("erase", "--circle", own_house.who("carer")["circle"]).stdout
    file = tmp_path / "receipt.txt"
    file.write_text(receipt, encoding="utf-8")
    assert own_house.run("erase", "--verify", str(file)).returncode == 0
    file.write_text(receipt.replace("is gone now", "is still here"), encoding="utf-8")
    assert own_house.run("erase", "--verify", str(file), check=False).returncode == 1
    assert [name for name in (one["name"] for one in own_house.people) if name in receipt] == []
