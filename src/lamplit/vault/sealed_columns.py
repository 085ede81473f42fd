"""Every column that is sealed under a circle's keys: which key, bound to what; leaves sealing anew to `turning`.

A column that is sealed and not listed here would be lost with the key it was sealed under: a test compares this list
with the tables.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple
from uuid import UUID

from lamplit.vault import keys, store
from lamplit.vault.crypto import bind, bind_entry, bound_around
from lamplit.vault.rows import COARSE, COLUMNS, COMPARTMENT, DECIDING, HINT, ID, REVISION, SEALED, Sight, key_name
from lamplit.vault.store import Row, hex_out

OTHERWISE = {  # sealed, but not under a circle's keys
    ("vault_dek", "wrapped"): "under a house key",
    ("vault_systemkey", "wrapped"): "under a house key",
    ("vault_entry", "fingerprint"): "a MAC",
    ("vault_entry", "revision_fingerprint"): "a MAC",
    ("vault_entry", "shown_to"): "ids",
    ("vault_reply", "fingerprint"): "a MAC",
    ("vault_chunk", "sealed"): "under a key of its own, which lies in the sealed entry",
    ("vault_outboxkey", "public"): "public",
    ("vault_outboxkey", "sealed"): "under a key of the house",
    ("vault_outboxreceipt", "digest"): "a hash",
    ("vault_therapy", "fingerprint"): "a MAC",
    ("vault_therapy", "words"): "under a key of its own, in a file that no backup holds",
    ("vault_audit", "mac"): "a MAC",
    ("vault_audit", "objects_seen"): "ids",
}
_AT_ONCE = 500


class Thing(NamedTuple):
    """One sealed value: its row and circle, the name of its key, what it was derived for, what it is bound to."""

    row: object
    circle: str
    key: str
    purpose: str
    thing: str
    bound: bytes
    sealed: bytes


class Column(NamedTuple):
    """One sealed column: its table, the columns to read, and how a row of them becomes a Thing."""

    table: str
    name: str
    read: str
    thing: Callable[[str, Row], Thing | None]

    def of(self, circle: str) -> Iterator[Thing]:
        """Yield everything sealed in this column for one circle, in order of id; `circle` in hexadecimal digits."""
        owned = store.id_in(UUID(circle))
        after: object = None
        while True:
            later = "" if after is None else "AND e.id > %s "
            found = store.rows(
                f"SELECT {self.read} FROM {self.table} e WHERE e.circle = %s {later}ORDER BY e.id LIMIT {_AT_ONCE:d}",  # noqa: S608 - our own words
                [owned] if after is None else [owned, after],
            )
            for row in found:
                thing = self.thing(circle, row)
                if thing is not None:
                    yield thing
            if len(found) < _AT_ONCE:
                return
            after = found[-1][0]

    def replace(self, thing: Thing, sealed: bytes) -> bool:
        """Put a value sealed anew in the place of the one that was read; False when somebody changed it meanwhile."""
        return bool(
            store.change(
                f"UPDATE {self.table} SET {self.name} = %s WHERE id = %s AND {self.name} = %s",  # noqa: S608 - our own words
                [sealed, thing.row, thing.sealed],
            )
        )


def _entry(circle: str, row: Row) -> Thing:
    sight = Sight(UUID(circle), row[DECIDING])
    return _of_entry(sight, row, "entry", key_name(row[COMPARTMENT], sight.author), bytes(row[SEALED]))


def _hint(circle: str, row: Row) -> Thing | None:
    if row[HINT] is None:
        return None
    return _of_entry(Sight(UUID(circle), row[DECIDING]), row, "hint", keys.SHARED, bytes(row[HINT]))


def _of_entry(sight: Sight, row: Row, purpose: str, key: str, sealed: bytes) -> Thing:
    entry = hex_out(row[ID])
    around = bound_around(sight.audience, sight.author, sight.circle, key, (row[COARSE], row[REVISION]))
    return Thing(row[ID], sight.circle, key, purpose, entry, bind_entry(around, entry), sealed)


def _revision(circle: str, row: Row) -> Thing:
    number, entry, author, revision, sealed = row
    named = {"author": hex_out(author), "circle": circle, "entry": hex_out(entry), "revision": str(revision)}
    return _of_writer(number, "revision", hex_out(entry), named, bytes(sealed))


def _draft(circle: str, row: Row) -> Thing:
    draft, author, sealed = row
    named = {"author": hex_out(author), "circle": circle, "draft": hex_out(draft)}
    return _of_writer(draft, "draft", hex_out(draft), named, bytes(sealed))


def _session(circle: str, row: Row) -> Thing:
    session, author, sealed = row
    named = {"author": hex_out(author), "circle": circle, "session": hex_out(session)}
    return _of_writer(session, "session", hex_out(session), named, bytes(sealed))


def _card(circle: str, row: Row) -> Thing:
    card, author, reader, sealed = row
    named = {"author": hex_out(author), "card": hex_out(card), "circle": circle, "reader": hex_out(reader)}
    return Thing(card, circle, keys.own(named["reader"]), "card", named["card"], _bound(named), bytes(sealed))


def _leaf(circle: str, row: Row) -> Thing:
    leaf, author, sealed = row
    named = {"author": hex_out(author), "circle": circle, "leaf": hex_out(leaf)}
    return _of_writer(leaf, "leaf", hex_out(leaf), named, bytes(sealed))


def _reply(circle: str, row: Row) -> Thing | None:
    reply, entry, author, role, compartment, sealed, entry_author = row
    if entry_author is None:
        return None  # its entry is gone, and it goes with it
    key = key_name(compartment, hex_out(entry_author))
    named = {
        "author": hex_out(author),
        "author_role": str(role),
        "circle": circle,
        "compartment": key,
        "entry": hex_out(entry),
        "entry_author": hex_out(entry_author),
        "reply": hex_out(reply),
    }
    return Thing(reply, circle, key, "reply", hex_out(reply), _bound(named), bytes(sealed))


def _of_writer(row: object, purpose: str, thing: str, named: dict[str, str], sealed: bytes) -> Thing:
    return Thing(row, named["circle"], keys.own(named["author"]), purpose, thing, _bound(named), sealed)


def _bound(named: dict[str, str]) -> bytes:
    return bind({name: value.encode("ascii") for name, value in named.items()})


EVERY: tuple[Column, ...] = (
    Column("vault_entry", "sealed", COLUMNS, _entry),
    Column("vault_entry", "hint", COLUMNS, _hint),
    Column("vault_revision", "sealed", "e.id, e.entry, e.author, e.revision, e.sealed", _revision),
    Column(
        "vault_reply",
        "sealed",
        "e.id, e.entry, e.author, e.author_role, e.compartment, e.sealed, "
        "(SELECT o.author FROM vault_entry o WHERE o.id = e.entry)",
        _reply,
    ),
    Column("vault_draft", "sealed", "e.id, e.author, e.sealed", _draft),
    Column("vault_therapy", "sealed", "e.id, e.author, e.sealed", _session),
    Column("vault_card", "sealed", "e.id, e.author, e.reader, e.sealed", _card),
    Column("vault_leaf", "sealed", "e.id, e.author, e.sealed", _leaf),
)
