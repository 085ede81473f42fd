"""Who opened what: read out of the audit for the person who wrote it, and nobody else."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from lamplit.engines.kernel import Viewer
from lamplit.engines.records.visibility import Action, Level
from lamplit.vault import store
from lamplit.vault.chain import OBJECT_BYTES
from lamplit.vault.entries_read import reread
from lamplit.vault.profiles import profile_of
from lamplit.vault.scan import cursor_to, place_at, standing
from lamplit.vault.shapes import Read
from lamplit.vault.store import Row

OPENING = ("page", "read", "search", "export")
_LEVELS = {b"F": Level.FULL, b"S": Level.SUMMARY}
_BATCH = 500
_NO_DAY = "0001-01-01"
_SELECT = (
    "SELECT a.seq, a.at, a.actor, p.sealed_profile, a.objects_seen FROM vault_audit a "
    "LEFT JOIN people_person p ON p.id = a.actor "
    "WHERE a.circle = %s AND a.actor <> %s AND a.action IN ('page', 'read', 'search', 'export') "
)


def reads_of(viewer: Viewer, entry_id: UUID) -> list[Read]:
    """Return each time somebody else opened the viewer's own entry, newest first; empty for anyone but its author.

    A page of the diary counts as an opening of every entry it showed; `level` says whether with its words or without.
    """
    found = reread(viewer, entry_id, Action.SEE_READERS)
    if found is None or found[1].grant is None:
        return []
    circle = found[1].facts.circle
    rows = store.rows(
        f"{_SELECT} AND {store.holds('a.objects_seen')} ORDER BY a.seq DESC",
        [store.id_in(circle), store.id_in(viewer.person), entry_id.bytes],
    )
    return [read for row in rows for read in _reads(row, {entry_id.bytes})]


def readings(viewer: Viewer, before: str | None, limit: int) -> tuple[list[Read], str | None]:
    """Return who opened what of the viewer's, newest first, and a cursor to earlier readings.

    One act that opened several entries stays together, so a page may hold more than `limit` (1 to 200) readings.
    """
    circle = standing(viewer)
    if circle is None:
        return [], None
    limit = max(1, min(limit, 200))
    own = _own_entries(viewer, circle)
    place = place_at(before, viewer, circle)
    found: list[Read] = []
    last = 0
    for row in _openings(viewer, circle, place[1] if place else None) if own else ():
        fresh = _reads(row, own)
        if fresh and len(found) >= limit:
            return found, cursor_to((_NO_DAY, last), viewer, circle)
        if fresh:
            last = int(row[0])
        found += fresh
    return found, None


def _own_entries(viewer: Viewer, circle: UUID) -> set[bytes]:
    """Return the ids of everything the viewer wrote in a circle and may open now."""
    rows = store.rows(
        "SELECT id FROM vault_entry WHERE author = %s AND circle = %s AND seq > %s",
        [store.id_in(viewer.person), store.id_in(circle), viewer.shut_up_to],
    )
    return {bytes.fromhex(store.hex_out(entry)) for (entry,) in rows}


def _openings(viewer: Viewer, circle: UUID, before: int | None) -> Iterator[Row]:
    """Yield every opening in a circle by somebody else, newest first."""
    while True:
        older, values = ("AND a.seq < %s", [before]) if before is not None else ("", [])
        rows = store.rows(
            f"{_SELECT} {older} ORDER BY a.seq DESC LIMIT {_BATCH:d}",
            [store.id_in(circle), store.id_in(viewer.person), *values],
        )
        yield from rows
        if len(rows) < _BATCH:
            return
        before = int(rows[-1][0])


def _reads(row: Row, own: set[bytes]) -> list[Read]:
    """Return the readings of the viewer's entries that one act amounts to."""
    _, at, actor, profile, packed = row
    person = store.hex_out(actor)
    packed = bytes(packed)
    name = profile_of(person, bytes(profile or b"")).display_name
    return [
        Read(UUID(person), name, store.instant_out(at), UUID(bytes=packed[place : place + 16]), level)
        for place in range(0, len(packed), OBJECT_BYTES)
        if packed[place : place + 16] in own and (level := _LEVELS.get(packed[place + 16 : place + 17])) is not None
    ]


def last_at() -> datetime | None:
    """Return when the newest line was written; None while there is none."""
    found = store.row("SELECT at FROM vault_audit ORDER BY seq DESC LIMIT 1")
    return store.instant_out(found[0]) if found else None
