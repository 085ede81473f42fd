"""Words kept while they are being written, sealed for their writer alone; leaves saving to `entries`."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import orjson

from lamplit.engines.kernel import Viewer
from lamplit.engines.records.stamp import Stamp
from lamplit.engines.records.visibility import Action, EntryState, Facts
from lamplit.vault import keys, store, tombstones
from lamplit.vault.crypto import bind
from lamplit.vault.failures import Damaged
from lamplit.vault.grants import authorise
from lamplit.vault.shapes import Draft
from lamplit.vault.store import Row

KEPT = timedelta(days=30)
_KEEP = """
    INSERT INTO vault_draft (id, circle, author, kept_at, sealed) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (id) DO UPDATE SET kept_at = excluded.kept_at, sealed = excluded.sealed
    WHERE vault_draft.author = excluded.author AND vault_draft.circle = excluded.circle
"""
_MINE = "FROM vault_draft WHERE author = %s AND circle = %s AND kept_at > %s"


def keep(viewer: Viewer, draft_id: UUID, kind: str, fields: Mapping[str, object], now: datetime) -> bool:
    """Keep the words typed so far; False when the viewer may not write here or the id is somebody else's.

    `fields` holds texts, numbers, lists and maps of them, exactly as typed. Raises NotSaved like every write.
    """
    circle = _writer(viewer)
    if circle is None or tombstones.is_erased(draft_id):
        return False
    key = keys.ring().writing(circle.hex, keys.own(viewer.person), now.date())
    plain = orjson.dumps({"kind": kind, "fields": dict(fields)})
    sealed = key.seal("draft", draft_id.hex, plain, _bound(viewer, circle, draft_id))
    values = [store.id_in(draft_id), store.id_in(circle), store.id_in(viewer.person), store.instant_in(now), sealed]
    with store.write_transaction():
        return bool(store.change(_KEEP, values))


def mine(viewer: Viewer, now: datetime) -> list[Draft]:
    """Return this writer's drafts in this circle, newest first, none older than 30 days; damaged ones are left out."""
    circle = _writer(viewer)
    if circle is None:
        return []
    found = store.rows(f"SELECT id, kept_at, sealed {_MINE} ORDER BY kept_at DESC", _values(viewer, circle, now))
    found = [row for row in found if not _is_shut(viewer, row)]
    return [draft for row in found if (draft := _open(viewer, circle, row)) is not None]


def open_draft(viewer: Viewer, draft_id: UUID, now: datetime) -> Draft | None:
    """Return one of this writer's drafts; None when it is not there, not theirs, or damaged."""
    circle = _writer(viewer)
    if circle is None:
        return None
    values = [*_values(viewer, circle, now), store.id_in(draft_id)]
    found = store.row(f"SELECT id, kept_at, sealed {_MINE} AND id = %s", values)
    return None if found is None or _is_shut(viewer, found) else _open(viewer, circle, found)


def drop(viewer: Viewer, draft_id: UUID) -> bool:
    """Throw one of this writer's drafts away; False when there is none of theirs."""
    with store.write_transaction():
        dropped = store.change(
            "DELETE FROM vault_draft WHERE id = %s AND author = %s", [store.id_in(draft_id), store.id_in(viewer.person)]
        )
    return bool(dropped)


def _writer(viewer: Viewer) -> UUID | None:
    """Return the circle in which the rule lets this viewer write."""
    if viewer.circle is None:
        return None
    own = Facts(viewer.circle, viewer.person, EntryState.LIVE, Stamp())
    return viewer.circle if authorise(viewer, Action.REVISE, own) is not None else None


def _values(viewer: Viewer, circle: UUID, now: datetime) -> list[object]:
    """Return what `_MINE` asks for."""
    return [store.id_in(viewer.person), store.id_in(circle), store.instant_in(now - KEPT)]


def _is_shut(viewer: Viewer, row: Row) -> bool:
    """Tell whether a draft is of before its writer was helped back in, and still waits."""
    return viewer.shut_since is not None and store.instant_out(row[1]) <= viewer.shut_since


def _open(viewer: Viewer, circle: UUID, row: Row) -> Draft | None:
    """Open one draft for its writer."""
    draft_id, sealed = UUID(store.hex_out(row[0])), bytes(row[2])
    try:
        key = keys.ring().reading(circle.hex, keys.own(viewer.person), sealed)
        held = orjson.loads(key.open("draft", draft_id.hex, sealed, _bound(viewer, circle, draft_id)))
    except (Damaged, ValueError):
        return None
    return Draft(draft_id, held["kind"], held["fields"], store.instant_out(row[1]))


def _bound(viewer: Viewer, circle: UUID, draft_id: UUID) -> bytes:
    """Return what a draft is bound to."""
    named = {"author": viewer.person.hex, "circle": circle.hex, "draft": draft_id.hex}
    return bind({name: value.encode("ascii") for name, value in named.items()})
