"""What the person who runs the machine may know of it; no names, no counts of anybody's words."""

import shutil
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from lamplit import __version__
from lamplit.actions import backups, keeping_checks

LITTLE_ROOM = 0.8  # of the disk in use; a fifth stays free so that saving never stops half-way


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One fact about the house: `good` is None when there is nothing to judge."""

    label: str
    text: str
    good: bool | None


@dataclass(frozen=True, slots=True)
class Health:
    """The operator's page, line by line; `all_good` is False when any line needs a person."""

    lines: tuple[HealthLine, ...]
    all_good: bool


def health(*, secure: bool) -> Health:
    """Return the state of the house; `secure` is True when this very request came over trusted HTTPS."""
    lines = (
        HealthLine("Lamplit", f"Running {__version__}", good=None),
        _https(secure=secure),
        _database(),
        _backup(),
        _tried(),
        _disk(),
        HealthLine("Email", "Not set. That is fine: invitations are links.", good=None),
    )
    return Health(lines, all(line.good is not False for line in lines))


def _https(*, secure: bool) -> HealthLine:
    if secure:
        return HealthLine("HTTPS", "Yes", good=True)
    if settings.INSECURE_HTTP:
        return HealthLine("HTTPS", "No. This house is open on this machine only.", good=None)
    return HealthLine("HTTPS", "No. Phones cannot keep pages for use without a net.", good=False)


def _database() -> HealthLine:
    if connection.vendor != "sqlite":
        return HealthLine("Database", "PostgreSQL, answering", good=_answers())
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        journal = str(cursor.fetchone()[0]).upper()
        cursor.execute("SELECT sqlite_version()")
        release = cursor.fetchone()[0]
    return HealthLine("Database", f"SQLite {release}, journal {journal}, answering", good=True)


def _backup() -> HealthLine:
    found = keeping_checks.backup_age()
    days = backups.standing().days_since_made
    if days is None:
        return HealthLine("Last backup", "None yet", good=False if keeping_checks.people_have_written_for(0) else None)
    return HealthLine("Last backup", keeping_checks.ago(days).capitalize(), good=not found.needs_a_person)


def _tried() -> HealthLine:
    found = keeping_checks.backup_tried()
    days = backups.standing().days_since_tried
    text = "Never" if days is None else keeping_checks.ago(days).capitalize()
    return HealthLine("Last backup tried", text, good=False if found.needs_a_person else None if days is None else True)


def _answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _disk() -> HealthLine:
    usage = shutil.disk_usage(settings.DATA_DIR)
    share = usage.used / usage.total
    return HealthLine("Disk", f"{share:.0%} in use", good=share < LITTLE_ROOM)
