"""R06: eight threads in each of two processes write at once; every entry is there once, and nobody waits long."""

import json
from pathlib import Path
from statistics import quantiles

import pytest

from tests.vault.house_of_two import Elsewhere


def check(house: Elsewhere, many: int) -> None:
    carer = house.make()
    both = [house.start("write", str(many), "8", carer=carer) for _ in range(2)]
    said = [process.communicate(timeout=600) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    results = [json.loads(out.splitlines()[-1]) for out, _ in said]
    assert [result["wrong"] for result in results] == [[], []]
    state = house.state()
    assert state["places"] == list(range(1, 16 * many + 1))
    assert state["lines"] == 16 * many
    assert state["audit"] == [] and state["damaged"] == []
    waits = [wait for result in results for wait in result["took"]]
    assert max(waits) < 3 and quantiles(waits, n=100)[98] < 1


@pytest.mark.exam("R06")
def test_sixteen_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    check(Elsewhere(tmp_path / "house"), 5)


@pytest.mark.exam("R06")
@pytest.mark.whole
def test_sixteen_writers_for_a_while_lose_nothing(tmp_path: Path) -> None:
    check(Elsewhere(tmp_path / "house"), 100)
