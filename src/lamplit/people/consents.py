"""Who agreed to each member's part, on what ground, and when that is looked at again; leaves showing it to pages."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import F

from lamplit.people.models import Agreement, Circle, Consent

_BIRTHDAYS = (8, 10, 13, 16, 18)


class Ground(StrEnum):
    """Why somebody may agree to a member's part."""

    PARENTAL_RESPONSIBILITY = "parental_responsibility"
    OWN = "own"  # the young person's own consent (in England and Wales: Gillick)
    LOCAL_AUTHORITY = "local_authority"
    COURT = "court"
    ADULT_CLIENT = "adult_client"


class Responsibility(StrEnum):
    """Whether the person who agrees holds parental responsibility."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Yes:
    """A consent as it is given: `given_by` None stands for somebody outside the circle (an authority, a court)."""

    ground: Ground
    responsibility: Responsibility
    given_by: UUID | None


def review_day(given_on: date, born_on: date | None) -> date:
    """Return when to look again: in a year, or sooner when the subject turns 8, 10, 13, 16 or 18."""
    yearly = _same_day(given_on, given_on.year + 1)
    if born_on is None:
        return yearly
    birthdays = (_same_day(born_on, born_on.year + years) for years in _BIRTHDAYS)
    return min((day for day in birthdays if given_on < day < yearly), default=yearly)


def _same_day(day: date, year: int) -> date:
    if (day.month, day.day) == (2, 29):
        return date(year, 2, 29) if _is_leap(year) else date(year, 3, 1)
    return day.replace(year=year)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def give(membership: UUID, yes: Yes, *, recorded_by: UUID | None, born_on: date | None, on: date) -> Consent:
    """Record a consent to a member's part; an earlier one ends on the same day."""
    live = Consent.objects.filter(membership=membership, withdrawn_on__isnull=True)
    live.update(withdrawn_on=on, withdrawn_by=recorded_by)
    return Consent.objects.create(
        membership_id=membership,
        given_by_id=yes.given_by,
        recorded_by_id=recorded_by,
        ground=yes.ground.value,
        holds_responsibility=yes.responsibility.value,
        given_on=on,
        review_on=review_day(on, born_on),
    )


def withdraw(membership: UUID, *, by: UUID, on: date) -> bool:
    """End the live consent to a member's part; False when there is none."""
    live = Consent.objects.filter(membership=membership, withdrawn_on__isnull=True)
    return bool(live.update(withdrawn_on=on, withdrawn_by=by))


def live_consents(circle: UUID) -> dict[UUID, Consent]:
    """Return the standing consents of a circle by membership."""
    rows = Consent.objects.filter(membership__circle=circle, withdrawn_on__isnull=True)
    return {row.membership_id: row for row in rows}


def agree_plan(circle: UUID, membership: UUID, now: datetime) -> None:
    """Note one member's yes to the plan; saying it twice changes nothing."""
    Agreement.objects.get_or_create(
        circle_id=circle, membership_id=membership, ended_at=None, defaults={"agreed_at": now}
    )


def end_plan(circle: UUID, now: datetime) -> bool:
    """End the plan for everyone: one no is enough. Returns whether it stood."""
    Agreement.objects.filter(circle=circle, ended_at=None).update(ended_at=now)
    return bool(Circle.objects.filter(pk=circle, plan_agreed=True).update(plan_agreed=False))


def plan_voices(circle: UUID) -> set[UUID]:
    """Return the memberships whose yes to the plan stands and that still count."""
    rows = Agreement.objects.filter(circle=circle, ended_at=None, membership__state="confirmed")
    return set(rows.filter(membership__circle=F("circle")).values_list("membership_id", flat=True))


def set_plan(circle: UUID) -> bool:
    """Let the plan stand; False when it already did."""
    return bool(Circle.objects.filter(pk=circle, plan_agreed=False).update(plan_agreed=True))
