"""P01: what one person takes away is all of theirs and no more than the rule lets; what stays is said, by day."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.exam.canonical import dump
from tests.house import House

pytestmark = pytest.mark.exam("P01")


def taken(house: House, name: str, form: str, folder: Path) -> str:
    """Take somebody's record and return the file's text."""
    who = house.who(name)
    out = folder / f"{name}.{form}"
    house.run("export", "--circle", who["circle"], "--person", who["person"], "--format", form, str(out))
    assert out.stat().st_mode & 0o777 == 0o600
    return out.read_text(encoding="utf-8")


def written_by(house: House, name: str) -> set[str]:
    """Return the ids of what somebody wrote, as the database has them."""
    person = house.who(name)["person"]
    rows = dump(house)["vault_entry"]
    return {row[0] for row in rows if row[2] == person and "deleted" not in row}


def test_everybody_gets_all_of_theirs_and_what_stays_is_said_without_words(house: House, tmp_path: Path) -> None:
    texts: dict[str, str] = {}
    for name in ("subject", "carer", "therapist"):
        record = json.loads(taken(house, name, "json", tmp_path))
        own = {item["id"] for item in record["items"] if item["author"] == house.who(name)["person"]}
        others = [item for item in record["items"] if item["id"] not in own]
        assert own == written_by(house, name)
        assert name == "therapist" or others == [], "only a therapist takes away what others wrote"
        assert not {left["id"] for left in record["left_here"]} & {item["id"] for item in record["items"]}
        assert all(set(left) == {"id", "day", "author_role", "why"} for left in record["left_here"])
        texts |= {item["id"]: json.dumps(item["body"]) for item in record["items"] if item["id"] in own}
    carer = (tmp_path / "carer.json").read_text(encoding="utf-8")
    theirs = written_by(house, "subject")
    assert theirs
    assert [entry for entry in theirs if texts[entry] in carer] == []


def test_the_page_to_read_is_one_file_that_fetches_nothing_and_runs_nothing(house: House, tmp_path: Path) -> None:
    page = taken(house, "carer", "html", tmp_path)
    record = json.loads(taken(house, "carer", "json", tmp_path))
    assert page.count("<article>") == len(record["items"]) > 3
    assert not re.search(r"<script|<link|\ssrc=\"(?!data:image/jpeg)|href=|url\(|@import|\son\w+=", page)
    assert "default-src 'none'" in page
    assert ("Not in here" in page) == bool(record["left_here"])


def test_a_table_never_runs_a_formula(own_house: House, tmp_path: Path) -> None:
    from tests.exam.visitor import program

    carer = own_house.who("carer")
    one = program(own_house, carer["person"], carer["circle"])
    evil = '=HYPERLINK("http://x")<script>alert(1)</script>'
    body = {"id": "11111111-2222-4333-8444-555555555555", "kind": "journal", "body": {"text": evil}}
    assert one.ask("POST", "/entries", body).status == 201
    rows = list(csv.reader(io.StringIO(taken(own_house, "carer", "csv", tmp_path).lstrip("\ufeff"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert f"'{evil}" in cells
    assert [cell for cell in cells if cell[:1] in set("=+-@")] == []
    assert "&lt;script&gt;" in taken(own_house, "carer", "html", tmp_path)


def test_taking_leaves_one_line_that_says_it_was_asked_of_the_operator(own_house: House, tmp_path: Path) -> None:
    before = len(dump(own_house)["vault_audit"])
    taken(own_house, "carer", "csv", tmp_path)
    new = dump(own_house)["vault_audit"][before:]
    assert [(row[2], row[4], row[5]) for row in new] == [(own_house.who("carer")["person"], "export", "by_operator")]
    assert own_house.run("audit", "verify").returncode == 0


def test_nobody_else_gets_anything(own_house: House, tmp_path: Path) -> None:
    circle = own_house.who("carer")["circle"]
    for person in ("nobody", "00000000-0000-4000-8000-000000000000"):
        words = ("export", "--circle", circle, "--person", person, "--format", "json", str(tmp_path / "x.json"))
        done = own_house.run(*words, check=False)
        assert done.returncode == 3 and "confirmed member" in done.stderr
    assert list(tmp_path.iterdir()) == []
