"""P08: what Lamplit is made of is pinned by hash, listed, what is installed here, and nothing else is carried along."""

import re
import shutil
import subprocess
from importlib import metadata

import pytest

from tests.docs.reading import text_of
from tests.exam.sbom import LOCKS, PAGE, ROOT, document, pins

pytestmark = pytest.mark.exam("P08")
OURS = ROOT / "src" / "lamplit"
BORROWED = re.compile(r"(?i)@license|jquery|MIT license|/\*!|sourceMappingURL|Copyright \(c\)")
LEAST = {"django": (5, 2, 19), "django-allauth": (65, 21, 1), "cryptography": (50, 0, 2), "jinja2": (3, 1, 6)}


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


LEAST_HELD = dict(zip(LOCKS, (31, 5, 31), strict=True))  # packages, so that an empty lock is no lock


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_one_version_and_hashes_for_it(lock: str) -> None:
    found = pins(lock)
    assert len(found) >= LEAST_HELD[lock]
    assert [pin.name for pin in found if not pin.hashes] == []
    assert len({pin.name for pin in found}) == len(found)


def test_the_test_set_is_the_runtime_set_and_more() -> None:
    runtime, whole = ({pin.name: pin.version for pin in pins(lock)} for lock in (LOCKS[0], LOCKS[-1]))
    assert {name: whole.get(name) for name in runtime} == runtime


def test_both_ways_to_install_ask_for_the_hashes_and_for_nothing_built_here() -> None:
    for name in ("lamplit", "deploy/Containerfile"):
        said = text_of(name)
        assert "--require-hashes" in said and "--only-binary" in said and "--no-deps" in said


def test_what_runs_here_is_what_the_lock_names() -> None:
    installed = {one.metadata["Name"].lower().replace("_", "-"): one.version for one in metadata.distributions()}
    wanted = {pin.name: numbers(pin.version) for pin in pins("requirements.lock") if not pin.only}
    assert {name: numbers(installed.get(name, "")) for name in wanted} == wanted


def test_the_packages_that_were_mended_lately_are_mended_here_and_django_is_the_long_lived_one() -> None:
    held = {pin.name: numbers(pin.version) for pin in pins("requirements.lock")}
    assert {name: held[name] for name, least in LEAST.items() if held[name] < least} == {}
    assert held["django"][:2] == (5, 2)


def test_the_list_of_parts_is_the_locks() -> None:
    assert PAGE.read_text(encoding="utf-8") == document(), "python -m tests.exam.sbom"


def test_no_script_or_style_of_others_is_carried_along() -> None:
    files = [path for path in OURS.rglob("*") if path.suffix in {".js", ".css", ".mjs", ".wasm", ".ttf", ".woff2"}]
    assert len(files) > 20
    assert [path.name for path in files if path.suffix not in {".js", ".css"}] == []
    assert [path.name for path in files if BORROWED.search(path.read_text(encoding="utf-8"))] == []
    assert [path.name for path in files if ".min." in path.name] == []


def test_what_was_read_of_advisories_names_the_packages_that_guard_the_door() -> None:
    page = text_of("docs/reference/supply.md")
    assert all(name in page.lower() for name in ("django", "allauth", "sqlite"))
    assert re.search(r"\| 2026-\d\d-\d\d \|", page)


@pytest.mark.whole
def test_there_is_no_newer_django_of_this_line() -> None:
    pip = shutil.which("pip3") or shutil.which("pip") or "pip"
    command = [pip, "index", "versions", "django", "--disable-pip-version-check"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode:
        pytest.skip(f"The package index cannot be asked from here: {done.stderr.strip()[:200]}")
    offered = re.findall(r"\b5\.2\.\d+\b", done.stdout)
    held = next(pin.version for pin in pins("requirements.lock") if pin.name == "django")
    assert max(offered, key=numbers) == held
