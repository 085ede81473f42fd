"""Lets this process work in another data folder for a while, with a SQLite database of its own; leaves it as it was."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from lamplit.vault import anchor, chain, keys, profiles, store

DATABASE = "lamplit.sqlite3"
_FAST = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;"
    "PRAGMA trusted_schema=OFF;PRAGMA mmap_size=0"
)  # nothing here counts until it was flushed and moved to its place


@contextmanager
def working_in(folder: Path) -> Iterator[Path]:
    """Turn to a data folder that holds nothing yet; yields where its database lies. For a program of its own only."""
    before, usual = settings.DATA_DIR, connections.databases[DEFAULT_DB_ALIAS]
    there = copy.deepcopy(usual)
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _FAST}
    there |= {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / DATABASE), "OPTIONS": options}
    _turn(folder, there)
    try:
        yield folder / DATABASE
    finally:
        _turn(before, usual)


def _turn(folder: Path, database: dict[str, object]) -> None:
    """Close what is open and remember nothing of the house that was."""
    connections[DEFAULT_DB_ALIAS].close()
    connections.databases[DEFAULT_DB_ALIAS] = database
    del connections[DEFAULT_DB_ALIAS]
    store.is_sqlite.cache_clear()
    settings.DATA_DIR = folder
    anchor.close()
    chain.look_again()
    profiles.forget_names()
    keys.forget_keys()
