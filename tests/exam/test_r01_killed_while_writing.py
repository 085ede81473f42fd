"""R01: the server is killed with no warning while four programs write; what it called kept is there when it is back."""

import http.client
import json
import os
import secrets
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

import pytest

from tests.exam.processes import seconds_used
from tests.house import House

pytestmark = pytest.mark.exam("R01")
WRITERS = ("subject", "subject", "carer", "carer")
START_SECONDS = 5.0
AT_LEAST = 10  # entries called kept between two kills


@dataclass
class Program:
    """One program that writes page after page; it remembers what was called kept and what got no answer."""

    house: House
    place: str
    token: str
    kept: dict[str, str] = field(default_factory=dict)
    unanswered: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def write_until(self, stopped: threading.Event) -> None:
        """Write until told to stop or until the server is gone."""
        with closing(self._connection()) as connection:
            while not stopped.is_set():
                if not self._write(connection, str(uuid4()), f"Page {secrets.token_hex(200)}"):
                    return

    def send_again(self) -> None:
        """Send what got no answer once more, as a program does that does not know."""
        waiting, self.unanswered = self.unanswered, {}
        with closing(self._connection()) as connection:
            for entry, text in waiting.items():
                self._write(connection, entry, text)

    def _write(self, connection: http.client.HTTPConnection, entry: str, text: str) -> bool:
        self.unanswered[entry] = text
        try:
            status, said = self.ask(connection, "POST", "", {"id": entry, "kind": "journal", "body": {"text": text}})
        except (OSError, http.client.HTTPException):
            return False
        del self.unanswered[entry]
        if status in {200, 201}:
            self.kept[entry] = text
        else:
            self.wrong.append(f"{status} {said!r}")
        return True

    def everything(self) -> dict[str, str]:
        """Return the text of every entry this program may read, by id, over all pages; each id once."""
        found: dict[str, str] = {}
        cursor = ""
        with closing(self._connection()) as connection:
            while cursor is not None:
                page = json.loads(self.ask(connection, "GET", f"?limit=100{cursor and '&before=' + cursor}")[1])
                ids = [item["id"] for item in page["items"]]
                assert len(set(ids) - set(found)) == len(ids), "an entry stands twice"
                found |= {item["id"]: item["body"].get("text", "") for item in page["items"] if "body" in item}
                cursor = page["next"]
        return found

    def ask(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: object = None
    ) -> tuple[int, bytes]:
        """Ask the API for something of this program's circle."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection.request(method, self.place + path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("localhost", self.house.port, timeout=30)


def programs(house: House) -> list[Program]:
    """Return four programs with keys of their own."""

    def one(role: str) -> Program:
        who = house.who(role)
        made = house.run("token", "create", "--person", who["person"], "--circle", who["circle"], "--json")
        return Program(house, f"/api/v1/circles/{who['circle']}/entries", json.loads(made.stdout)["token"])

    with ThreadPoolExecutor(len(WRITERS)) as pool:
        return list(pool.map(one, WRITERS))


def kill(house: House) -> None:
    """Kill the server and every worker at once, as a power cut would."""
    assert house.server is not None
    os.killpg(house.server.pid, 9)
    house.server.wait(10)


@contextmanager
def all_writing(running: list[Program]) -> Iterator[None]:
    """Let all programs write while the block runs; they end by themselves when the server is gone."""
    stopped = threading.Event()
    threads = [threading.Thread(target=each.write_until, args=(stopped,)) for each in running]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopped.set()
        for thread in threads:
            thread.join(60)


def kill_while_they_write(house: House, running: list[Program]) -> None:
    """Wait until everybody is well under way, then kill at a moment nobody chose."""
    before = {id(each): len(each.kept) for each in running}
    end = time.monotonic() + 60
    with all_writing(running):
        while any(len(each.kept) - before[id(each)] < AT_LEAST for each in running) and time.monotonic() < end:
            time.sleep(0.005)
        time.sleep(secrets.randbelow(100) / 1000)
        kill(house)
    assert all(len(each.kept) - before[id(each)] >= AT_LEAST for each in running)


def start_again(house: House) -> tuple[float, float]:
    """Start the killed house; return the seconds that passed and those the processor worked for it."""
    began = time.monotonic()
    house.start()
    return time.monotonic() - began, seconds_used(house)


def is_quick(starts: list[tuple[float, float]]) -> bool:
    """Say whether no start was slow: the processor's work each time; the usual wait too where the machine is free."""
    free = os.getloadavg()[0] < (os.cpu_count() or 1)
    usual = median(passed for passed, _ in starts)
    return max(worked for _, worked in starts) <= START_SECONDS and (usual <= START_SECONDS or not free)


def unpaired(data: Path) -> set[UUID]:
    """Return every entry without exactly one line of the audit that was written with it, and every line without entry.

    Raises AssertionError when SQLite finds its file damaged.
    """
    with closing(sqlite3.connect(f"file:{data}/lamplit.sqlite3?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        entries = Counter(UUID(row[0]) for row in database.execute("SELECT id FROM vault_entry"))
        lines = database.execute("SELECT objects_seen FROM vault_audit WHERE action = 'write'").fetchall()
    written = Counter(UUID(bytes=bytes(line[0])[:16]) for line in lines)
    return {each for each in entries | written if entries[each] != 1 or written[each] != 1}


def check(house: House, kills: int) -> None:
    running = programs(house)
    starts: list[tuple[float, float]] = []
    interrupted = 0
    for _ in range(kills):
        kill_while_they_write(house, running)
        interrupted += sum(len(each.unanswered) for each in running)
        starts.append(start_again(house))
        assert unpaired(house.data) == set()
        for each in running:
            each.send_again()
    for each in running:
        held = each.everything()
        assert {entry: held.get(entry) for entry in each.kept} == each.kept
        assert (each.wrong, each.unanswered) == ([], {})
    assert unpaired(house.data) == set()
    assert house.run("audit", "verify").returncode == 0
    assert interrupted, "no kill came while anything was being written"
    assert is_quick(starts), starts


def test_four_kills_lose_nothing_that_was_called_kept(own_house: House) -> None:
    check(own_house, 4)


@pytest.mark.whole
def test_two_hundred_kills_lose_nothing_that_was_called_kept(own_house: House) -> None:
    check(own_house, 200)


def test_an_entry_without_its_line_in_the_audit_would_be_noticed(tmp_path: Path) -> None:
    entry, other = uuid4(), uuid4()
    with closing(sqlite3.connect(tmp_path / "lamplit.sqlite3")) as database, database:
        database.execute("CREATE TABLE vault_entry (id TEXT)")
        database.execute("CREATE TABLE vault_audit (action TEXT, objects_seen BLOB)")
        database.execute("INSERT INTO vault_entry VALUES (?)", [entry.hex])
        database.execute("INSERT INTO vault_audit VALUES ('write', ?)", [entry.bytes + b"2"])
        database.commit()
        assert unpaired(tmp_path) == set()
        database.execute("INSERT INTO vault_entry VALUES (?)", [other.hex])
        database.commit()
        assert unpaired(tmp_path) == {other}
