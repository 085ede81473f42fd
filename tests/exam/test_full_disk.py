"""A full disk under the real server: saving says so and keeps the words, reading goes on, and later all is well."""

import json
import re
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from tests.exam.processes import processes_of
from tests.exam.visitor import Program, Visitor, program
from tests.house import House

WORDS = "We looked at the stars from the roof of the shed."
SENTENCE = "Not saved: the disk is full. Your words are still on this page."
FOUNDER = {
    "name": "Robin",
    "username": "robin",
    "way": "password",
    "password": "four quiet otter boats",
    "role": "carer",
    "about": "Wren",
    "born_on": "2011-04-02",
    "ground": "local_authority",
    "given_by": "outside",
    "responsibility": "no",
}
ROOM = 300 * 1024  # bytes left on the small disk for entries to fill
MAY_MOUNT = 1 << 21  # CAP_SYS_ADMIN


def may_mount() -> bool:
    """Say whether this user may mount a disk."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    rights = re.search(r"^CapEff:\s*([0-9a-f]+)$", status, re.MULTILINE)
    return rights is not None and bool(int(rights[1], 16) & MAY_MOUNT)


class SmallDisk:
    """The data folder is a disk of three megabytes, and somebody else's big file takes the rest of it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.stone = house.data / "big-file-of-somebody-else"

    @contextmanager
    def under(self) -> Iterator[None]:
        """Put the disk where the data folder is, with all that was in it."""
        held = self.house.root / "held"
        shutil.move(self.house.data, held)
        self.house.data.mkdir(mode=0o700)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m,mode=0700", "tmpfs", str(self.house.data)], check=True)
        try:
            shutil.copytree(held, self.house.data, dirs_exist_ok=True)
            yield
        finally:
            self.house.stop()
            subprocess.run(["umount", str(self.house.data)], check=True)

    def fill(self, *, but: int = 0) -> None:
        """Take all of it but some bytes."""
        with self.stone.open("ab") as file:
            file.write(bytes(max(0, shutil.disk_usage(self.house.data).free - but)))

    def free(self) -> None:
        """Give the blocks back."""
        self.stone.unlink()


class StuckFiles:
    """No file of the server may take a byte; this needs no rights at all."""

    def __init__(self, house: House) -> None:
        self.house = house

    @contextmanager
    def under(self) -> Iterator[None]:
        """Change nothing yet."""
        yield

    def fill(self, *, but: int = 0) -> None:
        """Let no file of more than so many bytes take anything."""
        self._let(max(1, but))

    def free(self) -> None:
        """Let every file grow again."""
        self._let(resource.RLIM_INFINITY)

    def _let(self, most: int) -> None:
        if not hasattr(resource, "prlimit"):
            pytest.skip("This system can neither mount a small disk here nor hold the files of a running program.")
        for process in processes_of(self.house):
            resource.prlimit(int(process.name), resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


WAYS = [StuckFiles, SmallDisk] if may_mount() else [StuckFiles]


def move_in(house: House) -> tuple[Visitor, Program, str]:
    """Make the first circle; returns its maker's browser, their program and the circle's address."""
    robin = Visitor(house)
    link = re.findall(r"/setup/(\S+)", house.log.read_text(encoding="utf-8"))[-1]
    circle = robin.post("/setup", token=link, **FOUNDER).location.split("/")[2]
    return robin, program(house, "robin", circle), f"/c/{circle}"


def fill_up(way: SmallDisk | StuckFiles, one: Program) -> dict[str, str]:
    """Fill the disk with entries until nothing more is kept; returns what was called kept on the way.

    A long entry that does not go in any more leaves room in the database's log, so short ones follow.
    """
    way.fill(but=ROOM)
    kept = until_refused(one, WORDS * 200)
    way.fill()
    return kept | until_refused(one, WORDS)


def until_refused(one: Program, words: str) -> dict[str, str]:
    """Keep one entry after another until one is refused; returns those that were called kept."""
    kept: dict[str, str] = {}
    for number in range(400):
        entry, text = str(uuid4()), f"{number}: {words}"
        answer = one.ask("POST", "/entries", {"id": entry, "kind": "journal", "body": {"text": text}})
        if answer.status == 503:
            return kept
        assert answer.status == 201, answer.text
        kept[entry] = text
    raise AssertionError("the disk never became full")


def long_ago(house: House) -> None:
    """Let every session have been used a while ago, so that the next page wants to write that down."""
    with closing(sqlite3.connect(house.data / "lamplit.sqlite3", timeout=20)) as database, database:
        changed = database.execute("UPDATE people_session SET seen_at = datetime(seen_at, '-10 minutes')")
        assert changed.rowcount


def saving_is_refused_kindly(robin: Visitor, one: Program, place: str) -> None:
    page = robin.post(f"{place}/new/journal", id=uuid4(), text=WORDS)
    assert page.status == 503
    assert SENTENCE in page.text
    assert re.search(rf"<textarea[^>]*>\s*{re.escape(WORDS)}</textarea>", page.text)
    moment = robin.post(f"{place}/new/moment", id=uuid4(), tone="hard", words=WORDS, did_words="Held hands.")
    assert (moment.status, WORDS in moment.text, "Held hands." in moment.text) == (503, True, True)
    draft = robin.post(f"{place}/drafts/{uuid4()}", kind="journal", page="one", text=WORDS)
    assert (draft.status, draft.data) == (503, {"kept": False})
    refused = one.ask("POST", "/entries", {"id": str(uuid4()), "kind": "journal", "body": {"text": WORDS}})
    assert (refused.status, refused.data["error"]["code"]) == (503, "not_saved")
    assert refused.data["error"]["message"].startswith(SENTENCE)


def reading_goes_on(robin: Visitor, one: Program, place: str) -> None:
    for path in ("/", "/diary", "/circle", "/settings", "/who-sees", "/new/journal"):
        assert (path, robin.get(place + path).status) == (path, 200)
    assert "Before it was full" in robin.get(f"{place}/diary").text
    assert "Before it was full" in robin.post(f"{place}/search", words="before it was").text
    assert "Before it was full" in one.ask("GET", "/entries?limit=100").text
    assert robin.get("/account").status == 200
    for path in ("/now", "/find-help", "/worried", "/seek-help", "/healthz"):
        assert Visitor(one.house).get(path).status == 200


def coming_in_waits(house: House) -> None:
    """Nobody can be signed in while tries cannot be counted and no session can be kept: the door stays shut, kindly."""
    answer = Visitor(house).post("/sign-in", login="robin", password=FOUNDER["password"])
    assert answer.status in {429, 503}
    assert 'href="/now"' in answer.text
    assert FOUNDER["password"] not in answer.text


def all_is_well(house: House) -> None:
    """Let SQLite look at its file, and `doctor` at everything but the disk, which is small on purpose."""
    with closing(sqlite3.connect(house.data / "lamplit.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    looked = json.loads(house.run("doctor", "--deep", "--json", check=False).stdout)["findings"]
    assert {each["name"]: each["text"] for each in looked if not each["ok"] and each["name"] != "disk"} == {}
    assert {"entries", "record"} <= {each["name"] for each in looked}


@pytest.mark.exam("R04")
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_full_disk_keeps_the_words_on_the_page_and_loses_nothing(
    closed_house: House, way: type[SmallDisk | StuckFiles]
) -> None:
    disk = way(closed_house)
    with disk.under():
        closed_house.start()
        robin, one, place = move_in(closed_house)
        assert robin.post(f"{place}/new/journal", id=uuid4(), text="Before it was full").status == 302
        long_ago(closed_house)
        kept = fill_up(disk, one)
        saving_is_refused_kindly(robin, one, place)
        reading_goes_on(robin, one, place)
        coming_in_waits(closed_house)
        disk.free()
        assert robin.post(f"{place}/new/journal", id=uuid4(), text=WORDS).status == 302
        for entry, text in kept.items():
            assert one.ask("GET", f"/entries/{entry}").data["body"]["text"] == text
        listed = one.ask("GET", "/entries?limit=100").data["items"]
        assert len(listed) == len(kept) + 2, "what was refused stands nowhere"
        all_is_well(closed_house)
