"""The database from DATABASE_URL, or SQLite in the data folder; leaves the journal's choice to `sqlite`."""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from lamplit.config.env import SettingError
from lamplit.config.sqlite import journal_pragmas

READING = "PRAGMA foreign_keys=ON;PRAGMA trusted_schema=OFF;PRAGMA mmap_size=0"


def database(data: Path, url: str) -> dict[str, Any]:
    """Return Django's settings for one database; an empty `url` means SQLite in `data`."""
    if not url:
        return sqlite_at(data / "lamplit.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite_at(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SettingError(
            f"DATABASE_URL begins with {parts.scheme!r}. Write sqlite:///path or postgresql://user@host/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
    }


def sqlite_at(path: Path) -> dict[str, Any]:
    """Return settings for a SQLite file with one writer at a time and every acknowledged commit on disk."""
    still = _stands_still(path)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"file:{quote(str(path))}?mode=ro&immutable=1" if still else str(path),
        "FILE": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": READING if still else journal_pragmas(sqlite3.sqlite_version_info),
        },
    }


def _stands_still(path: Path) -> bool:
    """Say whether nobody can write beside this database, and none of it waits in a journal: then it is only read."""
    journal = path.with_name(f"{path.name}-wal")
    waits = journal.exists() and journal.stat().st_size > 0
    return path.exists() and not os.access(path.parent, os.W_OK) and not waits
