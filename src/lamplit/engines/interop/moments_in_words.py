"""Days and times as people and programs write them, day before month; leaves where they stand to `diaries`."""

import re
from datetime import date, datetime, time

from lamplit.engines.kernel.saying import say

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
_REST = r"(?:[T,\s]+(?P<rest>\S.{0,30}))?"
_YEAR_FIRST = re.compile(rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){_REST}")
_DAY_FIRST = re.compile(rf"(?P<d>\d{{1,2}})[-/.](?P<m>\d{{1,2}})[-/.](?P<y>\d{{4}}|\d{{2}}){_REST}")
_DAY_WORD = re.compile(
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s.-]+(?P<w>[A-Za-z]{{3,9}})\.?,?[\s-]+(?P<y>\d{{4}}){_REST}"
)
_WORD_DAY = re.compile(rf"(?P<w>[A-Za-z]{{3,9}})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}}){_REST}")
_TIME = re.compile(
    r"(?P<h>\d{1,2})(?:[:.h](?P<m>\d{2}))?(?:[:.]\d{2}(?:\.\d{1,9})?)?\s*(?P<half>[ap])?\.?(?:m\.?)?"
    r"(?:Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_EXAMPLE = say("Write it like 2026-11-03 or 03/11/2026.")


class NotADayError(Exception):
    """A day cannot be read; the text says how to write it."""


class NotATimeError(Exception):
    """A time cannot be read; the text says how to write it."""


def read_day(text: str) -> tuple[date, str]:
    """Return the day that stands in a text and what follows it, perhaps a time; raises NotADayError.

    03/11/2026 is the third of November.
    """
    said = _WEEKDAY.sub("", text.strip()[:80], count=1)
    if not said:
        raise NotADayError(say("This row has no date. {example}", example=_EXAMPLE))
    for pattern in (_YEAR_FIRST, _DAY_FIRST, _DAY_WORD, _WORD_DAY):
        found = pattern.fullmatch(said)
        if found is not None:
            return _day(found), (found["rest"] or "").strip()
    raise NotADayError(say("The date cannot be read. {example}", example=_EXAMPLE))


def _day(found: re.Match[str]) -> date:
    named = found.groupdict()
    month = _month(named["w"]) if named.get("w") else int(named["m"] or 0)
    day, year = int(named["d"]), int(named["y"])
    if found.re is _DAY_FIRST and month > len(_MONTHS) and 1 <= day <= len(_MONTHS):
        raise NotADayError(
            say("There is no month {month}. Write the day before the month, like 25/03/2026.", month=month)
        )
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        raise NotADayError(say("There is no such day. {example}", example=_EXAMPLE)) from None


def _month(word: str) -> int:
    said = word.casefold()
    if said in _LONG:
        return _LONG.index(said) + 1
    short = "sep" if said == "sept" else said
    if short in _MONTHS:
        return _MONTHS.index(short) + 1
    raise NotADayError(say("The month cannot be read. {example}", example=_EXAMPLE))


def read_time(text: str) -> time:
    """Return the time of day a text says, as 19:30 or 7:30 pm; raises NotATimeError."""
    said = text.strip().replace("\u202f", " ").replace("\u00a0", " ")[:40]
    found = _TIME.fullmatch(said)
    if found is None or (found["m"] is None and not found["half"]):
        raise NotATimeError(say("The time cannot be read. Write it like 19:30 or 7:30 pm."))
    hour, minute, half = int(found["h"]), int(found["m"] or 0), (found["half"] or "").casefold()
    if half and not 1 <= hour <= 12:
        raise NotATimeError(say("There is no such time. Write it like 19:30 or 7:30 pm."))
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return datetime(2000, 1, 1, hour, minute).time()  # noqa: DTZ001 - only its time of day is used
    except ValueError:
        raise NotATimeError(say("There is no such time. Write it like 19:30 or 7:30 pm.")) from None
