"""A test that did not run is never silent: it is counted at the end, and in CI it counts as a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPING = (
    "import pytest\n\ndef test_fine(): assert 1\n\ndef test_not_here(): pytest.skip('no such thing on this machine')\n"
)
LONG = "import pytest\n\ndef test_short(): assert 1\n\n@pytest.mark.whole\ndef test_long(): assert 1\n"


def run(folder: Path, code: str, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    (folder / "test_it.py").write_text(code, encoding="utf-8")
    command = ["-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", str(folder), *arguments]
    inherited = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=inherited | environment, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize(("ci", "ending"), [("", 0), ("true", 1)])
def test_a_skipped_test_is_counted_aloud_and_fails_in_ci(tmp_path: Path, ci: str, ending: int) -> None:
    done = run(tmp_path, SKIPPING, CI=ci)
    assert "1 TESTS DID NOT RUN" in done.stdout
    assert "no such thing on this machine" in done.stdout
    assert done.returncode == ending
    assert "1 passed, 1 skipped" in done.stdout.splitlines()[-1]


def test_skips_are_counted_across_workers_too(tmp_path: Path) -> None:
    done = run(tmp_path, SKIPPING, "-n", "2", CI="true")
    assert "1 TESTS DID NOT RUN" in done.stdout
    assert done.returncode == 1


def test_long_forms_run_only_when_asked_for(tmp_path: Path) -> None:
    assert "1 passed, 1 deselected" in run(tmp_path, LONG).stdout
    assert "2 passed" in run(tmp_path, LONG, "--whole").stdout
