"""R12: a long diary with bad rows among the good comes in once, however often it is cut short and begun again."""

import json
import resource
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.exam.diaries import daylio
from tests.house import House

pytestmark = pytest.mark.exam("R12")
MOST_MEGABYTES = 300
MOST_SECONDS = 60  # of one core: other people share this machine
PATIENCE = 240


def command(house: House, file: Path, *more: str) -> list[str]:
    who = house.who("subject")
    return ["import", *more, "--circle", who["circle"], "--person", who["person"], "--format", "daylio", str(file)]


def bring(house: House, file: Path) -> dict[str, object]:
    began = worked()
    done = house.run(*command(house, file, "--json"), check=False)
    assert worked() - began < MOST_SECONDS
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def worked() -> float:
    """Return the seconds of a core that programs begun here have taken so far."""
    taken = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken.ru_utime + taken.ru_stime


def cut_short(house: House, file: Path, more_than: int) -> None:
    """Begin to bring a file in and kill that program once so many entries are there."""
    running = subprocess.Popen(
        house.command(*command(house, file)),
        env=house.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + PATIENCE
    while running.poll() is None and entries(house) <= more_than and time.monotonic() < end:
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait(30)


def entries(house: House) -> int:
    (database,) = house.data.glob("*.sqlite3")
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as opened:
        return int(opened.execute("SELECT COUNT(*) FROM vault_entry").fetchone()[0])


def examined(house: House, tmp_path: Path, rows: int, bad: int, cuts: int) -> None:
    text, wrong = daylio(rows, bad, date.today())
    file = tmp_path / "diary.csv"
    file.write_text(text, encoding="utf-8")
    before, good = entries(house), rows - bad
    for cut in range(cuts):
        cut_short(house, file, before + good * cut // (cuts + 1))
    there = entries(house) - before
    report = bring(house, file)
    assert entries(house) == before + good
    assert (report["added"], report["here_before"]) == (good - there, there)
    said = {row["line"]: row["why"] for row in report["bad"]}  # type: ignore[attr-defined]
    assert said.keys() == wrong.keys(), "every bad row, and no other, by its line"
    assert all(wrong[line] in why for line, why in said.items())
    again = bring(house, file)
    assert (again["added"], again["here_before"], again["bad"]) == (0, good, report["bad"])
    assert entries(house) == before + good
    assert house.run("audit", "verify").returncode == 0


def test_a_diary_comes_in_once_also_when_it_was_cut_short(own_house: House, tmp_path: Path) -> None:
    examined(own_house, tmp_path, rows=450, bad=17, cuts=1)


@pytest.mark.whole
def test_ten_thousand_rows_cut_short_five_times(own_house: House, tmp_path: Path) -> None:
    examined(own_house, tmp_path, rows=10_000, bad=137, cuts=5)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MOST_MEGABYTES * 1024
