"""P03: a record taken out of one house and into another says there exactly what it said here."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.village import run_in
from tests.exam.keeping import an_empty_machine
from tests.house import House

pytestmark = pytest.mark.exam("P03")
CAME_WITH_THE_HOUSE = ("made_at", "circle", "person", "release", "left_here", "put_aside")


def canonical(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a record says, without the numbers of its house and the moment of writing it down there."""
    kept = ("id", "kind", "happened_at", "day", "revision", "body", "sensitive", "audience")
    said = []
    for item in record["items"]:
        one = {name: item.get(name) for name in kept}
        one["audience"] = [each for each in item["audience"] if not each.startswith("member:")] or ["me"]
        one["earlier"] = [(each["revision"], each["body"]) for each in item.get("earlier", [])]
        one["photo"] = {name: item["photo"][name] for name in ("width", "height")} if "photo" in item else None
        said.append(one)
    return said


def export(house: House, role: str, out: Path) -> dict[str, Any]:
    who = house.who(role)
    house.run("export", "--circle", who["circle"], "--person", who["person"], "--format", "json", str(out))
    return dict(json.loads(out.read_text(encoding="utf-8")))


def bring_in(house: House, role: str, file: Path) -> dict[str, Any]:
    who = house.who(role)
    words = ("--circle", who["circle"], "--person", who["person"], "--format", "lamplit", str(file), "--json")
    return dict(json.loads(house.run("import", *words, check=False).stdout))


ERASE = """
import django
django.setup()
from uuid import UUID
from lamplit.actions import erasing
for entry in {}:
    erasing.erase_entry(UUID(entry))
"""


@pytest.mark.parametrize("role", ["carer", pytest.param("subject", marks=pytest.mark.whole)])
def test_a_record_says_the_same_in_a_house_where_there_was_nothing(house: House, tmp_path: Path, role: str) -> None:
    here = export(house, role, tmp_path / "here.json")
    assert here["items"]
    other = an_empty_machine(tmp_path / "other")
    other.refresh()  # people to write it for; what they wrote themselves is erased
    made_up = [item["id"] for item in export(other, role, tmp_path / "made-up.json")["items"]]
    run_in(other, ERASE.format(made_up))
    assert export(other, role, tmp_path / "empty.json")["items"] == []
    told = bring_in(other, role, tmp_path / "here.json")
    assert (told["added"], told["bad"]) == (len(here["items"]), [])
    there = export(other, role, tmp_path / "there.json")
    assert canonical(there) == canonical(here)
    again = bring_in(other, role, tmp_path / "there.json")
    assert (again["added"], again["here_before"]) == (0, len(here["items"]))
    assert canonical(export(other, role, tmp_path / "again.json")) == canonical(here)


def test_what_is_no_record_is_said_and_changes_nothing(closed_house: House, tmp_path: Path) -> None:
    house = closed_house
    house.refresh()
    who = house.who("carer")
    part = ("--circle", who["circle"], "--person", who["person"], "--format", "lamplit")
    for content, words in ((b"no", "it is no JSON"), (b"[]", "not a record"), (b'{"items": [1]}', "newer Lamplit")):
        file = tmp_path / "x.json"
        file.write_bytes(content)
        done = house.run("import", *part, str(file), check=False)
        assert done.returncode == 1 and words in done.stderr
    file.write_bytes(b'{"lamplit_record": 1, "person": "p", "items": [1, {"id": "x", "author": "q", "body": {}}]}')
    assert {one["why"] for one in bring_in(house, "carer", file)["bad"]} == {
        "This is not an entry of a record.",
        "Somebody else wrote it: it comes in with their own record.",
    }
