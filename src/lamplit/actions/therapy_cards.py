"""Insight cards: words out of a session, offered; who they are for keeps them or says no, and nobody is told which."""

from dataclasses import dataclass
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.entries import Writing, write_entry
from lamplit.actions.members import Member, confirmed_members
from lamplit.actions.therapy_sessions import session_page
from lamplit.actions.writing import refuse
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.vault import offered_cards, therapy
from lamplit.vault.doorway import Visit
from lamplit.vault.offered_cards import Card

__all__ = ["MOST", "Card", "Offering", "cards_for", "have_back", "keep_card", "no_thanks", "offer_card", "offering"]

MOST = 600  # characters of one card
YOUNGEST = 13  # years: clinical.md P63; a younger child hears such words from a person
TITLE = say("Something I said")


@dataclass(frozen=True, slots=True)
class Offering:
    """What a page of offering begins with: the words as they were said, and who would see them."""

    key: str
    words: str
    name: str


def offering(visit: Visit, session_id: UUID, key: str) -> Offering | None:
    """Return what would be offered; None when there is no such statement, or nobody here to offer it to."""
    reader, session = _young(visit), session_page(visit, session_id)
    claim = session.claim(key) if session else None
    if reader is None or claim is None or claim.wrong or not claim.may_be_card:
        return None
    return Offering(key, claim.text, reader.name)


def can_offer(visit: Visit) -> bool:
    """Return whether there is a young person in this circle to whom a card can be offered."""
    return _young(visit) is not None


def offer_card(visit: Visit, session_id: UUID, key: str, words: str) -> UUID | None:
    """Offer a statement as a card; None when it cannot be offered. Raises Refused for no words or too many."""
    reader, said = _young(visit), words.strip()
    session = therapy.look(visit.viewer, session_id, clock.now())
    if reader is None or session is None:
        return None
    if not said or len(said) > MOST:
        raise refuse("words", "length", say("Write between one and {most} characters.", most=MOST))
    if key in session.facts["offers"]:
        return UUID(session.facts["offers"][key])
    card = offered_cards.offer(visit.viewer, reader.person, said, clock.now())
    facts = {**session.facts, "offers": {**session.facts["offers"], key: card.hex}}
    if not therapy.revise(visit.viewer, session, facts, None, clock.now(), act=""):
        offered_cards.take_back(visit.viewer, card, clock.now())
        raise refuse("words", "changed", say("Another window changed this session. Try again."))
    return card


def take_back(visit: Visit, session_id: UUID, key: str) -> bool:
    """Take an offer back while it waits; whether it still waited is not told. False when nothing was offered."""
    session = therapy.look(visit.viewer, session_id, clock.now())
    if session is None or key not in session.facts.get("offers", {}):
        return False
    offers = dict(session.facts["offers"])
    offered_cards.take_back(visit.viewer, UUID(offers.pop(key)), clock.now())
    return therapy.revise(visit.viewer, session, {**session.facts, "offers": offers}, None, clock.now(), act="")


def cards_for(visit: Visit) -> tuple[Card, ...]:
    """Return the cards that wait for this visitor, and those they said no to lately."""
    return tuple(offered_cards.waiting(visit.viewer)) if visit.viewer.role is Role.SUBJECT else ()


def keep_card(visit: Visit, card_id: UUID) -> UUID | None:
    """Keep a card as a page of one's own that only oneself sees; None when there is none. Twice keeps one."""
    card = next((each for each in cards_for(visit) if each.id == card_id), None)
    if card is None:
        return None
    writing = Writing(card.id, "journal", {"title": TITLE, "text": card.words}, audience=["me"])
    written = write_entry(visit, writing)
    offered_cards.answer(visit.viewer, card_id, "kept", clock.now())
    return written.id


def no_thanks(visit: Visit, card_id: UUID) -> bool:
    """Say no to a card; it can be had back for seven days. False when there is none."""
    return offered_cards.answer(visit.viewer, card_id, "declined", clock.now())


def have_back(visit: Visit, card_id: UUID) -> bool:
    """Let a card that was refused wait again; False when there is none."""
    return offered_cards.answer(visit.viewer, card_id, "offered", clock.now())


def _young(visit: Visit) -> Member | None:
    """Return the young person of this circle when they come here themselves and are old enough."""
    circle, age = visit.viewer.circle, visit.subject_age
    if circle is None or age is None or age < YOUNGEST:
        return None
    members = confirmed_members(circle, clock.now(), clock.today())
    return next((each for each in members if each.role is Role.SUBJECT), None)
