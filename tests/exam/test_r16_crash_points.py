"""R16: killed by the kernel at the Nth write to a file, wherever that is; what was called saved is there."""

import re
from pathlib import Path

import pytest

from tests.exam.test_r02_saved_means_on_disk import may_watch
from tests.vault.house_of_two import Elsewhere

pytestmark = pytest.mark.exam("R16")


def crash(folder: Path, points: list[int]) -> None:
    """Write entries, killed at each of these writes in turn, in one house that goes on after each."""
    if not may_watch():
        pytest.skip("R16 needs strace and the right to trace (Debian: apt-get install strace).")
    house = Elsewhere(folder / "house")
    carer = house.make()
    saved = crashed = 0
    for point in points:
        inject = f"inject=pwrite64:signal=SIGKILL:when={point}"
        strace = ("strace", "-f", "-qq", "-e", "trace=pwrite64", "-e", inject, "-o", str(folder / "trace"))
        process = house.start("say", "12", carer=carer, before=strace)
        said, _ = process.communicate(timeout=300)
        crashed += process.returncode != 0
        saved += len(re.findall("SAVED", said))
        state = house.state()
        assert len(state["places"]) in {saved, saved + 1}, f"killed at write {point}"
        saved = len(state["places"])  # the last one was kept and its answer lost, as may be
        assert (state["lines"], state["audit"], state["damaged"]) == (saved, [], [])
    assert crashed, "nothing was killed"


def test_killed_at_some_writes_nothing_called_saved_is_lost(tmp_path: Path) -> None:
    crash(tmp_path, [3, 14, 27])


@pytest.mark.whole
def test_killed_at_two_hundred_writes_nothing_called_saved_is_lost(tmp_path: Path) -> None:
    crash(tmp_path, list(range(1, 201)))
