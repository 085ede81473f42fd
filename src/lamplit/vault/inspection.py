"""For `doctor`: tries every sealed thing and names what does not open; shows nobody anything."""

from uuid import UUID

from lamplit.vault import keys, store
from lamplit.vault.crypto import SealingKey, bind_entry
from lamplit.vault.failures import Damaged
from lamplit.vault.rows import COARSE, COLUMNS, COMPARTMENT, HINT, ID, REVISION, SEALED, Sight
from lamplit.vault.store import Row

_BATCH = 1000


def damaged() -> list[UUID]:
    """Return the ids of entries that do not open, in order of id; nothing of what the others hold leaves this function."""
    found: list[UUID] = []
    after: object = None
    while True:
        newer, values = ("WHERE e.id > %s", [after]) if after is not None else ("", [])
        rows = store.rows(
            f"SELECT {COLUMNS}, e.circle FROM vault_entry e {newer} ORDER BY e.id LIMIT %s", [*values, _BATCH]
        )
        found += [UUID(store.hex_out(row[ID])) for row in rows if not _opens(row)]
        if len(rows) < _BATCH:
            return found
        after = rows[-1][ID]


def _opens(row: Row) -> bool:
    """Tell whether an entry and its hint open."""
    try:
        sight = Sight(UUID(store.hex_out(row[-1])), row[1:11])
        _try(sight, row, "entry", bytes(row[SEALED]), row[COMPARTMENT])
        if row[HINT] is not None:
            _try(sight, row, "hint", bytes(row[HINT]), keys.SHARED)
    except (Damaged, ValueError, KeyError):
        return False
    return True


def _try(sight: Sight, row: Row, purpose: str, sealed: bytes, compartment: str) -> None:
    """Open sealed bytes and let them go."""
    name = keys.own(sight.author) if compartment == "own" else compartment
    key: SealingKey = keys.ring().reading(sight.circle, name, sealed)
    entry = store.hex_out(row[ID])
    key.open(
        purpose,
        entry,
        sealed,
        bind_entry(sight.audience, sight.author, sight.circle, name, entry, row[COARSE], row[REVISION]),
    )
