"""When something happened: what is read from a form or a program, and which times can be true."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from lamplit.actions.writing import Refused, refuse
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import Bearing

AHEAD = timedelta(minutes=10)  # a phone's clock may run a little fast
FURTHEST_YEARS = 20
_FIELD = "happened_at"


def read_day(text: str) -> date:
    """Return the day a form sends as "2026-11-03"; raises Refused with a sentence."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise refuse(_FIELD, "not_a_day", say("That is not a day we can read. Write it like 2026-11-03.")) from None


def read_time(text: str) -> time:
    """Return the time of day a form sends as "19:30"; raises Refused with a sentence."""
    try:
        return time.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        raise refuse(_FIELD, "not_a_time", say("That is not a time we can read. Write it like 19:30.")) from None


def read_when(day: str, clock: str, now: datetime, zone: tzinfo) -> datetime | None:
    """Return the moment two form fields mean; a time alone is today, a day alone is noon, nothing is None."""
    if not day.strip() and not clock.strip():
        return None
    on = read_day(day) if day.strip() else now.astimezone(zone).date()
    at = read_time(clock) if clock.strip() else _time_of(on, now, zone)
    return datetime.combine(on, at, tzinfo=zone)


def _time_of(day: date, now: datetime, zone: tzinfo) -> time:
    local = now.astimezone(zone)
    return local.time() if day == local.date() else time(12)


def read_moment(text: str) -> datetime:
    """Return the moment a program sends as ISO 8601 with its offset; raises Refused with a sentence."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise refuse(_FIELD, "not_a_time", say("Write the time like 2026-11-03T19:30:00+00:00.")) from None
    if moment.tzinfo is None:
        raise refuse(_FIELD, "no_offset", say("Add the offset from UTC to the time, like +00:00."))
    return moment


def settle(happened_at: datetime | None, now: datetime, subject_age: int | None) -> datetime:
    """Return when it happened, in UTC and whole seconds; now when nothing was said.

    Refuses more than 10 minutes ahead, and before the subject can have been born (20 years when the age is unknown).
    """
    if happened_at is None:
        return now.replace(microsecond=0)
    if happened_at.tzinfo is None:
        raise refuse(_FIELD, "no_offset", say("Add the offset from UTC to the time, like +00:00."))
    try:
        moment = happened_at.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise _not_yet() if happened_at.year > now.year else _too_long_ago() from None
    if moment > now + AHEAD:
        raise _not_yet()
    if moment.date() < _earliest(now, subject_age):
        raise _too_long_ago()
    return moment


def refuse_day_gone(bearing: Bearing, today: date) -> None:
    """Refuse a day to wait for that has come already: nobody waits for yesterday."""
    if bearing.until is not None and bearing.until <= today:
        raise refuse("wait_until", "day_gone", say("Pick a day after today, or leave the day out."))


def _not_yet() -> Refused:
    return refuse(_FIELD, "not_yet", say("That time has not come yet. Check the day and the time."))


def _too_long_ago() -> Refused:
    return refuse(_FIELD, "too_long_ago", say("That is too long ago for this record. Check the year."))


def _earliest(now: datetime, subject_age: int | None) -> date:
    years = FURTHEST_YEARS if subject_age is None else subject_age + 1
    return now.date() - timedelta(days=round(years * 365.25))
