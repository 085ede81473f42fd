"""Cards a therapist offers out of a session, sealed for the young person; leaves keeping one to entries."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

import orjson

from lamplit.engines.kernel import Role, Viewer
from lamplit.engines.records.stamp import Stamp
from lamplit.engines.records.visibility import Action, EntryState, Facts
from lamplit.vault import chain, keys, store
from lamplit.vault.crypto import bind
from lamplit.vault.failures import Damaged, WriteRefused
from lamplit.vault.grants import authorise
from lamplit.vault.profiles import profile_of
from lamplit.vault.store import Row

KEPT = timedelta(days=7)  # how long a card that somebody said no to can be had back
_INSERT = "INSERT INTO vault_card (id, circle, author, reader, state, at, sealed) VALUES (%s, %s, %s, %s, %s, %s, %s)"
_SELECT = """
    SELECT k.id, k.author, k.state, k.at, k.sealed, p.sealed_profile FROM vault_card k
    LEFT JOIN people_person p ON p.id = k.author WHERE k.reader = %s AND k.circle = %s
"""


class Card(NamedTuple):
    """One card as the person it is for sees it."""

    id: UUID
    by: str
    words: str
    declined: bool


def offer(viewer: Viewer, reader: UUID, words: str, now: datetime) -> UUID:
    """Put a card where only `reader` finds it; raises WriteRefused when the rule does not let this viewer."""
    circle = viewer.circle
    own = None if circle is None else Facts(circle, viewer.person, EntryState.LIVE, Stamp())
    if circle is None or own is None or viewer.role is not Role.THERAPIST or not authorise(viewer, Action.SHOW, own):
        raise WriteRefused("closed")
    card = uuid4()
    key = keys.ring().writing(circle.hex, keys.own(reader), now.date())
    sealed = key.seal("card", card.hex, orjson.dumps({"words": words}), bound(viewer.person, reader, circle, card))
    owners = [store.id_in(each) for each in (card, circle, viewer.person, reader)]
    with store.write_transaction():
        store.change(_INSERT, [*owners, "offered", store.instant_in(now), sealed])
        chain.append(viewer.person, circle, "card_offer", [card], "own", now)
    return card


def take_back(viewer: Viewer, card: UUID, now: datetime) -> None:
    """Take a card back that waits; whether there was one to take is not told."""
    values = [store.id_in(card), store.id_in(viewer.person), store.id_in(viewer.circle)]
    with store.write_transaction():
        store.change(
            "DELETE FROM vault_card WHERE id = %s AND author = %s AND circle = %s AND state = 'offered'", values
        )
        chain.append(viewer.person, viewer.circle, "card_take_back", [card], "own", now)


def waiting(viewer: Viewer) -> list[Card]:
    """Return the cards for this viewer, the oldest first; nothing for anybody else."""
    if viewer.circle is None or not _is_for(viewer):
        return []
    rows = store.rows(f"{_SELECT} ORDER BY k.at, k.id", [store.id_in(viewer.person), store.id_in(viewer.circle)])
    return [card for row in rows if (card := _open(viewer, viewer.circle, row)) is not None]


def answer(viewer: Viewer, card: UUID, state: str, now: datetime) -> bool:
    """Settle a card that is for this viewer: `declined`, `offered` to have it back, `kept` to let it go for an entry.

    False when there is none.
    """
    if not _is_for(viewer):
        return False
    owners = [store.id_in(card), store.id_in(viewer.person), store.id_in(viewer.circle)]
    here = "WHERE id = %s AND reader = %s AND circle = %s"
    with store.write_transaction():
        if state == "kept":
            done = store.change(f"DELETE FROM vault_card {here}", owners)  # noqa: S608 - our own words
        else:
            values = [state, store.instant_in(now), *owners]
            done = store.change(f"UPDATE vault_card SET state = %s, at = %s {here}", values)  # noqa: S608 - our own words
        if done:
            chain.append(viewer.person, viewer.circle, "card_answer", [card], "own", now)
    return bool(done)


def bound(author: UUID, reader: UUID, circle: UUID, card: UUID) -> bytes:
    """Return what a card is bound to."""
    named = {"author": author.hex, "card": card.hex, "circle": circle.hex, "reader": reader.hex}
    return bind({name: value.encode("ascii") for name, value in named.items()})


def _is_for(viewer: Viewer) -> bool:
    """Tell whether the rule opens to this viewer what is theirs alone in this circle."""
    if viewer.circle is None:
        return False
    own = Facts(viewer.circle, viewer.person, EntryState.LIVE, Stamp())
    return authorise(viewer, Action.READ, own) is not None


def _open(viewer: Viewer, circle: UUID, row: Row) -> Card | None:
    card, author, sealed = UUID(store.hex_out(row[0])), UUID(store.hex_out(row[1])), bytes(row[4])
    if viewer.shut_since is not None and store.instant_out(row[3]) <= viewer.shut_since:
        return None
    try:
        key = keys.ring().reading(circle.hex, keys.own(viewer.person), sealed)
        held = orjson.loads(key.open("card", card.hex, sealed, bound(author, viewer.person, circle, card)))
    except (Damaged, ValueError):
        return None
    by = profile_of(author.hex, bytes(row[5] or b"")).display_name
    return Card(card, by, str(held["words"]), row[2] == "declined")
