"""`make run`: ready at one word the first time, open again the second time, and what is there is left alone."""

import hashlib
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.house import House, free_port


def look(house: House) -> str:
    """Open the house as `make run` does, wait until it answers, close it with Ctrl-C; returns what was printed."""
    command = house.command("run", "--port", str(house.port))
    running = subprocess.Popen(
        command,
        env=house.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    end = time.monotonic() + 120
    while not house.answers() and running.poll() is None and time.monotonic() < end:
        time.sleep(0.1)
    answered = house.answers()
    running.send_signal(signal.SIGINT)
    said = running.communicate(timeout=30)[0]
    assert answered, said
    return said


def kept(house: House) -> dict[str, str]:
    files = [house.key_file, house.key_file.with_name("web-secret")]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def place(tmp_path: Path) -> House:
    return House(root=tmp_path, port=free_port())


def test_the_first_look_makes_everything_and_the_second_leaves_it_alone(place: House) -> None:
    first = look(place)
    assert f"Data folder: {place.data}" in first
    assert f"Key file:    {place.key_file}" in first
    assert first.count(f"{place.url}/enter/") >= 3, "a link for each made-up person"
    assert f"Lamplit is open at {place.url}" in first
    before = kept(place)
    people = {one["person"] for one in _people(place)}
    second = look(place)
    assert kept(place) == before
    assert {one["person"] for one in _people(place)} == people
    assert "Traceback" not in first + second


def test_a_removed_demo_does_not_come_back_by_itself(place: House) -> None:
    look(place)
    place.run("demo", "--remove")
    assert "/enter/" not in look(place)


def _people(house: House) -> list[dict[str, str]]:
    house.refresh()
    return house.people
