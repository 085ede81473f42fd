"""How one gets help in a country, and when it is time to: steps as data; adds nothing up, touches no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from lamplit.actions.help import Line, words
from lamplit.actions.help_numbers import read_numbers, read_texting
from lamplit.engines.kernel import say
from lamplit.engines.kernel.days import long_day

WAYS = ("now", "today", "soon")
FOR = ("young", "carer", "teacher")


@dataclass(frozen=True, slots=True)
class Routes:
    """The steps of one country: who they are for with their sentences, what differs in parts of it, its lines."""

    code: str
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    differs: tuple[str, ...]
    lines: tuple[Line, ...]
    sources: tuple[str, ...]
    read_on: str


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing a carer may tick: its reason, and the way to somebody it leads to (one of `WAYS`)."""

    code: str
    text: str
    reason: str
    way: str


def routes(code: str) -> Routes | None:
    """Return the steps of country `code`, None when nobody has read its pages yet."""
    return _routes().get(code)


def signs() -> tuple[Sign, ...]:
    """Return what can be ticked, in the order of the page."""
    return tuple(Sign(each["code"], each["text"], each["reason"], each["way"]) for each in words("seek")["signs"])


def read_on(page: str, day: str) -> str:
    """Return on which day, and from what, the words of a page were made."""
    return say(words(page)["read_on"], day=long_day(date.fromisoformat(day)))


@cache
def _routes() -> Mapping[str, Routes]:
    return {each["code"]: _country(each) for each in words("routes")["countries"]}


def _country(held: Mapping[str, Any]) -> Routes:
    return Routes(
        code=held["code"],
        steps=tuple((who, tuple(held[who])) for who in FOR),
        differs=tuple(held["differs"] or ()),
        lines=tuple(_line(each) for each in held["lines"] or ()),
        sources=tuple(held["sources"]),
        read_on=read_on("routes", held["read"]),
    )


def _line(held: Mapping[str, str]) -> Line:
    text_to, word = read_texting(held.get("text", ""))
    return Line(
        name=held["name"],
        numbers=read_numbers(held["phone"]),
        text_to=text_to,
        text_word=word,
        site=held["site"],
        hours=held["hours"],
        audience=held["audience"],
    )
