"""When it happened, from three easy choices; leaves keeping the time to the actions."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lamplit.engines.kernel.saying import say
from lamplit.web.forms.typed import Typed

SLACK = timedelta(minutes=5)  # a phone's clock may run a little ahead of ours
OLDEST = timedelta(days=366 * 20)


@dataclass(frozen=True, slots=True)
class When:
    """A time that was understood, or one plain sentence about why it was not."""

    at: datetime | None
    problem: str = ""


def read_when(typed: Typed, now: datetime) -> When:
    """Read the choices `when`, `on` and `at` of a page; `now` is aware and in the reader's own time zone.

    `now` or nothing chosen means this minute. `earlier` is today, at the time given or an hour ago. `pick` needs a
    day; a day without a time counts as midday.
    """
    choice = typed.one("when", "now")
    if choice == "earlier":
        return _earlier_today(typed.one("at"), now)
    if choice == "pick":
        return _picked(typed.one("on"), typed.one("at"), now)
    return When(now)


def when_answers(happened_at: datetime, today: date) -> dict[str, str]:
    """Return the answers that would choose `happened_at` again, for a page that changes an entry."""
    choice = "earlier" if happened_at.date() == today else "pick"
    return {"when": choice, "on": happened_at.date().isoformat(), "at": happened_at.strftime("%H:%M")}


def _earlier_today(clock: str, now: datetime) -> When:
    if clock:
        return _picked(now.date().isoformat(), clock, now)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return When(max(midnight, now - timedelta(hours=1)))


def _picked(day: str, clock: str, now: datetime) -> When:
    on = _day(day)
    at = _time(clock)
    if on is None:
        return When(None, say("Pick the day it happened, like 24/03/2026, or choose Just now."))
    if at is None:
        return When(None, say("Write the time like 16:30, or leave it empty."))
    moment = datetime.combine(on, at, now.tzinfo)
    if not clock and on == now.date() and moment > now:
        moment = now  # today without a time, in the morning: midday has not come yet
    return _sensible(moment, now)


def _sensible(moment: datetime, now: datetime) -> When:
    if moment > now + SLACK:
        return When(None, say("That time has not come yet. Pick a time up to now."))
    if moment < now - OLDEST:
        return When(None, say("That is more than 20 years ago. Check the year."))
    return When(min(moment, now))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return _written_day(text)


def _written_day(text: str) -> date | None:
    parts = text.replace(".", "/").replace("-", "/").split("/")
    try:
        day, month, year = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text) if text else time(12)
    except ValueError:
        return None
