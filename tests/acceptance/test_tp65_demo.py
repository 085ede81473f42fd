"""TP65: three made-up circles with nine weeks of life in them, to look at, and to take away without a trace."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from lamplit.actions.demo import STORIES
from lamplit.actions.demo_story import read_story
from tests.house import House, free_port

pytestmark = pytest.mark.row("TP65")
NAMES = {"Wren": 16, "Otter": 8, "Kestrel": 14}
KEPT_ON_PURPOSE = {"vault_audit"}  # the record of acts: ids and codes, never a word; the chain may not be cut
KEPT_FILES = {
    "audit.anchor",  # how long that record is
    "erasures.log",  # ids alone, so that an older copy of the house does not bring them back
    "keys.changed",  # that some key came or went; empty of anything else
}
HOMES = {
    "Wren": "What\u2019s it like right now?",
    "Dilys Pryce": "You have words waiting here",
    "Joy Mensah": "You are on duty",
    "Asha Rao": "Otter",
    "Miss Lowe": "Otter T",
    "Callum Orr": "Kestrel",
}


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house with all three circles, as `make run` makes it, not open yet."""
    house = House(root=tmp_path_factory.mktemp("lively"), port=free_port())
    house.people = json.loads(house.run("demo", "--json", "--port", str(house.port)).stdout)
    return house


def test_every_person_of_the_three_is_printed_as_programs_expect(lively: House) -> None:
    wanted = ["person", "name", "role", "age", "circle", "circle_name", "sign_in"]
    assert [list(person) for person in lively.people] == [wanted] * 16
    assert {one["name"]: one["age"] for one in lively.people if one["role"] == "subject"} == NAMES
    assert {one["age"] for one in lively.people if one["role"] != "subject"} == {None}
    assert len({one["circle"] for one in lively.people}) == 3
    assert len({one["role"] for one in lively.people}) == 7
    assert all(one["sign_in"].startswith(lively.url + "/") for one in lively.people)
    before, lively.people = lively.people, json.loads(lively.run("demo", "--json", "--port", str(lively.port)).stdout)
    assert [one["person"] for one in lively.people] == [one["person"] for one in before], "twice is once"


def test_their_homes_open_and_eight_weeks_of_every_kind_are_there(
    lively: House, open_page: Callable[..., Page]
) -> None:
    lively.start()
    try:
        for name, words in HOMES.items():
            page = open_page(base_url=lively.url)
            page.goto(lively.who(name)["sign_in"])
            expect(page.locator("main")).to_contain_text(words)
            page.context.close()
        read = [
            item for name in (*NAMES, "Robin Hale", "Marian Teague") for item in record(lively, name)
        ]  # what a carer keeps to herself
    finally:
        lively.stop()
    written = {each.kind for slug in STORIES for each in read_story(slug).entries}
    assert {item["kind"] for item in read} == written | {"practice_done"}, "which a practice leaves that was given"


def record(house: House, name: str) -> list[dict[str, object]]:
    """Return all that one person reads, by the programs' way in; it goes back eight weeks."""
    one = house.who(name)
    token = house.run("token", "create", "--person", one["person"], "--circle", one["circle"]).stdout.split()[-1]
    items: list[dict[str, object]] = []
    after: str | None = ""
    while after is not None:
        where = f"{house.url}/api/v1/circles/{one['circle']}/entries?limit=100" + (f"&before={after}" if after else "")
        with urlopen(Request(where, headers={"Authorization": f"Bearer {token}"}), timeout=20) as answer:
            page = json.load(answer)
        items += page["items"]
        after = page["next"]
    days = [date.fromisoformat(str(item["day"])) for item in items]
    assert (max(days) - min(days)).days >= 56, name
    return items


def test_taken_away_nothing_of_them_is_left(closed_house: House) -> None:
    before, files = tables(closed_house), names_of_files(closed_house)
    closed_house.run("demo", "--json")
    sealed = locked_bytes(closed_house)
    assert len(sealed) > 100
    assert json.loads(closed_house.run("demo", "--remove", "--json").stdout) == {"removed": 3}
    after = tables(closed_house)
    assert {name for name in after if after[name] != before[name]} <= KEPT_ON_PURPOSE
    assert names_of_files(closed_house) - files <= KEPT_FILES
    held = b"".join(path.read_bytes() for path in sorted(closed_house.root.rglob("*")) if path.is_file())
    for words in (*NAMES, "Dilys", "HMS Sausage", "demo-wren", "Nan's kitchen"):
        assert words.encode() not in held
    assert not [each for each in sealed if each[40:72] in held], "not even the locked bytes"
    assert closed_house.run("audit", "verify").returncode == 0
    assert json.loads(closed_house.run("demo", "--remove", "--json").stdout) == {"removed": 0}


def tables(house: House) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table but SQLite's own counters."""
    (database,) = house.data.glob("*.sqlite3")
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        listed = opened.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
        return {name: sorted(opened.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for (name,) in listed}  # noqa: S608


def locked_bytes(house: House) -> list[bytes]:
    """Return every entry as it lies in the database."""
    (database,) = house.data.glob("*.sqlite3")
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        return [bytes(sealed) for (sealed,) in opened.execute("SELECT sealed FROM vault_entry")]


def names_of_files(house: House) -> set[str]:
    return {path.name for path in house.root.rglob("*") if path.is_file() and not path.name.endswith(("-wal", "-shm"))}
