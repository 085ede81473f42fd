"""Showing an entry, no longer showing it, putting it away, having it back; leaves previews to actions."""

from datetime import datetime
from uuid import UUID

from lamplit.engines.kernel import Viewer
from lamplit.engines.records.visibility import Action, Facts
from lamplit.vault import chain, keys, store
from lamplit.vault.entries_read import fetch, reread, still_kept
from lamplit.vault.entries_write import member_roles
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
    packed_members,
    seal,
)
from lamplit.vault.store import Row

_TRIES = 5
_RESEAL = """
    UPDATE vault_entry SET shown_to = %s, compartment = %s, hint = %s, sealed = %s
    WHERE id = %s AND state = 'live' AND sealed = %s
"""


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
        if _swap(viewer, found, shown, action, member, now):
            return True
        again = reread(viewer, UUID(store.hex_out(row[ID])), action)
        if again is None or again[1].grant is None:
            return False
        found = again
    return False


def _swap(
    viewer: Viewer, found: tuple[Row, Sight], shown: frozenset[UUID], action: Action, member: UUID, now: datetime
) -> bool:
    """Put the newly sealed entry in the place of the one read; False when that one is no longer there."""
    row, sight = found
    ring = keys.ring()
    old = sight.facts
    facts = Facts(old.circle, old.author, old.state, old.stamp, old.together_with, shown, held=old.held)
    hint = open_hint(ring, sight, row) if row[HINT] is not None else None
    what = Sealing(open_entry(ring, sight, row).packed(), hint, row[COARSE], row[REVISION], now.date())
    sealed = seal(ring, store.hex_out(row[ID]), facts, sight.role, what)
    values = [packed_members(shown), sealed.compartment, sealed.hint, sealed.sealed, row[ID], row[SEALED]]
    with store.write_transaction():
        if not store.change(_RESEAL, values):
            return False
        entry = UUID(store.hex_out(row[ID]))
        chain.append(viewer.person, facts.circle, action.value, [entry, member], "own", now)
    return True


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
