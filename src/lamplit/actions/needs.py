"""Good to know about a child: the child's own views beside those of the grown-ups; leaves keeping one to `entries`."""

from dataclasses import dataclass

from lamplit.actions.audiences import who_will_see
from lamplit.actions.cards import EntryCard
from lamplit.actions.duty import may_write_of_own_days
from lamplit.actions.looks import Look, card
from lamplit.actions.writing import Refused
from lamplit.engines.kernel import Role
from lamplit.engines.records.kinds.kind import text_of
from lamplit.engines.records.kinds.need import AREAS, NEED
from lamplit.engines.records.kinds.need import Need as Said
from lamplit.vault import entries_plan
from lamplit.vault.doorway import Visit

KIND = NEED.code


@dataclass(frozen=True, slots=True)
class View:
    """One view of one writer: its card, and what was picked, in words."""

    card: EntryCard
    picks: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Area:
    """One of the four things that are good to know; only what this reader may read is in it."""

    code: str
    title: str
    question: str
    child: tuple[View, ...]
    adults: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class GoodToKnow:
    """All four, and whether this visitor writes here too."""

    areas: tuple[Area, ...]
    may_write: bool

    @property
    def any(self) -> bool:
        """Say whether there is anything to read."""
        return any(area.child or area.adults for area in self.areas)


def good_to_know(visit: Visit) -> GoodToKnow:
    """Return what this visitor may read of it, each writer's latest view first."""
    look = Look.of(visit)
    found = entries_plan.of_kinds(visit.viewer, (KIND,), look.now)
    cards = [card(each, look) for each in reversed(found) if not each.damaged]
    return GoodToKnow(tuple(_area(code, cards) for code in AREAS), may_write(visit))


def may_write(visit: Visit) -> bool:
    """Say whether this visitor may write a view of their own now."""
    if not may_write_of_own_days(visit):
        return False
    try:
        return bool(who_will_see(visit, KIND))
    except Refused:
        return False


def view_of(kept: EntryCard) -> View:
    """Return an entry as a view."""
    said = Said.of(kept.body or {})
    return View(kept, tuple(NEED.label_for(area, code) for area, code in said.picks), said.text)


def _area(code: str, cards: list[EntryCard]) -> Area:
    words = NEED.words.fields[code]
    mine = [view_of(each) for each in cards if text_of(each.body or {}, "about") == code]
    child = tuple(each for each in mine if each.card.author_role is Role.SUBJECT)
    adults = tuple(each for each in mine if each.card.author_role is not Role.SUBJECT)
    return Area(code, NEED.label_for("about", code), words.question, child, adults)
