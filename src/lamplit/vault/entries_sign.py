"""Signing an entry off, adding to it afterwards, and taking a slip back; leaves who may to the one rule.

Each of the three is a revision on top of the others: what stood before stays, as with any change. The words themselves
are never handed in again, so nothing can change on the way.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from lamplit.engines.kernel import Viewer
from lamplit.engines.records.visibility import Action
from lamplit.vault import keys
from lamplit.vault.entries_read import fetch
from lamplit.vault.entries_write import put
from lamplit.vault.opening import opened
from lamplit.vault.plain import Plain
from lamplit.vault.rows import COARSE, HINT, REVISION, Sight, open_hint
from lamplit.vault.shapes import Addendum, Conflict, NewEntry, Opened
from lamplit.vault.store import Row

UNDO_FOR = timedelta(seconds=60)  # ten seconds on the page; a slow hand or a slow line has a minute
MOST_ADDENDA = 100


def sign_off(viewer: Viewer, entry_id: UUID, base: int, now: datetime) -> Opened | Conflict | None:
    """Lock an own entry as it stands at revision `base`; None when it is not the viewer's, or signed already."""
    stands = _own(viewer, entry_id, Action.SIGN_OFF, now)
    if stands is None:
        return None
    found, new = stands
    return put(viewer, found, base, replace(new, signed_at=now), Action.SIGN_OFF, now)


def undo_sign_off(viewer: Viewer, entry_id: UUID, now: datetime) -> Opened | Conflict | None:
    """Unlock an own entry within a minute of signing it off; None later, or when something was added since."""
    stands = _own(viewer, entry_id, Action.UNDO_SIGN_OFF, now)
    if stands is None:
        return None
    found, new = stands
    if new.signed_at is None or new.addenda or now - new.signed_at > UNDO_FOR:
        return None
    return put(viewer, found, found[0][REVISION], replace(new, signed_at=None), Action.UNDO_SIGN_OFF, now)


def add_to(viewer: Viewer, entry_id: UUID, added: Addendum, now: datetime) -> Opened | Conflict | None:
    """Add to an own signed entry; the same addition sent twice is one. None when there is no such entry, or no room."""
    stands = _own(viewer, entry_id, Action.ADD_TO, now)
    if stands is None:
        return None
    found, new = stands
    if any(each.id == added.id for each in new.addenda):
        return opened(keys.ring(), found[1], found[0])
    if len(new.addenda) >= MOST_ADDENDA:
        return None
    longer = replace(new, addenda=(*new.addenda, added))
    return put(viewer, found, found[0][REVISION], longer, Action.ADD_TO, now)


def _own(viewer: Viewer, entry_id: UUID, action: Action, now: datetime) -> tuple[tuple[Row, Sight], NewEntry] | None:
    """Return an own entry as it stands, ready to be put again; None when the rule says no or it does not open."""
    found = fetch(viewer, entry_id, action, now)
    if found is None:
        return None
    stands = opened(keys.ring(), found[1], found[0])
    return None if stands.damaged else (found, _as_it_stands(stands, found))


def _as_it_stands(stands: Opened, found: tuple[Row, Sight]) -> NewEntry:
    """Return what would be handed in to keep an entry exactly as it is."""
    row, sight = found
    if stands.happened_at is None or stands.body is None:
        raise PermissionError("only an author hands an entry in again")
    hint = None
    if row[HINT] is not None:
        hint = Plain(0, open_hint(keys.ring(), sight, row), b'"_":0').fields()["summary"]
    return NewEntry(
        id=stands.id,
        kind=stands.kind,
        author=stands.author,
        together_with=stands.together_with,
        day=stands.day,
        happened_at=stands.happened_at,
        stamp=stands.stamp,
        body=stands.body,
        hint=hint,
        sensitive=stands.sensitive,
        held=stands.held,
        show_to=stands.shown_to,
        coarse=row[COARSE],
        signed_at=stands.signed_at,
        addenda=stands.addenda,
    )
