"""Days on duty of a respite carer: in words, set, put back, asked before writing; leaves reading to the rule."""

from datetime import date, datetime
from uuid import UUID

from django.core import signing

from lamplit.actions import clock
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import circle_of, set_duty
from lamplit.actions.doors import Visit
from lamplit.actions.wording import plain_day
from lamplit.actions.writing import refuse
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.stamp import Stamp
from lamplit.people.models import Membership

Days = tuple[date | None, date | None]
_SALT = "lamplit.duty"
_OPEN: Days = (None, None)


def part_text(days: Days, today: date) -> str:
    """Return what the circle page says of a respite carer's days."""
    first, last = days
    if first and last:
        return say(
            "Reads and writes while on duty: {first} to {last}",
            first=plain_day(first, today),
            last=plain_day(last, today),
        )
    if first:
        return say("Reads and writes while on duty: from {day}", day=plain_day(first, today))
    if last:
        return say("Reads and writes while on duty: until {day}", day=plain_day(last, today))
    return say("Reads and writes on every day")


def home_text(visit: Visit) -> str:
    """Return what stands on a respite carer's first screen about their days, or nothing when they have none."""
    if visit.viewer.role is not Role.OTHER_CARER or visit.duty == _OPEN:
        return ""
    first, last = visit.duty
    today = clock.today()
    if first and today < first:
        return say(
            "Your days here begin on {day}. Until then this page is quiet. "
            "What you wrote yourself is still yours to read.",
            day=plain_day(first, today),
        )
    if last and today > last:
        return say(
            "Your days here ended on {day}. Thank you for being there. What you wrote yourself is still yours to read.",
            day=plain_day(last, today),
        )
    return say("You are on duty until the end of {day}.", day=plain_day(last, today)) if last else ""


def is_on(visit: Visit) -> bool:
    """Return whether today is a day of the visitor's; only respite carers have days on which it is not."""
    return visit.viewer.role is not Role.OTHER_CARER or visit.viewer.on_duty


def may_write_of_own_days(visit: Visit) -> bool:
    """Return whether the visitor is on duty, or was: those whose days are over may still write about them."""
    first = visit.duty[0]
    return is_on(visit) or first is None or first <= clock.today()


def refuse_off_duty(visit: Visit, stamp: Stamp, happened_at: datetime) -> None:
    """Raise Refused when a respite carer writes for others, off duty, about a day that is not one of theirs.

    `stamp` is what the policy gives this kind before anything is chosen: what is their own alone they write any day.
    """
    if is_on(visit) or _is_own(stamp):
        return
    first, last = visit.duty
    day, today = happened_at.astimezone(clock.zone()).date(), clock.today()
    if (first is None or first <= day) and (last is None or day <= last):
        return
    if first and today < first:
        said = say(
            "Your days here begin on {day}. You can write this then. Your words are kept here.",
            day=plain_day(first, today),
        )
    else:
        said = say(
            "Your days here ended on {day}. You can write about those days: choose when.",
            day=plain_day(last or day, today),
        )
    raise refuse("happened_at", "off_duty", said)


def change_days(visit: Visit, membership: UUID, days: Days) -> str:
    """Set somebody's days on duty; returns the days of before as one signed text, by which `put_back` undoes it."""
    row = Membership.objects.filter(pk=membership, circle=circle_of(visit)).first()
    before = (row.on_duty_from, row.on_duty_until) if row else _OPEN
    set_duty(visit, membership, *days)
    return signing.Signer(salt=_SALT).sign_object([membership.hex, *(each and each.isoformat() for each in before)])


def put_back(visit: Visit, membership: UUID, before: str) -> None:
    """Set the days as they were before `change_days`; raises CircleError for a text that is not ours."""
    try:
        part, *days = signing.Signer(salt=_SALT).unsign_object(before)
    except signing.BadSignature:
        raise CircleError("too_late") from None
    if part != membership.hex:
        raise CircleError("too_late")
    first, last = (date.fromisoformat(each) if each else None for each in days)
    set_duty(visit, membership, first, last)


def _is_own(stamp: Stamp) -> bool:
    return not (stamp.readers | stamp.duty_readers | stamp.hints)
