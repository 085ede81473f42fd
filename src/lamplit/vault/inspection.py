"""For `doctor`: tries every sealed entry and names what does not open; shows nobody anything."""

from uuid import UUID

from django.db import connection

from lamplit.vault import keys, store
from lamplit.vault.rows import COLUMNS, DECIDING, ID, Sight, opens
from lamplit.vault.store import Row

_BATCH = 1000
_ALL = f"SELECT {COLUMNS}, e.circle FROM vault_entry e WHERE e.id > %s ORDER BY e.id LIMIT {_BATCH:d}"  # noqa: S608 - our own columns


def damaged() -> list[UUID]:
    """Return the ids of entries that do not open, in order of id; nothing of what the others hold leaves the vault."""
    found: list[UUID] = []
    after = store.id_in(UUID(int=0))
    while True:
        rows = store.rows(_ALL, [after])
        found += [UUID(store.hex_out(row[ID])) for row in rows if not _opens(row)]
        if len(rows) < _BATCH:
            return found
        after = rows[-1][ID]


def how_many() -> dict[str, int]:
    """Return how many rows each sealed table holds, as it is now."""
    names = [name for name in connection.introspection.table_names() if name.startswith("vault_")]
    return {name: int(store.rows(f"SELECT COUNT(*) FROM {name}")[0][0]) for name in names}  # noqa: S608 - the database's own names


def _opens(row: Row) -> bool:
    """Tell whether one row opens; a row whose clear columns make no sense does not."""
    try:
        return opens(keys.ring(), Sight(UUID(store.hex_out(row[-1])), row[DECIDING]), row)
    except (ValueError, KeyError):
        return False
