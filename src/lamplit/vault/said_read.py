"""Saying "I have read it" of an entry somebody showed, and what the record of acts knows of that; opens no words.

It stands in the chained record like every act, so that nobody can make it up afterwards, and can be taken back there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from lamplit.engines.kernel import Viewer
from lamplit.engines.records.visibility import Action, Level
from lamplit.vault import chain, keys, store
from lamplit.vault.chain import OBJECT_BYTES
from lamplit.vault.entries_read import fetch, note
from lamplit.vault.opening import opened
from lamplit.vault.profiles import profile_of
from lamplit.vault.rows import Sight
from lamplit.vault.scan import standing, visible
from lamplit.vault.shapes import Opened
from lamplit.vault.store import Row

SAID, UNSAID = "said_read", "unsaid_read"
_NEW_WORDS = ("revise", "add_to")
_BEGINS = ("write", "revise", "add_to", "audience")
_TRACES = (
    "SELECT a.at, a.actor, p.sealed_profile, a.action, a.objects_seen FROM vault_audit a "
    "LEFT JOIN people_person p ON p.id = a.actor WHERE a.circle = %s AND a.at >= %s "
    "AND a.action IN ('said_read', 'unsaid_read', 'show', 'write', 'revise', 'add_to', 'audience') ORDER BY a.seq"
)


@dataclass(frozen=True, slots=True)
class Said:
    """That one person said they had read an entry, and when."""

    person: UUID
    name: str
    at: datetime


@dataclass(slots=True)
class Trace:
    """What the record knows of one entry: when it last began to be the reader's, and who says they have read it.

    What was said of earlier words does not count for later ones. `since` tells no reader when something was written.
    """

    since: datetime | None = None
    said: tuple[Said, ...] = ()

    def add(self, said: Said, action: str, *, mine: bool) -> None:
        """Follow one act; `mine` says that it showed the entry to this very reader."""
        if action in _BEGINS or (action == "show" and mine):
            self.since = said.at
        if action in _NEW_WORDS:
            self.said = ()
        if action in (SAID, UNSAID):
            others = tuple(each for each in self.said if each.person != said.person)
            self.said = (*others, said) if action == SAID else others


def of_those(
    viewer: Viewer, choose: Callable[[list[Opened]], list[Opened]], looked_at: int, now: datetime
) -> list[Opened]:
    """Return those that are chosen among the newest `looked_at` entries of others which the viewer reads whole.

    They are opened here to be looked at; only what is chosen is handed out, and noted as read.
    """
    ring = keys.ring()
    seen: dict[UUID, tuple[Row, Sight]] = {}
    items = []
    for row, sight in islice(visible(viewer, Action.READ, None, looked_at, named=True), looked_at):
        if sight.grant is None or sight.grant.own or sight.grant.level is not Level.FULL:
            continue
        item = opened(ring, sight, row)
        if not item.damaged:
            seen[item.id] = (row, sight)
            items.append(item)
    chosen = choose(items)
    if chosen:
        note(viewer, "page", [seen[each.id] for each in chosen], now)
    return chosen


def say(viewer: Viewer, entry_id: UUID, now: datetime, *, read: bool) -> bool:
    """Note that the viewer says they have read an entry of somebody else, or not after all.

    False for an entry they may not read whole, which is answered like one that is not there.
    """
    found = fetch(viewer, entry_id, Action.READ, now)
    grant = found[1].grant if found is not None else None
    if found is None or grant is None or grant.own or grant.level is not Level.FULL:
        return False
    chain.append(viewer.person, found[1].facts.circle, SAID if read else UNSAID, [entry_id], "rota", now)
    return True


def traces(viewer: Viewer, entries: Iterable[UUID], since: datetime | None = None) -> dict[UUID, Trace]:
    """Return what the record knows, since then or at all, of entries that were opened for this viewer before."""
    circle, there = standing(viewer), {each: Trace() for each in entries}
    if circle is None or viewer.membership is None or not there:
        return {}
    begin = store.instant_in(since) if since else ""
    for at, actor, profile, action, packed in store.rows(_TRACES, [store.id_in(circle), begin]):
        about = _ids(bytes(packed))
        trace = there.get(about[0]) if about else None
        if trace is not None:
            person = store.hex_out(actor)
            name = profile_of(person, bytes(profile or b"")).display_name
            said = Said(UUID(person), name, store.instant_out(at))
            trace.add(said, action, mine=viewer.membership in about[1:])
    return there


def _ids(packed: bytes) -> list[UUID]:
    return [UUID(bytes=packed[at : at + OBJECT_BYTES - 1]) for at in range(0, len(packed), OBJECT_BYTES)]
