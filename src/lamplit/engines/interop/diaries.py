"""What the columns of other diaries mean: a Daylio export, or any table of dates and words; leaves cells elsewhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from lamplit.engines.interop.moments_in_words import NotADayError, NotATimeError, read_day, read_time
from lamplit.engines.interop.tabular import BadRow, NotATableError, Row, Table, read_table
from lamplit.engines.kernel.saying import say

DAYLIO, DIARY = "daylio", "diary"
FORMS = (DAYLIO, DIARY)
NOON = time(12)
_DATES = ("full_date", "date", "day", "when", "datetime", "date_time", "date_and_time", "created", "entry_date")
_TIMES = ("time", "at", "hour", "clock", "time_of_day")
_WORDS = ("text", "note", "notes", "entry", "words", "diary", "journal", "what_happened", "comment", "body", "content")
_TAGS = ("tags", "tag", "labels", "label", "activities", "keywords")
_MOODS = ("mood", "feeling", "weather", "tone")
_TITLES = ("title", "note_title", "heading", "subject")
_BREAKS = re.compile(r"<br\s*/?>|</(?:p|div|li)>", re.IGNORECASE)
_MARKUP = re.compile(r"</?(?:p|div|b|i|u|s|em|strong|span|ul|ol|li|font)(?:\s[^<>]{0,200})?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One row that can be brought in: `at` is the time on the wall where it was written."""

    line: int
    at: datetime
    mood: str
    title: str
    text: str
    tags: tuple[str, ...]

    def words(self) -> str:
        """Return all its words as one text, the tags last."""
        return "\n".join(each for each in (self.title, self.text, ", ".join(self.tags)) if each.strip())


def read_diary(data: bytes, form: str) -> tuple[Line | BadRow, ...]:
    """Return the rows of a diary in one of `FORMS`; raises NotATableError when it is none."""
    table = read_table(data)
    _check(table, form)
    return tuple(each if isinstance(each, BadRow) else _line(each, form) for each in table.rows)


def form_of(data: bytes) -> str:
    """Return which of `FORMS` a file is; raises NotATableError when it is neither."""
    table = read_table(data)
    form = DAYLIO if {"mood", "activities"} <= set(table.columns) else DIARY
    _check(table, form)
    return form


def moods_of(rows: Iterable[Line | BadRow]) -> tuple[str, ...]:
    """Return the mood words that are used, each once as first written, in the order of the file."""
    found: dict[str, str] = {}
    for row in rows:
        if isinstance(row, Line) and row.mood:
            found.setdefault(row.mood.casefold(), row.mood)
    return tuple(found.values())


def _check(table: Table, form: str) -> None:
    """Raise NotATableError when columns are missing without which no row says anything."""
    columns = set(table.columns)
    if columns.isdisjoint(_DATES):
        raise NotATableError(
            say("No column is called date. Name the columns in the first line: date, time, text, tags.")
        )
    if form == DAYLIO and "mood" not in columns:
        raise NotATableError(say("This is not a Daylio export: no column is called mood."))
    if columns.isdisjoint((*_WORDS, *_MOODS)):
        raise NotATableError(say("No column holds words. Name it text in the first line."))


def _line(row: Row, form: str) -> Line | BadRow:
    try:
        at = _at(row)
    except (NotADayError, NotATimeError) as error:
        return BadRow(row.line, str(error))
    mood, text, tags = _one(row, _MOODS), _plain(_one(row, _WORDS)), _tags(_one(row, _TAGS))
    title = _plain(_one(row, _TITLES))
    if form == DAYLIO and not mood:
        return BadRow(row.line, say("This row names no mood. Write the mood in its column."))
    if not (mood or text or title or tags):
        return BadRow(row.line, say("There are no words in this row. Write some, or take the row out."))
    if len(mood) > 60:
        return BadRow(row.line, say("The mood is not a word. Look whether its columns have slipped."))
    return Line(row.line, at, mood, title, text, tags)


def _at(row: Row) -> datetime:
    """Return the day and time of a row; without a time, noon."""
    said = _one(row, _DATES)
    day, rest = read_day(_with_year(said, row))
    clock = _one(row, _TIMES) or rest
    return datetime.combine(day, read_time(clock) if clock else NOON)


def _with_year(said: str, row: Row) -> str:
    """Return a date with the year of its own column, as older Daylio exports have it."""
    year = row.cells.get("year", "").strip()
    return f"{said} {year}" if re.fullmatch(r"\d{4}", year) and year not in said else said


def _one(row: Row, names: tuple[str, ...]) -> str:
    """Return the first cell under one of these names that holds anything."""
    return next((found for name in names if (found := row.cells.get(name, "").strip())), "")


def _plain(text: str) -> str:
    """Return words without the markup some programs put around them."""
    return _MARKUP.sub("", _BREAKS.sub("\n", text)).strip() if "<" in text else text


def _tags(text: str) -> tuple[str, ...]:
    parts = re.split(r"[|;,#]", text) if text else []
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


__all__ = ["DAYLIO", "DIARY", "FORMS", "BadRow", "Line", "NotATableError", "form_of", "moods_of", "read_diary"]
