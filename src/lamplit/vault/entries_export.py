"""Taking one's record away: what the rule lets leave, and what may be read but not taken; one audit link an act."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from lamplit.engines.kernel import Role, Viewer
from lamplit.engines.records.visibility import Action, Level
from lamplit.vault import chain, keys, reply_rows
from lamplit.vault.entries_read import earlier_ones, fetch, note
from lamplit.vault.opening import opened
from lamplit.vault.rows import DAY, ID, Sight
from lamplit.vault.scan import place_of, standing, visible
from lamplit.vault.shapes import Opened
from lamplit.vault.store import Row, hex_out

_AT_ONCE = 500


class LeftHere(NamedTuple):
    """An entry that somebody may read here but not take away; never anything of what it says."""

    id: UUID
    day: date
    author_role: Role


class Taken(NamedTuple):
    """What may be taken away, newest first, and what of the rest may be known to be here."""

    items: Iterator[Opened]
    left: tuple[LeftHere, ...]


def take(viewer: Viewer, now: datetime, reason: str = "export") -> Taken:
    """Return all that this viewer may take away; one audit link, before anything is handed out.

    The link names what leaves and, as not opened, what was kept here. `reason` is a code of 40 characters at most.
    """
    going = {hex_out(row[ID]): place_of(row) for row, _ in visible(viewer, Action.EXPORT, None, _AT_ONCE)}
    left = tuple(
        _left(row, sight)
        for row, sight in visible(viewer, Action.READ, None, _AT_ONCE)
        if hex_out(row[ID]) not in going
    )
    circle = standing(viewer)
    beneath = reply_rows.ids_in(circle, going) if circle is not None else []
    packed = chain.pack([*(UUID(entry) for entry in going), *beneath])
    kept_here = chain.pack([each.id for each in left], Level.NONE)
    chain.append_packed(viewer.person, viewer.circle, "export", packed + kept_here, reason, now)
    ring = keys.ring()
    items = (
        opened(ring, sight, row)
        for row, sight in visible(viewer, Action.EXPORT, None, _AT_ONCE, named=True)
        if hex_out(row[ID]) in going
    )
    return Taken(items, left)


def export(viewer: Viewer, now: datetime) -> Iterator[Opened]:
    """Return all that this viewer may take away, newest first; one audit link."""
    return take(viewer, now).items


def export_one(viewer: Viewer, entry_id: UUID, now: datetime) -> tuple[Opened, list[Opened]] | None:
    """Return one entry to take away, and for its author what it said before, newest first; one link "export".

    None when it is not there or this viewer may take nothing away.
    """
    found = fetch(viewer, entry_id, Action.EXPORT, now)
    if found is None or found[1].grant is None:
        return None
    row, sight = found
    item = opened(keys.ring(), sight, row)
    note(viewer, "export", [found], now, broken=[item.id] if item.damaged else [])
    return item, earlier_ones(sight, row, entry_id) if found[1].grant.own else []


def take_several(viewer: Viewer, wanted: Collection[UUID], now: datetime) -> list[Opened]:
    """Return those of some entries that this viewer may take away, in no order; one audit link "export"."""
    asked = {each.hex for each in wanted}
    found = [
        (row, sight)
        for row, sight in visible(viewer, Action.EXPORT, None, _AT_ONCE, named=True)
        if hex_out(row[ID]) in asked
    ]
    items = [opened(keys.ring(), sight, row) for row, sight in found]
    if found:
        note(viewer, "export", found, now, broken=[each.id for each in items if each.damaged])
    return items


def earlier_words(viewer: Viewer) -> Mapping[UUID, tuple[Opened, ...]]:
    """Return what the viewer's own entries said before, newest first, by entry; part of the act that `take` notes."""
    found: dict[UUID, tuple[Opened, ...]] = {}
    for row, sight in visible(viewer, Action.EXPORT, None, _AT_ONCE, named=True):
        if sight.grant is not None and sight.grant.own:
            entry = UUID(hex_out(row[ID]))
            before = tuple(earlier_ones(sight, row, entry))
            if before:
                found[entry] = before
    return found


def _left(row: Row, sight: Sight) -> LeftHere:
    return LeftHere(UUID(hex_out(row[ID])), date.fromisoformat(str(row[DAY])), sight.role)
