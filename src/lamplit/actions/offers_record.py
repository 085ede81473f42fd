"""The writer's own record of what was offered, in words; leaves making offers to `noticing`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.findings import WRONG
from lamplit.actions.noticing import MISTAKE, NOT_NOW, OFFERED
from lamplit.actions.wording import day_and_time
from lamplit.engines.kernel import ContentClass
from lamplit.engines.kernel.saying import say
from lamplit.engines.safety.offering import offer_of, reader_of
from lamplit.vault import leaf
from lamplit.vault.doorway import Visit

_CHOSEN = {NOT_NOW: say("You said: not now."), MISTAKE: say("You said that it was a mistake.")}


@dataclass(frozen=True, slots=True)
class PastOffer:
    """One offer as its writer sees it later; `chosen_text` is empty when they went on without a word to us."""

    entry: UUID
    title: str
    at_text: str
    chosen_text: str


@dataclass(frozen=True, slots=True)
class WrongWords:
    """Words that bring up no offer for this person."""

    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class OffersRecord:
    """Everything that was offered to one person here, newest first, and what they called wrong."""

    offers: tuple[PastOffer, ...]
    wrong: tuple[WrongWords, ...]


def offers_record(visit: Visit) -> OffersRecord:
    """Return the visitor's own record; nobody else has a way to it."""
    kept = leaf.items(visit.viewer)[::-1]
    return OffersRecord(
        tuple(_offer(visit, each) for each in kept if each["what"] == OFFERED),
        tuple(WrongWords(each["sign"], each["words"]) for each in kept if each["what"] == WRONG),
    )


def _offer(visit: Visit, item: leaf.Item) -> PastOffer:
    reader = reader_of(visit.viewer.role, visit.subject_age)
    return PastOffer(
        entry=UUID(item["entry"]),
        title=offer_of(ContentClass(item["class"]), reader).title,
        at_text=day_and_time(datetime.fromisoformat(item["at"]), clock.zone()),
        chosen_text=_CHOSEN.get(item["chosen"], ""),
    )
