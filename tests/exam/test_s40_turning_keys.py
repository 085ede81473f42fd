"""S40: keys are turned while others write, and killed on the way at every step; nothing is ever unreadable."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import House
from tests.vault.house_of_two import ROOT, Elsewhere

pytestmark = pytest.mark.exam("S40")


class Turning:
    """A house in which people write, its keys turned by another program."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.place = Elsewhere(folder, url)
        self.carer = self.place.make()
        self.place.run("write", "4", "2", carer=self.carer)
        self.place.run("private", "4", carer=self.carer)
        self.house = House(root=folder, port=1, database=url)

    def turn(self, what: str, kill_at: int = 0) -> int:
        """Turn keys; returns how many steps that took, 0 when it was killed on the way."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.vault.turn_alone", what, str(kill_at)],
            env=self.place.environment | {"LAMPLIT_TEST_CARER": self.carer},
            cwd=ROOT, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode in {0, -9}, done.stderr
        assert (done.returncode == -9) == (kill_at > 0 and not done.stdout), done.stderr
        return int(done.stdout or 0)

    def killed_at(self, what: str, points: list[int]) -> None:
        """Turn, killed at each of these steps, while another program writes; then look at everything."""
        writer = self.place.start("write", str(40 * len(points)), "2", carer=self.carer)
        try:
            for point in points:
                self.turn(what, point)
                assert self.place.state()["damaged"] == []
            self.turn(what)
        finally:
            said, complained = writer.communicate(timeout=600)
        assert writer.returncode == 0, complained
        assert json.loads(said.splitlines()[-1])["wrong"] == []
        state = self.place.state()
        assert (state["damaged"], state["audit"]) == ([], [])
        assert len(state["places"]) == 12 + 80 * len(points)

    def listed(self) -> dict[str, str]:
        """Return the state of each house key, by name."""
        return {one["id"]: one["state"] for one in json.loads(self.house.run("keys", "list", "--json").stdout)}


def turn_the_house_key(turning: Turning, points: list[int]) -> None:
    turning.killed_at("house", points)
    keys = turning.listed()
    old = [name for name, state in keys.items() if state == "decrypt-only"]
    assert len(old) == len(keys) - 1 >= 1
    for name in old:
        turning.house.run("keys", "retire", name)
    assert list(turning.listed().values()) == ["active"]
    assert turning.place.state()["damaged"] == []


def turn_a_circle(turning: Turning, points: list[int]) -> None:
    turning.killed_at("circle", points)
    turning.turn("circle")  # whatever an interrupted turn left
    turning.turn("go", 1)
    turning.turn("go")
    versions = turning.place.versions()
    assert len(versions) >= 2
    assert all(len(each) == 1 and each[0] > 1 for each in versions.values()), versions
    assert turning.place.state()["damaged"] == []


@pytest.mark.whole
def test_a_house_key_is_turned_whatever_happens_on_the_way(tmp_path: Path) -> None:
    turn_the_house_key(Turning(tmp_path / "h"), [1, 4, 7])


def test_a_circles_keys_are_turned_whatever_happens_on_the_way(tmp_path: Path) -> None:
    turn_a_circle(Turning(tmp_path / "h"), [2, 5, 12])


@pytest.mark.whole
def test_a_house_key_is_turned_though_killed_at_thirty_steps(tmp_path: Path) -> None:
    turn_the_house_key(Turning(tmp_path / "h"), list(range(1, 31)))


@pytest.mark.whole
def test_a_circles_keys_are_turned_though_killed_at_thirty_steps(tmp_path: Path) -> None:
    turn_a_circle(Turning(tmp_path / "h"), list(range(1, 31)))


def test_a_running_server_goes_on_with_new_keys_and_new_sheet(own_house: House) -> None:
    from tests.exam.visitor import program

    carer = own_house.who("carer")
    one = program(own_house, carer["person"], carer["circle"])
    before = {item["id"] for item in one.ask("GET", "/entries?limit=100").data["items"]}
    turned = json.loads(own_house.run("keys", "rotate", "--json").stdout)
    own_house.run("keys", "rotate", "--circle", carer["circle"])
    new = {"id": "11111111-2222-4333-8444-555555555555", "kind": "journal", "body": {"text": "After the turn."}}
    assert one.ask("POST", "/entries", new).status == 201
    there = {item["id"]: item for item in one.ask("GET", "/entries?limit=100").data["items"]}
    assert before | {new["id"]} == set(there)
    assert there[new["id"]]["body"] == new["body"]
    assert own_house.run("keys", "verify-sheet", stdin=turned["recovery_sheet"]).returncode == 0
    assert json.loads(own_house.run("doctor", "--deep", "--json", check=False).stdout)


def test_an_old_key_stays_while_a_kept_backup_needs_it(closed_house: House, tmp_path: Path) -> None:
    file = tmp_path / "kept.lamplit"
    closed_house.run("backup", str(file))
    (old,) = [one["id"] for one in json.loads(closed_house.run("keys", "list", "--json").stdout)]
    closed_house.run("keys", "rotate")
    done = closed_house.run("keys", "retire", old, check=False)
    assert done.returncode == 3
    assert f"opens only with {old}" in done.stderr
    assert closed_house.run("keys", "retire", "k0", check=False).returncode == 3
    assert closed_house.run("keys", "retire", check=False).returncode == 2
    assert closed_house.run("restore", str(file), "--check").returncode == 0
