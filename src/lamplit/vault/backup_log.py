"""Which backups were made and when one was last tried, in a file beside the database; leaves making to `backups`."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from django.conf import settings

NAME = "backups.log"
KEPT = timedelta(days=30)


class Made(NamedTuple):
    """One backup that was made: when, where it was put, which house keys its rows and its lock name."""

    at: datetime
    file: str
    keys: frozenset[str]
    by_itself: bool


def path() -> Path:
    """Return where the list lies: in the data folder, outside the database."""
    return Path(settings.DATA_DIR) / NAME


def note_made(made: Made) -> None:
    """Remember a backup."""
    held = {"made": made.at.isoformat(), "file": made.file, "keys": sorted(made.keys), "by_itself": made.by_itself}
    _add(held)


def note_tried(at: datetime, file: str) -> None:
    """Remember that a backup was tried and found good."""
    _add({"tried": at.isoformat(), "file": file})


def every() -> list[Made]:
    """Return every backup made here, oldest first."""
    return [
        Made(_at(line["made"]), str(line["file"]), frozenset(line["keys"]), bool(line.get("by_itself")))
        for line in _lines()
        if "made" in line
    ]


def last_tried() -> datetime | None:
    """Return when a backup of this house was last tried and found good."""
    return max((_at(line["tried"]) for line in _lines() if "tried" in line), default=None)


def kept(now: datetime) -> list[Made]:
    """Return the backups that count as kept: made less than 30 days ago, or still lying where they were put."""
    newest = {made.file: made for made in every()}  # a later one took the place of an earlier one of the same name
    return [made for made in newest.values() if now - made.at < KEPT or Path(made.file).exists()]


def overdue(now: datetime) -> list[Made]:
    """Return the backups that still lie where they were put, though their 30 days are over."""
    return [made for made in kept(now) if now - made.at >= KEPT]


def _add(held: dict[str, object]) -> None:
    handle = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, orjson.dumps(held, option=orjson.OPT_APPEND_NEWLINE))
        os.fsync(handle)
    finally:
        os.close(handle)


def _lines() -> list[dict[str, Any]]:
    """Return every line; one cut short by a power cut is passed over."""
    try:
        raw = path().read_bytes().splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in raw:
        try:
            held = orjson.loads(line)
        except ValueError:
            continue
        found += [held] if isinstance(held, dict) else []
    return found


def _at(value: object) -> datetime:
    return datetime.fromisoformat(str(value))
