"""S39, the store: after a whole life of entries no file on disk holds one word of them."""

import base64
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from pytest_django import Settings

from lamplit.engines.kernel import Role
from lamplit.engines.records.stamp import Stamp
from lamplit.people.models import Circle as CircleRow
from lamplit.people.models import Person
from lamplit.vault import audit, drafts, entries, erasure, profiles, store
from lamplit.vault.shapes import Profile
from tests.vault.circle import EVERYONE, NOW, Circle, an_entry
from tests.vault.fixtures import circle as circle
from tests.vault.fixtures import data as data
from tests.vault.house_of_two import Elsewhere


def live(circle: Circle, canary: str) -> None:
    """Do everything one can do, with one word in every place a word can stand."""
    subject, therapist = circle.subject, circle.therapist
    hinted = Stamp(hints=frozenset({Role.CARER}), showable=frozenset({Role.THERAPIST}))
    mine = an_entry(subject, canary, hinted, kind=canary, hint={"weather": canary})
    note = an_entry(therapist, canary, Stamp(readers=frozenset({Role.THERAPIST})))
    gone = an_entry(subject, canary, EVERYONE)
    for author, new in ((subject, mine), (therapist, note), (subject, gone)):
        drafts.keep(author, uuid4(), canary, {"text": canary, canary: 1}, NOW)
        entries.record(author, new, NOW)
    assert therapist.membership
    entries.show(subject, mine.id, therapist.membership, NOW)
    entries.revise(subject, mine.id, 1, an_entry(subject, canary * 3, hinted, id=mine.id), NOW)
    entries.search(therapist, canary, NOW)
    entries.page(circle.carer, None, 10, NOW)
    entries.delete(subject, gone.id, NOW)
    erasure.purge_due(NOW + timedelta(days=8))
    Person.objects.filter(pk=subject.person).update(
        sealed_profile=profiles.seal_profile(subject.person, Profile(canary, NOW.date()))
    )
    CircleRow.objects.filter(pk=circle.id).update(sealed_name=profiles.seal_circle_name(circle.id, canary))
    assert audit.verify() == []


def shapes_of(canary: str) -> list[bytes]:
    """Return the word as it might stand on disk: as it is, in UTF-16, in hexadecimal, in base64."""
    raw = canary.encode()
    return [
        raw,
        canary.encode("utf-16-le"),
        raw.hex().encode(),
        *(base64.b64encode(b"x" * n + raw)[4:-4] for n in range(3)),
    ]


def holding(folder: Path, wanted: list[bytes]) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path.name for path in files if any(shape in path.read_bytes() for shape in wanted)]


@pytest.mark.exam("S39")
@pytest.mark.django_db(transaction=True)
def test_no_file_on_disk_holds_a_word_anybody_wrote(tmp_path: Path) -> None:
    house = Elsewhere(tmp_path / "house")
    house.make()
    canary = f"heron{uuid4().hex}"
    code = f"from tests.exam.test_s39_store_canaries import elsewhere; elsewhere({canary!r})"
    process = house_run(house, code)
    assert process == ""
    data_folder = tmp_path / "house" / "data"
    assert {"lamplit.sqlite3", "audit.anchor", "erasures.log"} <= {path.name for path in data_folder.iterdir()}
    assert holding(tmp_path / "house", shapes_of(canary)) == []


def house_run(house: Elsewhere, code: str) -> str:
    import subprocess
    import sys

    from tests.vault.house_of_two import ROOT

    wanted = "from tests.vault import alone; " + code
    done = subprocess.run(
        [sys.executable, "-c", wanted], env=house.environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stderr if done.returncode else ""


def elsewhere(canary: str) -> None:
    """Live a life in a process of its own, and leave without closing anything."""
    from tests.vault.circle import make_circle

    live(make_circle(), canary)


@pytest.mark.exam("S39")
def test_no_row_holds_a_word_anybody_wrote(circle: Circle, settings: Settings) -> None:
    canary = f"heron{uuid4().hex}"
    live(circle, canary)
    for table in connection.introspection.table_names():
        held = repr(store.rows(f'SELECT * FROM "{table}"'))  # noqa: S608
        assert canary not in held and canary.encode().hex() not in held, table
    assert holding(settings.DATA_DIR, shapes_of(canary)) == []


@pytest.mark.exam("S39")
def test_the_search_for_words_would_find_them(tmp_path: Path) -> None:
    canary = "heron"
    for number, shape in enumerate(shapes_of(canary)[:3]):
        (tmp_path / str(number)).write_bytes(b"before " + shape + b" after")
    assert len(holding(tmp_path, shapes_of(canary)[:3])) == 3
