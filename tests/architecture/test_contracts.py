"""The contracts between the layers hold, and each of them bites when somebody breaks it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")

PLANTED = [
    ("actions/planted.py", "import lamplit.web.urls", "Imports only point down"),
    ("people/planted.py", "import lamplit.vault.shapes", "Imports only point down"),
    ("web/planted.py", "import lamplit.api.urls", "Imports only point down"),
    ("cli/planted.py", "import lamplit.web.jinja", "Imports only point down"),
    ("engines/kernel/planted.py", "import lamplit.engines.records", "Inside the engines, imports only point down"),
    ("engines/planted/__init__.py", "", "Inside the engines, imports only point down"),
    (
        "engines/records/planted.py",
        "import django.utils.timezone",
        "Engines know no web, database, network, keys or clock",
    ),
    ("engines/records/planted.py", "import urllib.request", "Engines know no web, database, network, keys or clock"),
    ("engines/records/planted.py", "import sqlite3", "Engines know no web, database, network, keys or clock"),
    ("web/planted.py", "import lamplit.vault.entries", "Only actions open the vault's entries and drafts"),
    ("cli/planted.py", "from lamplit.vault import drafts", "Only actions open the vault's entries and drafts"),
    (
        "web/planted.py",
        "from cryptography.hazmat.primitives import hashes",
        "Only the vault holds cryptographic primitives",
    ),
    ("actions/planted.py", "import lamplit.config.settings", "Only config reads the settings package"),
]


def lint(folder: Path) -> str:
    """Check the real contracts against the source in `folder`; returns what was printed."""
    done = subprocess.run(
        [LINT, "--no-cache", "--config", str(ROOT / "pyproject.toml")],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    only_code = shutil.ignore_patterns("__pycache__", "templates", "static", "*.yaml", "*.json", "*.csv", "*.txt")
    shutil.copytree(ROOT / "src" / "lamplit", folder / "lamplit", ignore=only_code)
    return folder


def test_the_house_as_it_stands_keeps_every_contract(copy: Path) -> None:
    said = lint(copy)
    assert "0 broken." in said, said


@pytest.mark.parametrize(("place", "line", "contract"), PLANTED, ids=lambda value: str(value)[:40])
def test_a_forbidden_import_is_caught(copy: Path, place: str, line: str, contract: str) -> None:
    file = copy / "lamplit" / place
    made = not file.parent.exists()
    file.parent.mkdir(exist_ok=True)
    file.write_text(f'"""Planted."""\n{line}\n', encoding="utf-8")
    try:
        said = lint(copy)
    finally:
        shutil.rmtree(file.parent) if made else file.unlink()
    assert f"{contract} BROKEN" in said, said


def test_a_new_package_stays_outside_until_somebody_decides_its_layer(copy: Path) -> None:
    folder = copy / "lamplit" / "newcomer"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""Planted."""\n', encoding="utf-8")
    said = lint(copy)
    shutil.rmtree(folder)
    assert "newcomer" in said
    assert "Imports only point down KEPT" not in said


def test_two_modules_that_import_each_other_are_caught(copy: Path) -> None:
    one, other = (copy / "lamplit" / "actions" / f"{name}.py" for name in ("planted_one", "planted_other"))
    one.write_text('"""Planted."""\nfrom lamplit.actions import planted_other\n', encoding="utf-8")
    other.write_text('"""Planted."""\nfrom lamplit.actions import planted_one\n', encoding="utf-8")
    said = lint(copy)
    one.unlink()
    other.unlink()
    assert "No cycles BROKEN" in said, said
