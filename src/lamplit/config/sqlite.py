"""Puts a SQLite without the WAL-reset bug in place of the system's, before Django is imported; decides the journal."""

import importlib
import sys

WAL_SAFE_FROM = (3, 51, 3)  # sqlite.org: the WAL-reset corruption bug is fixed from here on


def use_bundled_sqlite() -> None:
    """Let `pysqlite3`, where a wheel exists, stand in for the standard library's sqlite3."""
    try:
        bundled = importlib.import_module("pysqlite3")
    except ImportError:  # no wheel for this machine (arm64, macOS): journal_pragmas() chooses the safe journal
        return
    sys.modules["sqlite3"] = bundled
    sys.modules["sqlite3.dbapi2"] = bundled.dbapi2


def journal_pragmas(version: tuple[int, int, int]) -> str:
    """Return the PRAGMAs for a SQLite version: WAL and FULL where that is safe, else DELETE and EXTRA."""
    journal, synchronous = ("WAL", "FULL") if version >= WAL_SAFE_FROM else ("DELETE", "EXTRA")
    return (
        f"PRAGMA journal_mode={journal};PRAGMA synchronous={synchronous};PRAGMA foreign_keys=ON;"
        f"PRAGMA secure_delete=ON;PRAGMA trusted_schema=OFF;PRAGMA mmap_size=0"
    )
