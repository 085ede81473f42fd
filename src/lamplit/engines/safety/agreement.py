"""What a young person agrees to before they write, and which of two modes holds; there is no third, hidden one."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from lamplit.engines.records.reading import Faults, Item, check_header, content_text, read_items
from lamplit.engines.safety.offering import YOUNG_FROM

FILE = ("safety", "agreement.yaml")
LASTS = timedelta(days=90)  # clinical.md 2.6


class Mode(StrEnum):
    """What may happen beside a private page at a hard moment: help alone, or help and one tap for company."""

    SELF = "self"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class ModeWords:
    """One mode in words: for the one who chooses it, and as the others of the circle are told."""

    title: str
    text: str
    told: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """One screen in the reader's words."""

    title: str
    lines: tuple[str, ...]
    ask: str
    agree: str


def usual_mode(age: int | None) -> Mode:
    """Return the mode of somebody who never chose: one tap for company under 13, help alone from then on."""
    return Mode.ASK if age is not None and age < YOUNG_FROM else Mode.SELF


def stands(agreed_on: date | None, today: date) -> bool:
    """Tell whether the screen was read in the last 90 days; a day that has not come yet counts as none."""
    return agreed_on is not None and timedelta(0) <= today - agreed_on < LASTS


def agreement(age: int | None) -> Agreement:
    """Return the screen for a reader of this age."""
    item = _root().get("child" if age is not None and age < YOUNG_FROM else "young")
    lines = tuple(each.saying() for each in item.get("lines").items())
    return Agreement(item.get("title").saying(), lines, item.get("ask").saying(), item.get("agree").saying())


def mode_words(mode: Mode) -> ModeWords:
    """Return one mode in words."""
    item = _root().get("modes").get(mode)
    return ModeWords(item.get("title").saying(), item.get("text").saying(), item.get("told").saying())


@cache
def _root() -> Item:
    return read_agreement(content_text(*FILE), "content/safety/agreement.yaml")


def read_agreement(text: str, file: str) -> Item:
    """Read the screen; raises ContentError naming what is missing, with its line."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    wanted = [(root.get(who), ("title", "ask", "agree")) for who in ("child", "young")]
    wanted += [(root.get("modes").get(mode), ("title", "text", "told")) for mode in Mode]
    for item, names in wanted:
        for name in names:
            if not item.get(name).text():
                faults.add(item, "text_missing", f"Write '{name}' here.")
    faults.settle()
    return root
