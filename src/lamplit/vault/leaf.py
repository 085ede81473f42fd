"""One page that a person keeps in a circle for nobody else: what was offered to them, which words they called wrong.

It is one sealed value for each person and circle, opened and kept whole. What stands on it is up to `actions`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

import orjson

from lamplit.engines.kernel import Viewer
from lamplit.engines.records.stamp import Stamp
from lamplit.engines.records.visibility import Action, EntryState, Facts
from lamplit.vault import keys, store
from lamplit.vault.crypto import bind
from lamplit.vault.failures import Damaged
from lamplit.vault.grants import authorise
from lamplit.vault.store import Row

Item = dict[str, str]
MOST = 400  # items; the oldest go first
_MINE = "SELECT id, sealed FROM vault_leaf WHERE author = %s AND circle = %s"
_PUT = """
    INSERT INTO vault_leaf (id, circle, author, sealed) VALUES (%s, %s, %s, %s)
    ON CONFLICT (circle, author) DO UPDATE SET sealed = excluded.sealed
"""


def items(viewer: Viewer) -> list[Item]:
    """Return what stands on the viewer's own leaf, oldest first; each has its moment under "at", in UTC.

    Of somebody helped back in lately, nothing from before is there while it waits. A damaged leaf is an empty one.
    """
    circle = _writer(viewer)
    row = _row(viewer, circle) if circle else None
    if circle is None or row is None:
        return []
    shut = viewer.shut_since
    return [each for each in _open(viewer, circle, row) if shut is None or datetime.fromisoformat(each["at"]) > shut]


def change(viewer: Viewer, act: Callable[[list[Item]], Sequence[Item]], now: datetime) -> bool:
    """Keep what `act` makes of the leaf; False when the viewer may not write here. Raises NotSaved like every write."""
    circle = _writer(viewer)
    if circle is None:
        return False
    with store.write_transaction():
        row = _row(viewer, circle)
        leaf = UUID(store.hex_out(row[0])) if row else uuid4()
        kept = list(act(_open(viewer, circle, row) if row else []))[-MOST:]
        key = keys.ring().writing(circle.hex, keys.own(viewer.person), now.date())
        sealed = key.seal("leaf", leaf.hex, orjson.dumps(kept), _bound(viewer, circle, leaf))
        store.change(_PUT, [store.id_in(leaf), store.id_in(circle), store.id_in(viewer.person), sealed])
    return True


def _writer(viewer: Viewer) -> UUID | None:
    """Return the circle in which the rule lets this viewer write."""
    if viewer.circle is None:
        return None
    own = Facts(viewer.circle, viewer.person, EntryState.LIVE, Stamp())
    return viewer.circle if authorise(viewer, Action.REVISE, own) is not None else None


def _row(viewer: Viewer, circle: UUID) -> Row | None:
    return store.row(_MINE, [store.id_in(viewer.person), store.id_in(circle)])


def _open(viewer: Viewer, circle: UUID, row: Row) -> list[Item]:
    leaf, sealed = UUID(store.hex_out(row[0])), bytes(row[1])
    try:
        key = keys.ring().reading(circle.hex, keys.own(viewer.person), sealed)
        found: list[Item] = orjson.loads(key.open("leaf", leaf.hex, sealed, _bound(viewer, circle, leaf)))
    except (Damaged, ValueError):
        return []
    return found


def _bound(viewer: Viewer, circle: UUID, leaf: UUID) -> bytes:
    """Return what a leaf is bound to."""
    named = {"author": viewer.person.hex, "circle": circle.hex, "leaf": leaf.hex}
    return bind({name: value.encode("ascii") for name, value in named.items()})
