"""When something in a fictional circle happened, counted back from today; leaves what it was to `demo_story`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from lamplit.engines.records.reading import Faults, Item

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LATEST = timedelta(minutes=5)  # what a story dates later than now happened this long ago
_AFTER = re.compile(r"(\d{1,3})(m|h|d)")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class When:
    """A time of day, `days` ago or on a `weekday` (0 is Monday) `week` calendar weeks ago (0 is the week of today).

    A weekday keeps Sundays Sundays, whatever today is.
    """

    at: time = time(12)
    days: int | None = None
    week: int = 0
    weekday: int = 0

    def moment(self, now: datetime, zone: tzinfo) -> datetime | None:
        """Return the moment before `now`; None for a weekday of this week that has not come yet."""
        today = now.astimezone(zone).date()
        found = datetime.combine(self._day(today), self.at, tzinfo=zone)
        if found <= now - LATEST:
            return found
        return now - LATEST if self.days is not None else None

    def _day(self, today: date) -> date:
        if self.days is not None:
            return today - timedelta(days=self.days)
        return today - timedelta(days=today.weekday() + 7 * self.week - self.weekday)


def read_when(item: Item, faults: Faults) -> When:
    """Return when a piece of a story happened: `day: 3`, or `week: 5` and `on: Sun`; and `at: "19:30"`."""
    at = _time(item.get("at"), faults)
    if "day" in item.fields():
        return When(at, days=_whole(item.get("day"), faults))
    on = item.get("on")
    if on.text() not in WEEKDAYS:
        faults.add(on, "no_day", "Write how many days ago (day: 3), or the week and the day in it (week: 5, on: Sun).")
        return When(at)
    return When(at, week=_whole(item.get("week"), faults), weekday=WEEKDAYS.index(on.text()))


def read_after(item: Item, faults: Faults, usual: timedelta) -> timedelta:
    """Return how long after its entry something happened: 20m, 3h or 2d; `usual` when it is not said."""
    if not item.text():
        return usual
    found = _AFTER.fullmatch(item.text())
    if found is None:
        faults.add(item, "not_a_while", "Write how long after it that was, like 20m, 3h or 2d.")
        return usual
    return int(found[1]) * _UNITS[found[2]]


def _whole(item: Item, faults: Faults) -> int:
    if not item.text().isdigit():
        faults.add(item, "not_a_number", "Write a whole number: days or weeks back from today.")
        return 0
    return int(item.text())


def _time(item: Item, faults: Faults) -> time:
    try:
        return time.fromisoformat(item.text())
    except ValueError:
        faults.add(item, "not_a_time", 'Write the time like "19:30", in quotation marks.')
        return time(12)
