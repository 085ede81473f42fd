"""Help for anybody: reviewed words, lines and services by country, read from files; touches no database, no clock."""

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

from lamplit.actions import local_help
from lamplit.actions.help_numbers import Number, read_numbers, read_texting
from lamplit.engines.kernel import Saying, say
from lamplit.engines.kernel.days import long_day

CHECK_LASTS = timedelta(days=180)  # clinical.md 2.8
_NOTES = frozenset({"source", "licence", "review_date", "reviewed_by"})
_MARKS = frozenset({"icon", "code", "site", "sources", "phone", "way", "read"})  # nobody reads these as words
_CHILD = re.compile(r"under \d|child|young|youth|school|\b\d{1,2}-\d{2}\b|\b15\+", re.IGNORECASE)
_ADULT = re.compile(r"adult|worried|parent|attachment", re.IGNORECASE)


class For(IntEnum):
    """Whom a line is for first; smaller comes earlier for a young person."""

    CHILDREN = 0
    EVERYONE = 1
    ADULTS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One helpline or service; `checked_on` is the day somebody rang it, None when that is 180 days ago or more.

    `meant_for` is whom it is for first; `for_worried` also counts one that is for those who worry about others.
    `site` is the operator's own; `area` and `national` tell a local service from a line of the whole country.
    """

    name: str
    numbers: tuple[Number, ...]
    text_to: Number | None
    text_word: str
    site: str
    hours: str
    audience: str
    meant_for: For = For.EVERYONE
    for_worried: bool = False
    checked_on: date | None = None
    area: str = ""
    national: bool = True

    @property
    def checked(self) -> bool:
        """Whether somebody rang it lately."""
        return self.checked_on is not None

    @property
    def checked_text(self) -> str:
        """Return "Checked on ..." for one that was rung lately, else nothing."""
        return say("Checked on {day}", day=long_day(self.checked_on)) if self.checked_on else ""


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its emergency numbers, the most used first; `known` is False where we do not know which it is."""

    code: str
    name: str
    emergency: tuple[Number, ...]
    known: bool = True

    @property
    def called(self) -> str:
        """Return the name as it stands in a sentence ("in the United Kingdom")."""
        with_article = self.name.startswith(("United ", "Netherlands", "Philippines"))
        return say("the {country}", country=self.name) if with_article else self.name


# Mobile phones of most countries put 112 through to the emergency services; every page says that it is a guess.
SOMEWHERE = Country("", say("a country we do not know"), (Number("112", "112"),), known=False)


def words(page: str) -> Mapping[str, Any]:
    """Return the reviewed words of help page `page` ("now", "find", "worried"); every scalar is text."""
    return _words(page)


@cache
def countries() -> tuple[Country, ...]:
    """Return every country whose emergency number we know, by name; some of them have no line here."""
    return tuple(sorted((_country(row) for row in _table("emergency_numbers.csv")), key=lambda each: each.name))


def country(code: str) -> Country:
    """Return the country called `code` (two letters, any case), or `SOMEWHERE` when we know none of that name."""
    by_code = {known.code: known for known in countries()}
    return by_code.get(code.strip().upper(), SOMEWHERE)


def lines(code: str, today: date, *, adults_first: bool = False) -> tuple[Line, ...]:
    """Return the lines of country `code`, children's first, or those for worried adults first; there may be none."""
    found = [_line(row, today) for row in _table("crisis_lines.csv") if row["country_code"] == code]
    if adults_first:
        return tuple(sorted(found, key=lambda line: (not line.for_worried, -line.meant_for, line.name)))
    return tuple(sorted(found, key=lambda line: line.meant_for))


def local_lines(code: str, today: date) -> tuple[Line, ...]:
    """Return the services near here that whoever runs the house has put down for country `code`, none expired."""
    return tuple(_local(each, today) for each in local_help.shown(today) if each.country == code)


def shipped_names(code: str) -> tuple[str, ...]:
    """Return what the lines of country `code` call themselves, in the order of the list."""
    return tuple(row["name"] for row in _table("crisis_lines.csv") if row["country_code"] == code)


def fingerprint(today: date) -> str:
    """Return a text that changes whenever what a help page says of lines, numbers or services changes."""
    services = [local_lines(each.code, today) for each in (*countries(), SOMEWHERE)]
    tables = (_table("crisis_lines.csv"), _table("emergency_numbers.csv"))
    return repr((tables, services, sorted(local_help.standing().checks.items())))


def _line(row: Mapping[str, str], today: date) -> Line:
    text_to, word = read_texting(row["sms"])
    rung = local_help.rung_on(row["country_code"], row["name"]) or _day(row["live_checked_on"])
    return Line(
        name=row["name"],
        numbers=read_numbers(row["phone"]),
        text_to=text_to,
        text_word=word,
        site=row["operator_site"],
        hours=_hours(row["hours"]),
        audience=_saying(row["audience"]),
        meant_for=_meant_for(row["audience"]),
        for_worried=bool(_ADULT.search(row["audience"])),
        checked_on=_fresh(rung, today),
    )


def _local(service: local_help.Service, today: date) -> Line:
    """Return a service as a line; its words are those of whoever runs the house, so nobody translates them."""
    text_to, word = read_texting(service.text)
    return Line(
        name=service.name,
        numbers=read_numbers(service.phone),
        text_to=text_to,
        text_word=word,
        site=service.site,
        hours=service.hours,
        audience=service.audience,
        meant_for=_meant_for(service.audience),
        checked_on=_fresh(service.checked_on, today),
        area=service.area,
        national=False,
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
    return say("Their site says when") if text == "see site" else _saying(text)


def _fresh(checked_on: date | None, today: date) -> date | None:
    """Return the day of a check that still counts."""
    return checked_on if checked_on and timedelta(0) <= today - checked_on < CHECK_LASTS else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _country(row: Mapping[str, str]) -> Country:
    emergency = tuple(Number(digits, digits) for digits in re.findall(r"\d+", row["emergency"]))
    return Country(row["country_code"], _saying(row["country"]), emergency)


def _saying(text: str) -> str:
    return Saying(text) if text else ""


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    text = files("lamplit.content").joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _words(page: str) -> Mapping[str, Any]:
    text = files("lamplit.content").joinpath(f"help/{page}.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: TID251, S506 - BaseLoader makes text only
    return {key: value if key in _NOTES | _MARKS else _sayings(value) for key, value in loaded.items()}


def _sayings(node: Any) -> Any:
    """Return words people read as sayings; the names of pictures stay names."""
    if isinstance(node, dict):
        return {key: value if key in _MARKS else _sayings(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_sayings(each) for each in node]
    return Saying(node) if node else ""
