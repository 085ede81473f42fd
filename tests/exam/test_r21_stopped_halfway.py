"""R21: told to stop in the middle of something, a lock left over, a power cut: clean, or recovered by itself."""

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.exam.keeping import an_empty_machine, back_up
from tests.house import House
from tests.vault.house_of_two import Elsewhere

pytestmark = pytest.mark.exam("R21")


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_a_backup_that_is_stopped_leaves_a_whole_file_or_none(closed_house: House, sent: signal.Signals) -> None:
    closed_house.refresh()
    folder = closed_house.root / "elsewhere"
    folder.mkdir()
    for wait in (0.0, 0.4, 1.2):
        running = subprocess.Popen(
            closed_house.command("backup", str(folder / "copy.lamplit")), env=closed_house.environment(),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(wait)
        running.send_signal(sent)
        running.wait(60)
        for left in folder.glob("*.lamplit"):
            assert closed_house.run("restore", str(left), "--check").returncode == 0
    back_up(closed_house)
    assert [path.name for path in folder.iterdir()] == ["copy.lamplit"], "what was half made is cleared away"


def test_an_interrupted_going_back_can_be_done_again(closed_house: House, tmp_path: Path) -> None:
    closed_house.refresh()
    file = back_up(closed_house)
    sheet = closed_house.run("keys", "sheet").stdout
    machine = an_empty_machine(tmp_path / "new")
    running = subprocess.Popen(
        machine.command("restore", str(file)), env=machine.environment(), stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert running.stdin is not None
    running.stdin.write(sheet)
    running.stdin.close()
    end = time.monotonic() + 120
    while running.poll() is None and time.monotonic() < end and not (machine.data / ".restoring").exists():
        time.sleep(0.02)
    time.sleep(0.3)
    running.kill()
    running.wait(60)
    if not (machine.data / "lamplit.sqlite3").exists():
        assert not machine.key_file.exists()
        machine.run("restore", str(file), stdin=sheet)
    assert json.loads(machine.run("doctor", "--deep", "--json").stdout)["ok"]
    assert not (machine.data / ".restoring").exists()


def test_a_lock_left_by_a_server_that_is_gone_locks_nobody_out(closed_house: House) -> None:
    (closed_house.data / "serving.lock").write_text(json.dumps({"host": "127.0.0.1", "port": 8000}), encoding="utf-8")
    closed_house.start()
    assert closed_house.answers()


def power_cuts(folder: Path, many: int) -> None:
    """Freeze a program that writes, copy everything as it lies on disk, and open the copies."""
    place = Elsewhere(folder / "one")
    carer = place.make()
    writer = place.start("say", "4000", carer=carer)
    copies = []
    try:
        assert writer.stdout is not None
        for number in range(many):
            while "SAVED" not in writer.stdout.readline():
                assert writer.poll() is None
            os.kill(writer.pid, signal.SIGSTOP)
            copies.append(shutil.copytree(place.folder, folder / f"cut{number}"))
            os.kill(writer.pid, signal.SIGCONT)
    finally:
        writer.kill()
        writer.communicate()
    for copy in copies:
        state = Elsewhere(copy).state()
        assert state["places"] and (state["audit"], state["damaged"]) == ([], [])
        assert len(state["places"]) == state["lines"]


def test_what_lies_on_disk_at_a_power_cut_opens(tmp_path: Path) -> None:
    power_cuts(tmp_path, 2)


@pytest.mark.whole
def test_what_lies_on_disk_at_twenty_power_cuts_opens(tmp_path: Path) -> None:
    power_cuts(tmp_path, 20)
