"""What `doctor` looks at, one function a thing; each answers in a sentence and says whether a person is needed."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.db import DatabaseError, connection

from lamplit.actions import clock, keeping_checks
from lamplit.cli import ground, listening
from lamplit.vault import audit, inspection, keys, store

ROOM = 0.2  # of the disk must stay free, so that saving never stops half-way
LEAST_ROOM = 200 * 1024 * 1024
WAL_SAFE = "Write-ahead log, every commit on disk before it counts."
WAL_UNSAFE = (
    "Before 3.51.3 the write-ahead log can damage data (the WAL-reset bug), so the older, safer journal is used."
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `needs_a_person` is what the ending of `doctor` is made from."""

    name: str
    text: str
    needs_a_person: bool = False


def look(*, deep: bool) -> Iterator[Finding]:
    """Look at everything that can be looked at; later things need the earlier ones to be in order."""
    yield _places()
    if not ground.house_stands():
        yield Finding(
            "house", f"There is no Lamplit in {settings.DATA_DIR} yet. Make one: lamplit init", needs_a_person=True
        )
        return
    locked = _keys()
    yield locked
    for one in (_database, _limits, _clock, _disk, _settings, _server):
        yield _safely(one)
    for check in keeping_checks.ALL if not locked.needs_a_person else ():
        yield _safely(partial(_kept, check))
    if deep and not locked.needs_a_person:
        yield _safely(_entries)
        yield _safely(_record)


def _kept(look: Callable[[], keeping_checks.Check]) -> Finding:
    found = look()
    return Finding(found.name, found.text, needs_a_person=found.needs_a_person)


def _safely(one: Callable[[], Finding]) -> Finding:
    """Look at one thing; a database that does not answer is a finding too."""
    try:
        return one()
    except DatabaseError as error:
        return Finding(
            getattr(one, "__name__", "house").strip("_"),
            f"The database does not answer ({type(error).__name__}).",
            needs_a_person=True,
        )


def _places() -> Finding:
    writable = os.access(settings.DATA_DIR, os.W_OK) if settings.DATA_DIR.exists() else False
    text = f"Data folder {settings.DATA_DIR}, key file {settings.KEY_FILE}."
    return Finding(
        "places", text if writable else f"{text} The data folder cannot be written.", needs_a_person=not writable
    )


def _keys() -> Finding:
    try:
        file = keys.unlock(settings.KEY_FILE, settings.DATA_DIR).file
    except keys.VaultLocked as locked:
        return Finding("keys", str(locked), needs_a_person=True)
    mode = stat.S_IMODE(file.path.stat().st_mode)
    return Finding(
        "keys", f"{file.path} (mode {mode:04o}) opens this data; new things are locked with {file.active.id}."
    )


def _database() -> Finding:
    if connection.vendor != "sqlite":
        return _postgresql()
    journal, synchronous = (str(store.rows(f"PRAGMA {name}")[0][0]).upper() for name in ("journal_mode", "synchronous"))
    level = {"1": "NORMAL", "2": "FULL", "3": "EXTRA"}.get(synchronous, synchronous)
    why = WAL_SAFE if journal == "WAL" else WAL_UNSAFE
    wanted = "FULL" if journal == "WAL" else "EXTRA"
    text = f"SQLite {sqlite3.sqlite_version}, journal {journal}, synchronous {level}. {why}"
    return Finding("database", text, needs_a_person=level != wanted)


def _postgresql() -> Finding:
    fsync, checksums = (str(store.rows(f"SHOW {name}")[0][0]) for name in ("fsync", "data_checksums"))
    text = f"PostgreSQL, fsync {fsync}, data checksums {checksums}."
    if fsync != "on":
        text += " Without fsync a power cut loses what was saved: set fsync = on."
    return Finding("database", text, needs_a_person=fsync != "on")


def _limits() -> Finding:
    backend = str(settings.CACHES["default"]["BACKEND"]).rsplit(".", 1)[-1]
    there = settings.CACHES["default"].get("LOCATION") in connection.introspection.table_names()
    if backend == "DatabaseCache" and there:
        return Finding("sign-in limits", "Guesses are counted in the database, for all workers.")
    return Finding(
        "sign-in limits", f"Guesses are not counted ({backend}). Use the database cache.", needs_a_person=True
    )


def _clock() -> Finding:
    now = clock.now()
    latest = store.rows("SELECT MAX(session.seen_at) FROM people_session session")[0][0]
    seen = _instant(latest)
    if seen and seen > now + timedelta(hours=1):
        text = f"The clock says {now:%d %B %Y %H:%M}, earlier than the last visit. Set the clock of this computer."
        return Finding("clock", text, needs_a_person=True)
    return Finding("clock", f"{now.astimezone(clock.zone()):%d %B %Y %H:%M} ({settings.TIME_ZONE}).")


def _instant(value: object) -> datetime | None:
    """Return a moment as the database gave it, which SQLite does as text."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(found, datetime):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _disk() -> Finding:
    usage = shutil.disk_usage(settings.DATA_DIR)
    short = usage.free < LEAST_ROOM or (usage.free < usage.total * ROOM and usage.free < 20 * LEAST_ROOM)
    text = f"{usage.free / 1024**3:.1f} GB free."
    return Finding("disk", f"{text} Make room, or saving will stop." if short else text, needs_a_person=short)


def _settings() -> Finding:
    found = run_checks(include_deployment_checks=not settings.INSECURE_HTTP)
    wrong = [str(one.msg) for one in found if one.level >= WARNING and not one.is_silenced()]
    text = " ".join(wrong) or (
        "In order." if not settings.INSECURE_HTTP else "In order for this machine alone (plain HTTP)."
    )
    return Finding("settings", text, needs_a_person=bool(wrong))


def _server() -> Finding:
    open_at = listening.where_open()
    return Finding("server", f"Open at {open_at[0]}, port {open_at[1]}." if open_at else "Closed.")


def _entries() -> Finding:
    damaged = [str(entry) for entry in inspection.damaged()]
    if not damaged:
        return Finding("entries", "Every entry opens.")
    text = f"{len(damaged)} cannot be opened (damaged): {', '.join(damaged)}. Look in an older backup."
    return Finding("entries", text, needs_a_person=True)


def _record() -> Finding:
    wrong = audit.verify()
    return Finding("record", " ".join(wrong) or "The record of who did what is whole.", needs_a_person=bool(wrong))
