"""R05: a database, folder or disk that may only be read: pages open and say so, nothing breaks, later all is well."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from uuid import uuid4

import pytest

from tests.exam.test_full_disk import WORDS, coming_in_waits, may_mount, move_in
from tests.exam.visitor import Program, Visitor
from tests.house import House

pytestmark = pytest.mark.exam("R05")
BANNER = "Nothing can be saved here just now, only read."
SENTENCE = "Not saved: Lamplit may not write to its data folder. Your words are still on this page."
EARLIER = "Before it could only be read."
# Root may write what its bits forbid, an ordinary user may not: that right is given up, then the verb runs.
AS_ORDINARY = """import ctypes, os, sys
for right in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    ctypes.CDLL(None).prctl(24, right, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])"""


@dataclass
class OrdinaryHouse(House):
    """A house whose programs may do what its owner may, and no more."""

    def command(self, *args: str) -> list[str]:
        return [sys.executable, "-c", AS_ORDINARY, *super().command(*args)]


@contextmanager
def only_the_file(house: House) -> Iterator[None]:
    """The database file is closed to writing."""
    (file,) = house.data.glob("*.sqlite3")
    file.chmod(0o400)
    yield
    file.chmod(0o600)


@contextmanager
def the_folder(house: House) -> Iterator[None]:
    """The whole data folder is closed to writing, its files too."""
    kept = {path: path.stat().st_mode for path in house.data.iterdir()}
    for path in kept:
        path.chmod(0o400)
    house.data.chmod(0o500)
    yield
    house.data.chmod(0o700)
    for path, mode in kept.items():
        path.chmod(mode)


@contextmanager
def the_disk(house: House) -> Iterator[None]:
    """The disk the data lies on is mounted to be read only, as a failing one is."""
    at = str(house.data)
    subprocess.run(["mount", "--bind", at, at], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", at], check=True)
        yield
    finally:
        house.stop()
        subprocess.run(["umount", at], check=True)


LONG = [only_the_file, *([the_disk] if may_mount() else [])]
WAYS = [the_folder, *(pytest.param(way, marks=pytest.mark.whole) for way in LONG)]


def hashes(house: House) -> dict[str, str]:
    """Return what the database and the record's anchor are, byte for byte."""
    files = [*house.data.glob("*.sqlite3"), house.data / "audit.anchor"]
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in files}


def reading_goes_on_and_says_so(robin: Visitor, one: Program, place: str) -> None:
    for path in ("/", "/diary", "/circle", "/settings", "/who-sees", "/new/journal"):
        page = robin.get(place + path)
        assert (path, page.status, BANNER in page.text) == (path, 200, True)
    assert EARLIER in robin.get(f"{place}/diary").text
    assert EARLIER in robin.post(f"{place}/search", words="only be read").text
    assert EARLIER in one.ask("GET", "/entries").text
    for path in ("/now", "/find-help", "/worried", "/seek-help", "/healthz", "/readyz"):
        assert (path, Visitor(one.house).get(path).status) == (path, 200)


def saving_is_refused_with_the_words_kept(robin: Visitor, one: Program, place: str) -> None:
    page = robin.post(f"{place}/new/journal", id=uuid4(), text=WORDS)
    assert (page.status, SENTENCE in page.text, WORDS in page.text) == (503, True, True)
    refused = one.ask("POST", "/entries", {"id": str(uuid4()), "kind": "journal", "body": {"text": WORDS}})
    assert (refused.status, refused.data["error"]["code"]) == (503, "not_saved")
    coming_in_waits(one.house)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_what_may_only_be_read_is_read_and_nothing_breaks(closed_house: House, way: object) -> None:
    house = OrdinaryHouse(root=closed_house.root, port=closed_house.port)
    house.start()
    robin, one, place = move_in(house)
    one.ask("POST", "/entries", {"id": str(uuid4()), "kind": "journal", "body": {"text": EARLIER}})
    house.stop()
    before = hashes(house)

    with way(house):  # type: ignore[operator]
        house.start()
        reading_goes_on_and_says_so(robin, one, place)
        saving_is_refused_with_the_words_kept(robin, one, place)
        assert " 500 " not in house.log.read_text(encoding="utf-8")
        house.stop()
        assert hashes(house) == before
        backup = house.run("backup", str(house.root / "away.lamplit"), check=False)
        assert "Something went wrong inside" not in backup.stderr

    house.start()
    assert BANNER not in robin.get(f"{place}/diary").text
    assert robin.post(f"{place}/new/journal", id=uuid4(), text=WORDS).status == 302
    house.stop()
    assert json.loads(house.run("audit", "verify", "--json").stdout)["ok"] is True
