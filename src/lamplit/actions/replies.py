"""Answering an entry one may read, taking the answer back, and switching answers off; leaves the rule to `records`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.cards import EntryCard
from lamplit.actions.looks import Look, card
from lamplit.actions.wording import at_text, role_label
from lamplit.actions.writing import Clash, Refused
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.kinds.reply import Reply
from lamplit.people import choices
from lamplit.vault import replies
from lamplit.vault.doorway import Visit
from lamplit.vault.entries import Outcome
from lamplit.vault.failures import RepliesClosed

WHO_SEES = say("Everyone who sees this entry.")
CLOSED = say("This entry takes no replies now. Nothing was sent.")
DAMAGED = say("This reply cannot be opened (damaged).")

__all__ = ["CLOSED", "WHO_SEES", "Replies", "RepliesClosed", "ReplyCard"]


@dataclass(frozen=True, slots=True)
class ReplyCard:
    """One reply as somebody who reads its entry sees it; a damaged one has no time and says so in its text."""

    id: UUID
    author: UUID
    author_name: str
    author_role: Role
    author_label: str
    own: bool
    text: str
    written_at: datetime | None
    at_text: str
    damaged: bool


@dataclass(frozen=True, slots=True)
class Replies:
    """What stands under one entry: `taken` whether its author lets it take replies, `may_reply` whether from here.

    `put_away` are own replies deleted less than seven days ago.
    """

    items: tuple[ReplyCard, ...]
    taken: bool
    may_reply: bool
    put_away: frozenset[UUID]


def read_with_replies(visit: Visit, entry_id: UUID) -> tuple[EntryCard, Replies] | None:
    """Return one entry with its replies, as this visitor may see them; None when there is none for them."""
    look = Look.of(visit)
    found = replies.read_with(visit.viewer, entry_id, look.now)
    return (card(found[0], look), _replies(found[1], look)) if found is not None else None


def replies_to(visit: Visit, entry_id: UUID) -> Replies | None:
    """Return the replies alone; None when the entry is not there, or not all of it for this visitor."""
    look = Look.of(visit)
    found = replies.thread(visit.viewer, entry_id, look.now)
    return _replies(found, look) if found is not None else None


def write_reply(visit: Visit, entry_id: UUID, reply_id: UUID, text: object) -> bool | None:
    """Send a reply: True when it is new, False when it was there already, None when there is nothing to answer here.

    Raises Refused for words that cannot be kept, RepliesClosed when the entry takes none, and Clash when the id holds
    something else.
    """
    checked = KINDS["reply"].validate({"text": text}, clock.today())
    if checked.problems:
        if replies.thread(visit.viewer, entry_id, clock.now()) is None:
            return None
        raise Refused(checked.problems)
    outcome = replies.add(visit.viewer, entry_id, reply_id, Reply.of(checked.body).text, clock.now())
    if outcome is Outcome.DIFFERENT:
        raise Clash(None)
    return None if outcome is None else outcome is Outcome.CREATED


def delete_reply(visit: Visit, entry_id: UUID, reply_id: UUID) -> bool:
    """Put an own reply away, for everybody at once; it can come back for 7 days. False when there is none."""
    return replies.put_away(visit.viewer, entry_id, reply_id, clock.now())


def restore_reply(visit: Visit, entry_id: UUID, reply_id: UUID) -> bool:
    """Bring an own deleted reply back; False when there is none."""
    return replies.bring_back(visit.viewer, entry_id, reply_id, clock.now())


def switch_replies(visit: Visit, entry_id: UUID, *, taken: bool) -> bool:
    """Let an own entry take replies, or no more; False when it is not theirs. What was said before stays."""
    return replies.switch(visit.viewer, entry_id, clock.now(), taken=taken)


def takes_replies_at_first(person: UUID) -> bool:
    """Tell whether what this person writes takes replies until they say otherwise on an entry."""
    return choices.chosen(person, choices.REPLIES) != choices.OFF


def set_replies_at_first(person: UUID, *, taken: bool) -> None:
    """Settle that for everything this person writes, but for entries on which they said otherwise."""
    choices.choose(person, choices.REPLIES, choices.ON if taken else choices.OFF)


def _replies(thread: replies.Thread, look: Look) -> Replies:
    items = tuple(reply_card(each, look) for each in thread.items)
    return Replies(items, thread.taken, thread.may_add, thread.put_away)


def reply_card(reply: replies.OpenedReply, look: Look) -> ReplyCard:
    """Return one reply in words."""
    return ReplyCard(
        id=reply.id,
        author=reply.author,
        author_name=reply.author_name,
        author_role=reply.author_role,
        author_label=role_label(reply.author_role),
        own=reply.own,
        text=DAMAGED if reply.damaged else reply.text,
        written_at=reply.written_at,
        at_text=at_text(reply.written_at, look.today, look.zone) if reply.written_at else "",
        damaged=reply.damaged,
    )
