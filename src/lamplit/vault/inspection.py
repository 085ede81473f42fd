"""Looks whether every stored entry still opens, telling only which do not; what opens is dropped unread."""

from collections.abc import Iterator
from uuid import UUID

from lamplit.vault import keys, store
from lamplit.vault.crypto import bind_entry
from lamplit.vault.failures import Damaged
from lamplit.vault.rows import COARSE, COLUMNS, COMPARTMENT, DECIDING, HINT, ID, REVISION, SEALED, Sight, key_name
from lamplit.vault.store import Row, hex_out

BATCH = 500


def damaged_entries() -> Iterator[UUID]:
    """Yield the id of every entry that does not open; raises VaultLocked without the keys."""
    ring, last = keys.ring(), ""
    while True:
        found = _after(last)
        for row in found:
            sight = Sight(UUID(hex_out(row[-1])), row[DECIDING])
            if not (_opens(ring, sight, row, "entry") and (row[HINT] is None or _opens(ring, sight, row, "hint"))):
                yield UUID(hex_out(row[ID]))
        if len(found) < BATCH:
            return
        last = found[-1][ID]


def _after(last: object) -> list[Row]:
    """Return the next rows in the order of their ids, each with its circle as the last column."""
    where, values = ("WHERE e.id > %s", [last]) if last else ("", [])
    return store.rows(
        f"SELECT {COLUMNS}, e.circle FROM vault_entry e {where} ORDER BY e.id LIMIT {BATCH}",  # noqa: S608 - our own words
        values,
    )


def _opens(ring: keys.KeyRing, sight: Sight, row: Row, purpose: str) -> bool:
    """Say whether one sealed part of a row opens under its key and what its seal binds."""
    entry, name = hex_out(row[ID]), key_name(row[COMPARTMENT], sight.author) if purpose == "entry" else keys.SHARED
    sealed = bytes(row[SEALED] if purpose == "entry" else row[HINT])
    bound = bind_entry(sight.audience, sight.author, sight.circle, name, entry, row[COARSE], row[REVISION])
    try:
        ring.reading(sight.circle, name, sealed).open(purpose, entry, sealed, bound)
    except (Damaged, ValueError):
        return False
    return True
