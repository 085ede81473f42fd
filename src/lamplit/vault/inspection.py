"""For `doctor`: tries every sealed entry and reply and names what does not open; shows nobody anything."""

from uuid import UUID

from django.db import connection

from lamplit.vault import keys, reply_rows, store
from lamplit.vault.failures import Damaged
from lamplit.vault.rows import COLUMNS, DECIDING, ID, Sight, opens
from lamplit.vault.sealed_columns import EVERY, Thing
from lamplit.vault.store import Row

_BATCH = 1000
_ALL = f"SELECT {COLUMNS}, e.circle FROM vault_entry e WHERE e.id > %s ORDER BY e.id LIMIT {_BATCH:d}"  # noqa: S608 - our own columns


def damaged() -> list[UUID]:
    """Return the ids of entries that do not open, of replies, and of entries whose earlier words or draft does not.

    Nothing of what the others hold leaves the vault.
    """
    found: list[UUID] = []
    answered = {store.hex_out(entry) for (entry,) in store.rows("SELECT DISTINCT entry FROM vault_reply")}
    after = store.id_in(UUID(int=0))
    while True:
        rows = store.rows(_ALL, [after])
        for row in rows:
            found += [UUID(store.hex_out(row[ID]))] if not _opens(row) else []
            found += _replies_under(row) if store.hex_out(row[ID]) in answered else []
        if len(rows) < _BATCH:
            return found + _other_parts()
        after = rows[-1][ID]


def _other_parts() -> list[UUID]:
    """Return the entries of which something beside the entry itself does not open."""
    found: set[UUID] = set()
    for column in EVERY:
        if column.table not in {"vault_entry", "vault_reply"}:
            for (circle,) in store.rows(f"SELECT DISTINCT circle FROM {column.table}"):  # noqa: S608 - our own words
                found |= {UUID(thing.thing) for thing in column.of(store.hex_out(circle)) if not _thing_opens(thing)}
    return sorted(found)


def _thing_opens(thing: Thing) -> bool:
    try:
        keys.ring().reading(thing.circle, thing.key, thing.sealed).open(
            thing.purpose, thing.thing, thing.sealed, thing.bound
        )
    except Damaged:
        return False
    return True


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


def _replies_under(row: Row) -> list[UUID]:
    """Return the replies under one row that do not open."""
    under = reply_rows.under(row[ID])
    try:
        sight = Sight(UUID(store.hex_out(row[-1])), row[DECIDING])
    except (ValueError, KeyError):
        return [UUID(store.hex_out(reply[reply_rows.REPLY])) for reply in under]
    return [
        UUID(store.hex_out(reply[reply_rows.REPLY]))
        for reply in under
        if not reply_rows.opens(keys.ring(), sight, reply)
    ]
