"""Signs: one of six with fixed words, to one chosen grown-up; in the sender's own record before anybody can see it."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from lamplit.actions import own_lists, sharing
from lamplit.actions.audiences import default_stamp, members_here
from lamplit.actions.cards import EntryCard
from lamplit.actions.entries import write_entry
from lamplit.actions.looks import Look, card
from lamplit.actions.members import Member
from lamplit.actions.writing import Refused, Writing, refuse
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds.signal import SIGNAL
from lamplit.vault import entries_plan
from lamplit.vault.doorway import Visit

KIND = SIGNAL.code
LATEST = 6
STAYS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Sent:
    """One sign that was sent: `to` is empty while nobody is shown it, `seen_text` until somebody opened it."""

    card: EntryCard
    seen_text: str


def grown_ups(visit: Visit) -> tuple[Member, ...]:
    """Return those to whom this visitor may send a sign; none while their sharing is paused."""
    if visit.sharing_paused:
        return ()
    try:
        showable = default_stamp(visit, KIND).showable
    except Refused:
        return ()
    here = members_here(visit)
    return tuple(each for each in here if each.role in showable and each.membership != visit.viewer.membership)


def send(visit: Visit, signal: UUID, sign: str, to: UUID) -> bool:
    """Keep a sign for its sender, and then show it to one person; False when it was kept and could not be shown.

    The same sign sent twice is one. Raises Refused for a person or a sign that is not on the list, and Clash.
    """
    if to not in {each.membership for each in grown_ups(visit)}:
        raise refuse("to", "unknown", say("Pick somebody from the list. Nothing was sent."))
    write_entry(visit, Writing(signal, KIND, {"sign": sign}, audience=["me"]))
    return sharing.show_entry(visit, signal, to)


def sent(visit: Visit) -> tuple[Sent, ...]:
    """Return the latest own signs, the newest first, each with when it was seen."""
    found = []
    for each in own_lists.own_list(visit, KIND)[:LATEST]:
        seen = sharing.who_saw(visit, each.id)
        found.append(Sent(each, say("{seen} by {name}.", seen=seen[-1].at_text, name=seen[-1].name) if seen else ""))
    return tuple(found)


def for_me(visit: Visit) -> tuple[EntryCard, ...]:
    """Return the signs of the last 24 hours that somebody sent to this visitor, the newest first."""
    look = Look.of(visit)
    found = entries_plan.of_kinds(visit.viewer, (KIND,), look.now)
    fresh = [each for each in found if not each.own and each.happened_at and each.happened_at > look.now - STAYS]
    return tuple(card(each, look, listed=True) for each in reversed(fresh))
