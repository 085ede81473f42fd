"""S30: no text of a request becomes part of a query: every module is read, and a running house is tried."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import lamplit
from tests.exam.crowd import Crowd, move_in
from tests.exam.queries import found_in
from tests.house import House

pytestmark = pytest.mark.exam("S30")
SOURCE = Path(lamplit.__file__).parent
MODULES = [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]
ENDED = re.compile(r"tested parameters? do(es)? not appear|is vulnerable|injection point")
PLANTED = {
    "a query is put together": [
        "def f(request):\n    cursor.execute(f\"SELECT * FROM a ORDER BY {request.GET['sort']}\")",
        'def f(sort):\n    store.rows("SELECT * FROM a ORDER BY " + sort)',
        "def f(name):\n    store.row(\"SELECT * FROM a WHERE name = '{}'\".format(name))",
        'def f(words):\n    where = f"name = \'{words}\'"\n    store.rows(f"SELECT 1 FROM a WHERE {where}")',
        'def _f(where):\n    store.rows(f"SELECT 1 FROM a WHERE {where}")\n\ndef g(request):\n    _f(request.body)',
        "def f(name):\n    store.row(\"SELECT * FROM a WHERE name = '%s'\" % name)",
    ],
    "a query is put together from": [
        'class C(NamedTuple):\n    a: str\n\n    def f(self):\n        store.rows(f"SELECT {self.a} FROM b")\n\n'
        "def g(sent):\n    return C(sent.a)",
        'def f(columns):\n    for each in columns:\n        store.rows(f"SELECT {each.name} FROM b")',
    ],
    "sends something": [
        "def f(request):\n    cursor.execute(request.GET['q'])",
        "def f(a):\n    store.change(a.text)",
        "def f(a):\n    sql = a.text\n    store.change(sql)",
    ],
    "lets text into": [
        "def f(a):\n    Person.objects.raw(a)",
        "def f(a):\n    people.extra(where=[a])",
        "def f(a):\n    people.annotate(x=RawSQL(a, []))",
    ],
    "the order of a query": ["def f(request):\n    Person.objects.order_by(request.GET['sort'])"],
    "takes names of fields": [
        "def f(request):\n    Person.objects.filter(**request.GET.dict())",
        "def f(sent):\n    Entry.objects.create(**sent)",
        "def f(row, sent):\n    row.objects.update(**{sent: 1})",
    ],
}
CLEAN = [
    'COLUMNS = "a, b"\n\ndef f(many):\n    places = ", ".join(["%s"] * many)\n'
    '    store.rows(f"SELECT {COLUMNS} FROM a WHERE id IN ({places}) LIMIT {many:d}", [])',
    'def _f(column):\n    store.rows(f"SELECT {column} FROM a")\n\ndef g(who):\n    _f("b" if who else "c")',
    'def f(name):\n    Person.objects.filter(name=name).order_by("-at")',
    'class C(NamedTuple):\n    a: str\n\n    def f(self):\n        store.rows(f"SELECT {self.a} FROM b")\n\nC("b")',
]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_query_of_a_module_is_made_of_our_own_words(module: Path) -> None:
    assert found_in(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("why", "text"), [(why, text) for why, texts in PLANTED.items() for text in texts])
def test_a_query_made_of_what_was_sent_would_be_found(why: str, text: str) -> None:
    assert any(why in each for each in found_in(text)), text


@pytest.mark.parametrize("text", CLEAN)
def test_a_query_of_our_own_words_is_left_alone(text: str) -> None:
    assert found_in(text) == []


def tried_by_sqlmap(house: House, crowd: Crowd, place: Path) -> dict[str, str]:
    """Let sqlmap try ten places that take text; returns what it said of each that it could get into."""
    circle, entry, member = crowd.circle, crowd.entries[0], crowd.members[1]
    api, key = f"{house.url}/api/v1/circles/{circle}/entries", f"Authorization: Bearer {crowd.tokens['subject']}"
    new = f'{{"id": "{entry}*", "kind": "journal*", "happened_at": "2026-01-01T10:00:00Z*", "body": {{"text": "a*"}}}}'
    change = '{"kind": "journal*", "revision": 1, "audience": ["me*"], "body": {"text": "a*", "title": "b*"}}'
    asked = {
        "list": [f"{api}?before=1*&limit=2*"],
        "list of a circle": [f"{house.url}/api/v1/circles/{circle}*/entries"],
        "one": [f"{api}/{entry}*"],
        "new": [api, "--data", new],
        "change": [f"{api}/{entry}", "--method", "PUT", "--data", change],
        "show": [f"{api}/{entry}/shares", "--data", f'{{"member": "{member}*"}}'],
        "token": [f"{house.url}/api/v1/circles", "--headers", "Authorization: Bearer a*"],
        "session": [f"{house.url}/api/v1/circles", "--cookie", "lamplit=a*"],
        "sign in": [f"{house.url}/sign-in", "--data", "login=a*&password=b*"],
        "find help": [f"{house.url}/find-help?country=GB*"],
    }
    said = {name: sqlmap(place / name.replace(" ", "-"), key, *options) for name, options in asked.items()}
    return {name: text for name, text in said.items() if "is vulnerable" in text or "injection point" in text}


def sqlmap(place: Path, key: str, url: str, *options: str) -> str:
    """Run sqlmap at level 2 against one place, with everything it writes kept in a folder of the test."""
    place.mkdir(parents=True)
    keyed = () if "--headers" in options or "--cookie" in options else ("--headers", key)
    command = ["sqlmap", "-u", url, *keyed, *options, "--batch", "--level", "2", "--risk", "1", "--technique", "BEUST",
               "--ignore-code", "*", "--flush-session", "--disable-coloring", "--time-sec", "3",
               "--output-dir", str(place)]  # fmt: skip
    env = os.environ | {"HOME": str(place), "XDG_DATA_HOME": str(place)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=3000)
    assert ENDED.search(done.stdout), done.stdout[-3000:]
    return done.stdout


@pytest.mark.whole
@pytest.mark.skipif(shutil.which("sqlmap") is None, reason="sqlmap is not installed (Debian: apt-get install sqlmap).")
def test_sqlmap_finds_no_way_into_a_query(closed_house: House, tmp_path: Path) -> None:
    crowd = move_in(closed_house)
    closed_house.start()

    assert tried_by_sqlmap(closed_house, crowd, tmp_path) == {}
