"""R02: nothing is called saved before the disk has it: the kernel is watched."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.vault.house_of_two import Elsewhere

SAID = re.compile(r'write\(1, "SAVED (\d+)')
SYNCED = re.compile(r"(fdatasync|fsync)\(\d+.*\) += 0|<\.\.\. (fdatasync|fsync) resumed>.*= 0")


@cache
def may_watch() -> bool:
    """Tell whether strace is here and the kernel lets it look."""
    if shutil.which("strace") is None:
        return False
    return (
        subprocess.run(["strace", "-f", "-e", "trace=none", "true"], capture_output=True, check=False).returncode == 0
    )


def check(folder: Path, many: int) -> None:
    if not may_watch():
        pytest.skip("R02 needs strace and the right to trace (Debian: apt-get install strace).")
    house = Elsewhere(folder / "house")
    carer = house.make()
    trace = folder / "trace"
    strace = ("strace", "-f", "-qq", "-s", "32", "-e", "trace=fdatasync,fsync,write", "-o", str(trace))
    process = house.start("say", str(many), carer=carer, before=strace)
    _, complained = process.communicate(timeout=600)
    assert process.returncode == 0, complained
    said, synced = [], False
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        if SYNCED.search(line):
            synced = True
        elif found := SAID.search(line):
            assert synced, f"entry {found.group(1)} was called saved before the disk had it"
            said.append(int(found.group(1)))
            synced = False
    assert said == list(range(many))


@pytest.mark.exam("R02")
def test_saved_is_said_only_after_the_disk_has_it(tmp_path: Path) -> None:
    check(tmp_path, 40)


@pytest.mark.exam("R02")
@pytest.mark.whole
def test_five_hundred_times_saved_is_said_only_after_the_disk_has_it(tmp_path: Path) -> None:
    check(tmp_path, 500)
