"""Whether this house stands well: database, limits, clock, disk, who else may read; looking changes nothing.

What is kept (backups, erasures, keys half turned) is looked at in `keeping_checks`.
"""

import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.checks import WARNING, CheckMessage, run_checks
from django.db import DatabaseError, connection

from lamplit.actions import clock, help_checks, keeping_checks, practice_library
from lamplit.actions.keeping_checks import Check
from lamplit.vault import audit, inspection, keys, store

ROOM = 0.2  # of the disk must stay free, so that saving never stops half-way
LEAST_ROOM = 200 * 1024 * 1024
OTHERS = stat.S_IRWXG | stat.S_IRWXO
WIDE = {4: 8, 6: 32}  # a range of proxies wider than this is nearly everybody
WAL_SAFE = "Write-ahead log, every commit on disk before it counts."
WAL_UNSAFE = (
    "Before 3.51.3 the write-ahead log can damage data (the WAL-reset bug), so the older, safer journal is used."
)


def look() -> Iterator[Check]:
    """Look at everything, one by one; what keeps the keys shut keeps the later ones from being looked at."""
    locked = key_file()
    yield locked
    told = (help_checks.services_near_here, practice_library.own_practices)
    for one in (permissions, database, limits, clock_right, disk, in_order, proxies, *told):
        yield _safely(one)
    for check in keeping_checks.ALL if not locked.needs_a_person else ():
        yield _safely(check)


def look_deep() -> Iterator[Check]:
    """Open every entry and walk the whole record of acts."""
    yield _safely(entries)
    yield _safely(record)


def _safely(one: Callable[[], Check]) -> Check:
    """Look at one thing; a database that does not answer is a finding too."""
    try:
        return one()
    except DatabaseError as error:
        name = one.__name__.replace("_", " ")
        text = f"The database does not answer ({type(error).__name__}). Is it running, and is there room on the disk?"
        return Check(name, text, needs_a_person=True)


def key_file() -> Check:
    """Say whether the keys open this data."""
    try:
        file = keys.unlock(settings.KEY_FILE, settings.DATA_DIR).file
    except keys.VaultLocked as locked:
        return Check("keys", str(locked), needs_a_person=True)
    mode = stat.S_IMODE(file.path.stat().st_mode)
    return Check("keys", f"{file.path} (mode {mode:04o}) opens this data; new things are locked with {file.active.id}.")


def permissions() -> Check:
    """Say whether other users of this machine could read what only the house may."""
    base = Path(settings.DATABASES["default"]["FILE"]) if store.is_sqlite() else settings.DATA_DIR
    ours = (settings.DATA_DIR, base, settings.PLACES.web_secret_file)
    shown = [str(path) for path in ours if path.exists() and stat.S_IMODE(path.stat().st_mode) & OTHERS]
    if settings.DATA_DIR.exists() and not stat.S_IMODE(settings.DATA_DIR.stat().st_mode) & OTHERS:
        shown = [path for path in shown if not Path(path).is_relative_to(settings.DATA_DIR)]  # nobody gets that far
    if not shown:
        return Check("permissions", "Data and secrets are closed to other users.")
    listed = " ".join(shown)
    text = f"Other users of this machine can enter or read {', '.join(shown)}. Close them: chmod go= {listed}"
    return Check("permissions", text, needs_a_person=True)


def database() -> Check:
    """Say which database keeps the words, and whether it keeps them safely."""
    if not store.is_sqlite():
        return _postgresql()
    journal, synchronous = (str(store.rows(f"PRAGMA {name}")[0][0]).upper() for name in ("journal_mode", "synchronous"))
    level = {"0": "OFF", "1": "NORMAL", "2": "FULL", "3": "EXTRA"}.get(synchronous, synchronous)
    text = f"SQLite {sqlite3.sqlite_version}, journal {journal}, synchronous {level}. "
    if level != ("FULL" if journal == "WAL" else "EXTRA"):
        text += "A power cut could lose what was saved. Close every other program that has it open."
        return Check("database", text, needs_a_person=True)
    return Check("database", text + (WAL_SAFE if journal == "WAL" else WAL_UNSAFE))


def _postgresql() -> Check:
    fsync, checksums = (str(store.rows(f"SHOW {name}")[0][0]) for name in ("fsync", "data_checksums"))
    text = f"PostgreSQL, fsync {fsync}, data checksums {checksums}."
    if fsync != "on":
        text += " Without fsync a power cut loses what was saved: set fsync = on."
    return Check("database", text, needs_a_person=fsync != "on")


def limits() -> Check:
    """Say whether guesses at passwords and codes are counted for all workers."""
    backend = str(settings.CACHES["default"]["BACKEND"]).rsplit(".", 1)[-1]
    there = settings.CACHES["default"].get("LOCATION") in connection.introspection.table_names()
    if backend == "DatabaseCache" and there:
        return Check("sign-in limits", "Guesses are counted in the database, for all workers.")
    text = f"Guesses are not counted ({backend}). Close the house and open it again: that makes what is missing."
    return Check("sign-in limits", text, needs_a_person=True)


def clock_right() -> Check:
    """Say what this computer's clock says, and whether it has gone backwards."""
    now = clock.now()
    seen = _instant(store.rows("SELECT MAX(session.seen_at) FROM people_session session")[0][0])
    if seen and seen > now + timedelta(hours=1):
        text = f"The clock says {now:%d %B %Y %H:%M}, earlier than the last visit. Set the clock of this computer."
        return Check("clock", text, needs_a_person=True)
    return Check("clock", f"{now.astimezone(clock.zone()):%d %B %Y %H:%M} ({settings.TIME_ZONE}).")


def _instant(value: object) -> datetime | None:
    """Return a moment as the database gave it, which SQLite does as text."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(found, datetime):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def disk() -> Check:
    """Say how much room there is where the words are kept."""
    usage = shutil.disk_usage(settings.DATA_DIR)
    short = usage.free < LEAST_ROOM or (usage.free < usage.total * ROOM and usage.free < 20 * LEAST_ROOM)
    text = f"{usage.free / 1024**3:.1f} GB free."
    return Check("disk", f"{text} Make room, or saving will stop." if short else text, needs_a_person=short)


def in_order() -> Check:
    """Say what Django's checks and ours find in the settings."""
    found = run_checks(include_deployment_checks=not settings.INSECURE_HTTP)
    wrong = [_said(one) for one in found if one.level >= WARNING and not one.is_silenced()]
    here = "In order for this machine alone (plain HTTP)." if settings.INSECURE_HTTP else "In order."
    return Check("settings", " ".join(wrong) or here, needs_a_person=bool(wrong))


def _said(found: CheckMessage) -> str:
    return f"{found.msg} {found.hint or ''}".strip()


def proxies() -> Check:
    """Say whether the proxies that are believed go with the address people open."""
    secure = settings.ADDRESS.origin.startswith("https://") or not settings.INSECURE_HTTP
    wide = [str(each) for each in settings.PROXIES if each.prefixlen < WIDE[each.version]]
    if wide:
        text = f"LAMPLIT_PROXIES holds {', '.join(wide)}: nearly everybody could forge where they come from."
        return Check("proxies", f"{text} Name your proxy's own address.", needs_a_person=True)
    if settings.PROXIES and not secure:
        text = "A proxy is believed, but plain HTTP is allowed: cookies could be read on the way."
        return Check("proxies", f"{text} Take LAMPLIT_INSECURE_HTTP away.", needs_a_person=True)
    listed = ", ".join(str(each) for each in settings.PROXIES)
    return Check("proxies", f"Believed: {listed}." if listed else "None is believed.")


def entries() -> Check:
    """Say whether every entry opens."""
    damaged = [str(entry) for entry in inspection.damaged()]
    if not damaged:
        return Check("entries", "Every entry opens.")
    text = f"{len(damaged)} cannot be opened (damaged): {', '.join(damaged)}. Look in an older backup."
    return Check("entries", text, needs_a_person=True)


def record() -> Check:
    """Say whether the record of acts is whole."""
    wrong = audit.verify()
    if not wrong:
        return Check("record", "The record of who did what is whole.")
    text = f"{' '.join(wrong)} Copy everything as it is, then read the last section of SECURITY.md."
    return Check("record", text, needs_a_person=True)
