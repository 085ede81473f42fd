"""What the person who runs the machine may know of it; no names, no counts of anybody's words."""

from dataclasses import dataclass

from django.conf import settings

from lamplit import __version__
from lamplit.actions import backups, help_checks, house_checks, keeping_checks, practice_library

LOOKED_AT = (
    house_checks.database,
    house_checks.disk,
    house_checks.clock_right,
    keeping_checks.old_backups,
    keeping_checks.key_and_backups,
    keeping_checks.erased_things,
    keeping_checks.keys_turned,
    house_checks.permissions,
    house_checks.limits,
    house_checks.proxies,
    house_checks.in_order,
    help_checks.services_near_here,
    practice_library.own_practices,
)


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
        _offline(secure=secure),
        _backup(),
        _tried(),
        *(_line(look()) for look in LOOKED_AT),
        HealthLine("Email", "Not set. That is fine: invitations are links.", good=None),
    )
    return Health(lines, all(line.good is not False for line in lines))


def _https(*, secure: bool) -> HealthLine:
    if secure:
        return HealthLine("HTTPS", "Yes", good=True)
    if settings.INSECURE_HTTP:
        return HealthLine("HTTPS", "No. This house is open on this machine only.", good=None)
    return HealthLine("HTTPS", "No. Phones cannot keep pages for use without a net.", good=False)


def _offline(*, secure: bool) -> HealthLine:
    if secure:
        return HealthLine("Offline", "Works here. The page Help me now says so on each phone.", good=True)
    return HealthLine("Offline", "Works on this machine only: phones need an address with HTTPS.", good=None)


def _line(found: keeping_checks.Check) -> HealthLine:
    """Return what `doctor` says of the same thing."""
    return HealthLine(found.name.capitalize(), found.text, good=not found.needs_a_person)


def _backup() -> HealthLine:
    found = keeping_checks.backup_age()
    days = backups.standing().days_since_made
    if days is None:
        return HealthLine("Last backup", found.text, good=False if keeping_checks.people_have_written_for(0) else None)
    said = found.text if found.needs_a_person else keeping_checks.ago(days).capitalize()
    return HealthLine("Last backup", said, good=not found.needs_a_person)


def _tried() -> HealthLine:
    found = keeping_checks.backup_tried()
    days = backups.standing().days_since_tried
    text = "Never" if days is None else keeping_checks.ago(days).capitalize()
    text = found.text if found.needs_a_person else text
    return HealthLine("Last backup tried", text, good=False if found.needs_a_person else None if days is None else True)
