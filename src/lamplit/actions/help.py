"""Help for anybody: reviewed words and helplines by country, read from content; it touches no database and no clock."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from lamplit.engines.kernel import Saying, say

CHECK_LASTS = timedelta(days=180)  # clinical.md 2.8
DEFAULT_COUNTRY = "GB"
ANYWHERE = "INT"
_NOTES = frozenset({"source", "licence", "review_date", "reviewed_by"})
_CHILD = re.compile(r"under \d|child|young|youth|school|\b\d{1,2}-\d{2}\b|\b15\+", re.IGNORECASE)
_ADULT = re.compile(r"adult|worried|parent|attachment", re.IGNORECASE)
_KEYWORD = re.compile(r"^text (?P<word>\w+) to (?P<to>[\d -]+)$", re.IGNORECASE)


class For(IntEnum):
    """Whom a line is for first; smaller comes earlier for a young person."""

    CHILDREN = 0
    EVERYONE = 1
    ADULTS = 2


@dataclass(frozen=True, slots=True)
class Number:
    """A number as people read it and as a phone dials it."""

    text: str
    dial: str


@dataclass(frozen=True, slots=True)
class Line:
    """One helpline; `checked` is True only when somebody rang it less than 180 days ago."""

    name: str
    numbers: tuple[Number, ...]
    text_to: Number | None
    text_word: str
    site: str
    hours: str
    audience: str
    meant_for: For
    checked: bool


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its emergency numbers, the most used first."""

    code: str
    name: str
    emergency: tuple[Number, ...]

    @property
    def called(self) -> str:
        """Return the name as it stands in a sentence ("in the United Kingdom")."""
        with_article = self.name.startswith(("United ", "Netherlands", "Philippines"))
        return say("the {country}", country=self.name) if with_article else self.name


def words(page: str) -> Mapping[str, Any]:
    """Return the reviewed words of help page `page` ("now", "find", "worried"); every scalar is text."""
    return _words(page)


@cache
def countries() -> tuple[Country, ...]:
    """Return every country we have lines for, by name."""
    found = {row["country_code"]: row for row in _rows() if row["country_code"] != ANYWHERE}
    return tuple(sorted((_country(row) for row in found.values()), key=lambda country: country.name))


def country(code: str) -> Country:
    """Return the country called `code` (two letters, any case), or the default one when we have no lines for it."""
    by_code = {known.code: known for known in countries()}
    return by_code.get(code.strip().upper(), by_code[DEFAULT_COUNTRY])


def lines(code: str, today: date, *, adults_first: bool = False) -> tuple[Line, ...]:
    """Return the lines of country `code`, children's first, or those for worried adults first."""
    found = [_line(row, today) for row in _rows() if row["country_code"] == code]
    if adults_first:
        return tuple(sorted(found, key=lambda line: (-line.meant_for, line.name)))
    return tuple(sorted(found, key=lambda line: line.meant_for))


def _line(row: Mapping[str, str], today: date) -> Line:
    keyword = _KEYWORD.match(row["sms"])
    texts = _numbers(keyword["to"] if keyword else row["sms"])
    return Line(
        name=row["name"],
        numbers=_numbers(row["phone"]),
        text_to=texts[0] if texts else None,
        text_word=keyword["word"] if keyword else "",
        site=row["chat_or_web"].split(" ")[0],
        hours=_hours(row["hours"]),
        audience=_saying(row["audience"]),
        meant_for=_meant_for(row["audience"]),
        checked=_is_fresh(row["live_checked_on"], today),
    )


def _meant_for(audience: str) -> For:
    if audience.startswith("adults") or audience == "parents":
        return For.ADULTS
    if _CHILD.search(audience):
        return For.CHILDREN
    return For.ADULTS if _ADULT.search(audience) else For.EVERYONE


def _hours(text: str) -> str:
    if text.startswith("24/7"):
        return say("Any time, day or night")
    return "" if text in {"see site", "directory"} else _saying(text)


def _is_fresh(checked_on: str, today: date) -> bool:
    return bool(checked_on) and timedelta(0) <= today - date.fromisoformat(checked_on) < CHECK_LASTS


def _numbers(text: str) -> tuple[Number, ...]:
    parts = (part.strip() for part in text.split("/"))
    return tuple(Number(part, _dial(part)) for part in parts if _dial(part))


def _dial(text: str) -> str:
    plain = re.sub(r"\(.*?\)", "", text) if not text.startswith("(0") else text
    return re.sub(r"[^\d+]", "", plain)


def _country(row: Mapping[str, str]) -> Country:
    emergency = tuple(Number(digits, digits) for digits in re.findall(r"\d+", row["emergency"]))
    return Country(row["country_code"], _saying(row["country"]), emergency)


def _saying(text: str) -> str:
    return Saying(text) if text else ""


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("lamplit.content").joinpath("crisis_lines.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _words(page: str) -> Mapping[str, Any]:
    text = files("lamplit.content").joinpath(f"help/{page}.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: TID251, S506 - BaseLoader makes text only
    return {key: value if key in _NOTES else _sayings(value) for key, value in loaded.items()}


def _sayings(node: Any) -> Any:
    """Return words people read as sayings; the names of pictures stay names."""
    if isinstance(node, dict):
        return {key: value if key == "icon" else _sayings(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_sayings(each) for each in node]
    return Saying(node) if node else ""
