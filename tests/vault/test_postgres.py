"""The same store on PostgreSQL: the same tests once more, and two processes writing at once."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vault import postgres
from tests.vault.house_of_two import ROOT, Elsewhere

AGAIN = ("test_entries", "test_audit", "test_doorway", "test_drafts", "test_erasure", "test_store")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    folder = postgres.binaries()
    if folder is None:
        pytest.skip("The store tests on PostgreSQL need its server (Debian: apt-get install postgresql).")
    with postgres.server(folder) as found:
        yield found.url


def test_the_stores_tests_pass_on_postgresql_too(url: str) -> None:
    files = [f"tests/vault/{name}.py" for name in AGAIN]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--ds=tests.vault.postgres_settings", "-p", "no:xdist", "-x", *files],
        env={**os.environ, "LAMPLIT_TEST_POSTGRES": url}, cwd=ROOT, capture_output=True, text=True, check=False,
        timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:]
    assert " passed" in done.stdout and "skipped" not in done.stdout


def test_sixteen_writers_in_two_processes_lose_nothing_on_postgresql(url: str, tmp_path: Path) -> None:
    house = Elsewhere(tmp_path / "house", url)
    carer = house.make()
    both = [house.start("write", "4", "8", carer=carer) for _ in range(2)]
    said = [process.communicate(timeout=300) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert [json.loads(out.splitlines()[-1])["wrong"] for out, _ in said] == [[], []]
    state = house.state()
    assert state["places"] == list(range(1, 65)) and state["lines"] == 64
    assert state["audit"] == [] and state["damaged"] == []
