"""A carer's own picture of how much is left in them, over time, and one of their own supports when it is low."""

from dataclasses import dataclass
from uuid import UUID

from lamplit.actions import own_lists
from lamplit.actions.cards import EntryCard
from lamplit.actions.entries import write_entry
from lamplit.actions.writing import Writing, Written
from lamplit.engines.kernel.phones import Phone, read_phone
from lamplit.engines.records.kinds.fuel import FUEL, LOW
from lamplit.engines.records.kinds.kind import text_of
from lamplit.engines.records.kinds.support import SUPPORT
from lamplit.vault.doorway import Visit

KIND = FUEL.code
MOST_SHOWN = 28
_LEVELS = tuple(choice.value for choice in FUEL.words.fields["left"].choices)


@dataclass(frozen=True, slots=True)
class Support:
    """One person of somebody's own network; `phone` is None when no number is kept."""

    card: EntryCard
    name: str
    sort: str
    when: str
    phone: Phone | None


@dataclass(frozen=True, slots=True)
class Point:
    """One tap of the gauge: its place from 0 (empty) to 4 (full), its word and its day."""

    place: int
    word: str
    day_text: str


@dataclass(frozen=True, slots=True)
class Gauge:
    """The gauge over time, oldest first; when the latest is `low`, `offered` is one of the writer's own supports."""

    points: tuple[Point, ...]
    low: bool
    offered: Support | None


def keep(visit: Visit, entry: UUID, left: str) -> Written:
    """Keep one tap for its writer alone; raises Refused and Clash."""
    return write_entry(visit, Writing(entry, KIND, {"left": left}, audience=["me"]))


def gauge(visit: Visit) -> Gauge:
    """Return this carer's own taps and what to offer them now."""
    found = own_lists.own_list(visit, KIND)[:MOST_SHOWN][::-1]
    values = [text_of(each.body or {}, "left") for each in found]
    points = tuple(
        Point(_LEVELS.index(value), FUEL.label_for("left", value), each.day_text)
        for each, value in zip(found, values, strict=True)
        if value in _LEVELS
    )
    low = bool(values) and values[-1] in LOW
    mine = supports(visit) if low else ()
    return Gauge(points, low, next((each for each in mine if each.phone), mine[0] if mine else None))


def supports(visit: Visit) -> tuple[Support, ...]:
    """Return this visitor's own supports, in the order they were put there."""
    return tuple(_support(each) for each in reversed(own_lists.own_list(visit, SUPPORT.code)))


def _support(kept: EntryCard) -> Support:
    body = kept.body or {}
    name, when, phone = (text_of(body, each) for each in ("name", "call_when", "phone"))
    return Support(kept, name, SUPPORT.label_for("sort", text_of(body, "sort")), when, read_phone(phone))
