"""What is shown beside words on their page: an offer for whoever wrote them, "please read" for those they were shown.

An offer is the writer's alone. Nobody is told that it was made: it stands on the writer's own leaf and nowhere else.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.cards import EntryCard
from lamplit.actions.findings import WRONG, find, moment_text, words_in, wrong_on
from lamplit.actions.replies import Replies, read_with_replies
from lamplit.engines.kernel import ContentClass, Finding
from lamplit.engines.records.kinds import KINDS
from lamplit.engines.safety.offering import Offer, offer_for, reader_of, sign_of, standing, to_read
from lamplit.vault import leaf
from lamplit.vault.doorway import Visit
from lamplit.vault.failures import NotSaved

OFFERED, NOT_NOW, MISTAKE = "offered", "not_now", "mistake"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that were noticed, and why; `sign` names them, to say that this is wrong."""

    sign: str
    words: str
    because: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """What stands beside the words of one page.

    `offer` is there for their writer alone, `quotes` are the words that caused it; `folded` when they said "not now".
    `theirs` are words of others for which the page is marked "please read". `first` is True for what cannot wait.
    `words` are the texts that the offer stands beside.
    """

    offer: Offer | None = None
    quotes: tuple[Quote, ...] = ()
    folded: bool = False
    theirs: tuple[Quote, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def first(self) -> bool:
        """Tell whether help stands alone on the page after Save."""
        return self.offer is not None and self.offer.class_ is ContentClass.INTENT


NOTHING = Noticed()


def notice(visit: Visit, card: EntryCard, replies: Replies | None = None) -> Noticed:
    """Return what stands beside an entry and its replies, as this visitor sees them; notes what was offered.

    In together mode nothing is offered: two people look at one screen.
    """
    if visit.together or card.state != "live":
        return NOTHING
    mine, theirs = _found(visit, card, replies)
    if not standing(mine) and not standing(theirs):
        return NOTHING
    kept = leaf.items(visit.viewer)
    wrong = wrong_on(kept)
    offer, quotes = _offer(visit, standing(mine, wrong))
    if offer is not None:
        with suppress(NotSaved):  # what is offered does not wait for a disk
            _note(visit, card.id, offer.class_, kept)
    folded = offer is not None and _was_not_now(card.id, offer.class_, kept)
    return Noticed(offer, quotes, folded, _quotes(to_read(standing(theirs, wrong))), _own_texts(card, replies))


def folded(card: EntryCard, noticed: Noticed) -> EntryCard:
    """Return an entry folded under its content note where words of others are marked: nobody meets them unwarned."""
    if card.own or card.content_note or not noticed.theirs or card.kind not in KINDS:
        return card
    return card._replace(content_note=KINDS[card.kind].content_note)


def call_wrong(visit: Visit, entry: UUID, sign: str) -> bool:
    """Keep that words on a page were wrong to notice, so that this person's are not again; False for other words."""
    found = read_with_replies(visit, entry)
    if found is None:
        return False
    every = [each for part in _found(visit, *found) for each in standing(part)]
    said = next((each for each in every if sign_of(each) == sign), None)
    if said is None:
        return False
    now = clock.now()
    item = {"what": WRONG, "sign": sign, "words": said.quote, "class": str(said.class_), "at": moment_text(now)}
    return leaf.change(visit.viewer, lambda kept: [*_chosen(kept, entry, said.class_, MISTAKE), item], now)


def call_right(visit: Visit, sign: str = "") -> bool:
    """Let words be noticed again, without a sign those that were called wrong last; False when there are none."""
    signs = [each["sign"] for each in leaf.items(visit.viewer) if each["what"] == WRONG]
    gone = sign or (signs[-1] if signs else "")
    if gone not in signs:
        return False
    return leaf.change(visit.viewer, lambda kept: [each for each in kept if each.get("sign") != gone], clock.now())


def not_now(visit: Visit, entry: UUID) -> bool:
    """Keep that the writer does not want this offer now: it is folded, and so are others of its class today."""
    return leaf.change(visit.viewer, lambda kept: _chosen(kept, entry, None, NOT_NOW), clock.now())


def forget(visit: Visit) -> bool:
    """Take every offer off the visitor's own leaf; what they called wrong, or said yes to, stays."""
    return leaf.change(visit.viewer, lambda kept: [each for each in kept if each["what"] != OFFERED], clock.now())


def _found(visit: Visit, card: EntryCard, replies: Replies | None) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return what the visitor's own words on a page say, and what the words of others say."""
    whole = "\n\n".join([words_in(card.kind, card.body), *(each.text for each in card.added)])
    texts = [(card.own, card.author_role, whole)] if card.body is not None else []
    said = replies.items if replies else ()
    texts += [(each.own, each.author_role, each.text) for each in said if not each.damaged]
    mine = [each for own, role, text in texts if own for each in find(visit, text, role)]
    theirs = [each for own, role, text in texts if not own for each in find(visit, text, role)]
    return tuple(mine), tuple(theirs)


def _own_texts(card: EntryCard, replies: Replies | None) -> tuple[str, ...]:
    own = [words_in(card.kind, card.body)] if card.own else []
    return (*own, *(each.text for each in (replies.items if replies else ()) if each.own))


def _offer(visit: Visit, found: Sequence[Finding]) -> tuple[Offer | None, tuple[Quote, ...]]:
    """Return the offer for the first class found and the words of that class."""
    offer = offer_for(found, reader_of(visit.viewer.role, visit.subject_age))
    if offer is None:
        return None, ()
    return offer, _quotes(each for each in found if each.class_ is offer.class_)


def _quotes(found: Iterable[Finding]) -> tuple[Quote, ...]:
    return tuple(Quote(sign_of(each), " ".join(each.quote.split()), each.because) for each in found)


def _note(visit: Visit, entry: UUID, class_: ContentClass, kept: Iterable[leaf.Item]) -> None:
    """Write on the writer's own leaf that help was offered, once for an entry and class."""
    if any(_is_for(each, entry, class_) for each in kept):
        return
    now = clock.now()
    item = {"what": OFFERED, "entry": entry.hex, "class": str(class_), "at": moment_text(now), "chosen": ""}
    leaf.change(visit.viewer, lambda kept: [*kept, item], now)


def _is_for(item: leaf.Item, entry: UUID, class_: ContentClass | None) -> bool:
    same = item["what"] == OFFERED and item["entry"] == entry.hex
    return same and (class_ is None or item["class"] == class_)


def _chosen(kept: list[leaf.Item], entry: UUID, class_: ContentClass | None, chosen: str) -> list[leaf.Item]:
    """Return a leaf on which the offers for an entry hold what was chosen."""
    return [{**each, "chosen": chosen} if _is_for(each, entry, class_) else each for each in kept]


def _was_not_now(entry: UUID, class_: ContentClass, kept: Iterable[leaf.Item]) -> bool:
    """Tell whether an offer is folded: not now was said of it, or today of another of its class. C never is."""
    if class_ is ContentClass.INTENT:
        return False
    declined = [
        each for each in kept if each["what"] == OFFERED and each["class"] == class_ and each["chosen"] == NOT_NOW
    ]
    return any(each["entry"] == entry.hex or _day_of(each) == clock.today() for each in declined)


def _day_of(item: leaf.Item) -> object:
    return datetime.fromisoformat(item["at"]).astimezone(clock.zone()).date()
