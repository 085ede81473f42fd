"""Days in words, each part a saying of its own; leaves "today", times and zones to the actions."""

from datetime import date

from lamplit.engines.kernel.saying import Saying, say

WEEKDAYS = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)
SHORT_WEEKDAYS = (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))
MONTHS = (
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
)
SHORT_MONTHS = (
    say("Jan"),
    say("Feb"),
    say("Mar"),
    say("Apr"),
    say("May"),
    say("Jun"),
    say("Jul"),
    say("Aug"),
    say("Sep"),
    say("Oct"),
    say("Nov"),
    say("Dec"),
)


def day_and_month(day: date) -> Saying:
    """Return "3 November"."""
    return say("{day} {month}", day=day.day, month=MONTHS[day.month - 1])


def long_day(day: date) -> Saying:
    """Return "3 November 2026"."""
    return say("{day} {month} {year}", day=day.day, month=MONTHS[day.month - 1], year=day.year)


def weekday_and_day(day: date) -> Saying:
    """Return "Tuesday 3 November"."""
    return say("{weekday} {day}", weekday=WEEKDAYS[day.weekday()], day=day_and_month(day))


def weekday_and_long_day(day: date) -> Saying:
    """Return "Tuesday 3 November 2026"."""
    return say("{weekday} {day}", weekday=WEEKDAYS[day.weekday()], day=long_day(day))


def short_day(day: date, *, year: bool) -> Saying:
    """Return "Tue 3 Nov", or "Tue 3 Nov 2026" with its year."""
    parts = {"weekday": SHORT_WEEKDAYS[day.weekday()], "day": day.day, "month": SHORT_MONTHS[day.month - 1]}
    if year:
        return say("{weekday} {day} {month} {year}", **parts, year=day.year)
    return say("{weekday} {day} {month}", **parts)
