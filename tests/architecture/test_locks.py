"""The lock files: every package the project asks for, pinned, hashed, and the same for running and for testing."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?P<rest>.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"^[A-Za-z0-9._-]+")
LOCKS = [("requirements.lock", None), ("requirements-test.lock", "test"), ("requirements-models.lock", "models")]


SEMANTIC = "requirements-semantic.lock"  # added to what runs, where its wheels can be had


def folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lock: str) -> dict[str, tuple[str, str]]:
    text = re.sub(r"^#.*\n", "", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {folded(found["name"]): (found["version"], found["rest"]) for found in PIN.finditer(text)}


def asked(extra: str | None) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(project["optional-dependencies"][extra] if extra else [])]
    return {folded(NAME.match(each).group()) for each in wanted}


@pytest.mark.parametrize(("lock", "extra"), LOCKS)
def test_every_package_we_ask_for_is_locked(lock: str, extra: str | None) -> None:
    assert asked(extra) - set(pins(lock)) == set()


@pytest.mark.parametrize("lock", [*[lock for lock, _ in LOCKS], SEMANTIC])
def test_every_locked_package_is_known_by_its_hash(lock: str) -> None:
    found = pins(lock)
    assert len(found) >= 5
    assert [name for name, (_, rest) in found.items() if "--hash=sha256:" not in rest] == []


@pytest.mark.parametrize("lock", ["requirements-test.lock", "requirements-models.lock"])
def test_tests_and_training_run_on_exactly_what_users_run(lock: str) -> None:
    running, other = pins("requirements.lock"), pins(lock)
    assert {name: pin for name, (pin, _) in running.items() if other[name][0] != pin} == {}


def test_the_encoders_runtime_is_locked_by_itself_and_agrees_with_the_rest() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {folded(NAME.match(each).group()) for each in project["optional-dependencies"]["semantic"]}
    alone, test, models = pins(SEMANTIC), pins("requirements-test.lock"), pins("requirements-models.lock")
    assert wanted - set(alone) == set()
    assert {name for name, (pin, _) in alone.items() if name in test and test[name][0] != pin} == set()
    assert {name for name, (pin, _) in alone.items() if name in models and models[name][0] != pin} == set()
