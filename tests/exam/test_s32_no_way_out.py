"""S32: in a network with no way out everything works, and an address typed into every field is never called."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exam.crowd import ROOT

pytestmark = pytest.mark.exam("S32")
ALONE = ["unshare", "--net"] if os.name == "posix" and os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]


def may_be_alone() -> bool:
    """Say whether this user may have a network of their own."""
    try:
        return subprocess.run([*ALONE, "true"], capture_output=True, timeout=20).returncode == 0
    except OSError:
        return False


needs_a_network = pytest.mark.skipif(
    not may_be_alone(), reason="No network of one's own here: unshare --net is refused."
)


def alone(*words: str, cwd: Path = ROOT, seconds: int = 600) -> "subprocess.CompletedProcess[str]":
    command = [*ALONE, sys.executable, "-m", "tests.exam.no_way_out", *words]
    env = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=seconds)


@needs_a_network
def test_an_evening_with_no_way_out_calls_nothing(tmp_path: Path) -> None:
    done = alone(str(tmp_path))
    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout.splitlines()[-1])

    assert not told["a_way_out"]
    assert told["guarded"]
    assert (told["calls"], told["tried"]) == (0, [])
    assert told["calls_with_proof"] == 1, "the listener would have noticed"
    assert min(told["forms"]) >= 5
    assert told["broken"] == []


@needs_a_network
@pytest.mark.whole
def test_every_acceptance_test_passes_with_no_way_out() -> None:
    command = [sys.executable, "-m", "pytest", "tests/acceptance", "tests/browser", "-n", "2", "--dist", "loadfile"]
    done = alone("--", *command, seconds=3600)
    assert done.returncode == 0, done.stdout[-6000:]
