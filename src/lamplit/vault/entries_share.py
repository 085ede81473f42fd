"""Showing an entry or no longer, to a person or to a role; putting it away and back; leaves previews to actions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lamplit.engines.kernel import Viewer
from lamplit.engines.records.stamp import bits
from lamplit.engines.records.visibility import Action, Facts
from lamplit.vault import chain, keys, store
from lamplit.vault.deciding import packed_members
from lamplit.vault.entries_read import fetch, reread, still_kept
from lamplit.vault.plain import hint_of
from lamplit.vault.rows import (
    COARSE,
    HINT,
    ID,
    REVISION,
    SEALED,
    STATE,
    Sealing,
    Sight,
    open_entry,
    open_hint,
    seal,
)
from lamplit.vault.showing import member_roles, note_audience, refuse_unshowable
from lamplit.vault.store import Row

_TRIES = 5
_RESEAL = """
    UPDATE vault_entry SET readers = %s, hints = %s, duty_readers = %s, showable = %s, shown_to = %s, later = %s,
        opens_on = %s, compartment = %s, hint = %s, sealed = %s
    WHERE id = %s AND state = 'live' AND sealed = %s
"""


def standing(viewer: Viewer, entry_id: UUID) -> Facts | None:
    """Return who sees an own live entry; it opens no words, so it notes nothing. None for anybody else's entry."""
    found = reread(viewer, entry_id, Action.REVISE)
    return found[1].facts if found is not None and found[1].grant is not None else None


def restamp(
    viewer: Viewer, entry_id: UUID, seen: Facts, after: Facts, hint: Mapping[str, object] | None, now: datetime
) -> bool:
    """Give an own entry another audience and leave its words as they are, from everybody's next request on.

    Only the stamp and `shown_to` of `after` count. False when the entry is not the viewer's, or no longer stands as in
    `seen`. `hint` is what roles with a hint learn. Raises NotShowable, and Damaged when the entry does not open.
    """
    found = fetch(viewer, entry_id, Action.REVISE, now)
    if found is None:
        return False
    row, sight = found
    old = sight.facts
    if (old.stamp, old.shown_to) != (seen.stamp, seen.shown_to):
        return False
    told = None
    if after.stamp.hints and hint is not None:
        told = hint_of(open_entry(keys.ring(), sight, row).fields()["kind"], hint)
    facts = replace(old, stamp=after.stamp, shown_to=after.shown_to)
    with store.write_transaction():
        refuse_unshowable(viewer, facts, facts.shown_to - old.shown_to, now)
        if not swap(found, facts, told, now):
            return False
        note_audience(viewer, old, facts, entry_id, now)
    return True


def show(viewer: Viewer, entry_id: UUID, membership_id: UUID, now: datetime) -> bool:
    """Show one entry to one member; False when it is not the viewer's to show, or not showable to them.

    True also when they were shown it already. The entry is sealed anew in the compartment that now fits, in one
    transaction; earlier revisions stay its author's alone. Raises Damaged when the entry does not open.
    """
    found = fetch(viewer, entry_id, Action.SHOW, now)
    if found is None or membership_id == viewer.membership:
        return False
    role = member_roles(found[1].facts.circle, (membership_id,), now).get(membership_id)
    if role is None or role not in found[1].facts.stamp.showable:
        return False
    return _reseal(viewer, found, Action.SHOW, membership_id, now)


def stop_showing(viewer: Viewer, entry_id: UUID, membership_id: UUID, now: datetime) -> bool:
    """Stop showing one entry to one member, from their next request on; True also when they were not shown it."""
    found = fetch(viewer, entry_id, Action.STOP_SHOWING, now)
    return found is not None and _reseal(viewer, found, Action.STOP_SHOWING, membership_id, now)


def _reseal(viewer: Viewer, found: tuple[Row, Sight], action: Action, member: UUID, now: datetime) -> bool:
    """Change who is shown an entry and seal it anew; starts over when another device changed it meanwhile."""
    for _ in range(_TRIES):
        row, sight = found
        shown = sight.facts.shown_to | {member} if action is Action.SHOW else sight.facts.shown_to - {member}
        if shown == sight.facts.shown_to:
            return True
        hint = open_hint(keys.ring(), sight, row) if row[HINT] is not None else None
        facts, entry = replace(sight.facts, shown_to=shown), UUID(store.hex_out(row[ID]))
        with store.write_transaction():
            if swap(found, facts, hint, now):
                chain.append(viewer.person, facts.circle, action.value, [entry, member], "own", now)
                return True
        again = reread(viewer, entry, action)
        if again is None or again[1].grant is None:
            return False
        found = again
    return False


def swap(
    found: tuple[Row, Sight], facts: Facts, hint: bytes | None, now: datetime, packed: bytes | None = None
) -> bool:
    """Put an entry newly sealed for `facts` in the place of the one read; False when that one is no longer there.

    What it holds stays as it is, unless `packed` is to be sealed instead. For the acts of the vault only.
    """
    row, sight = found
    ring, stamp = keys.ring(), facts.stamp
    what = Sealing(packed or open_entry(ring, sight, row).packed(), hint, row[COARSE], row[REVISION], now.date())
    sealed = seal(ring, store.hex_out(row[ID]), facts, sight.role, what)
    values = [
        bits(stamp.readers), bits(stamp.hints), bits(stamp.duty_readers), bits(stamp.showable),
        packed_members(facts.shown_to), bits(stamp.later), store.day_in(stamp.opens_on),
        sealed.compartment, sealed.hint, sealed.sealed, row[ID], row[SEALED],
    ]  # fmt: skip
    return bool(store.change(_RESEAL, values))


def delete(viewer: Viewer, entry_id: UUID, now: datetime) -> bool:
    """Put one entry away: nobody else sees it from now on, and its author may have it back for seven days."""
    found = fetch(viewer, entry_id, Action.DELETE, now)
    return found is not None and _move(viewer, found[0], Action.DELETE, "deleted", now)


def restore(viewer: Viewer, entry_id: UUID, now: datetime) -> bool:
    """Bring back an entry deleted less than seven days ago, shown to whom it was shown before."""
    found = fetch(viewer, entry_id, Action.RESTORE, now)
    return found is not None and still_kept(found[0], now) and _move(viewer, found[0], Action.RESTORE, "live", now)


def _move(viewer: Viewer, row: Row, action: Action, state: str, now: datetime) -> bool:
    """Move an entry to another state; False when another device was faster."""
    deleted_at = store.instant_in(now) if state == "deleted" else None
    with store.write_transaction():
        changed = store.change(
            "UPDATE vault_entry SET state = %s, deleted_at = %s WHERE id = %s AND state = %s",
            [state, deleted_at, row[ID], row[STATE]],
        )
        if changed:
            chain.append(viewer.person, viewer.circle, action.value, [UUID(store.hex_out(row[ID]))], "own", now)
    return bool(changed)
