"""A fresh data folder and key file for every test of the vault, and the people of a small circle."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from lamplit.vault import anchor, chain, entries_read, keys, profiles
from tests.vault.circle import Circle, make_circle


@pytest.fixture
def data(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """An empty data folder and a new key file beside it."""
    settings.DATA_DIR = tmp_path / "data"
    settings.KEY_FILE = tmp_path / "keys" / "keys.json"
    settings.DATA_DIR.mkdir()
    keys.KeyFile.create(settings.KEY_FILE, settings.DATA_DIR, date(2026, 1, 1), data_exists=False)
    _forget()
    yield settings.DATA_DIR
    anchor.close()
    _forget()


def _forget() -> None:
    keys.forget_keys()
    chain.forget_denials()
    profiles.forget_names()
    entries_read._Broken.seen.clear()
    chain._head.place = None


@pytest.fixture
def circle(db: None, data: Path) -> Circle:
    """One circle with everyone in it."""
    return make_circle()


@pytest.fixture
def other(db: None, data: Path) -> Circle:
    """Another circle of strangers."""
    return make_circle()
