"""Turns keys: new house keys, new keys of a circle, old ones let go; each step is whole, so it goes on after any end.

A house key is turned by wrapping every key anew. A circle's keys are turned by sealing everything under them anew; the
old ones stay two days longer, for a process that was in the middle of a write.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from lamplit.vault import backup_log, key_changes, keys, store
from lamplit.vault.crypto import fresh_key, version_of
from lamplit.vault.failures import BackupRefused, Damaged
from lamplit.vault.keyfile import DECRYPT_ONLY, HouseKey, KeyFile, fresh_house_key
from lamplit.vault.sealed_columns import EVERY, Column, Thing

STAY = timedelta(days=2)
_TABLES = (
    ("vault_dek", "id", "circle, compartment, version"),
    ("vault_systemkey", "name", "NULL, name, 1"),
)


class Turned(NamedTuple):
    """What was turned: the new key's name, how many things were done anew, and whether an earlier turn was ended."""

    key: str
    many: int
    went_on: bool
    left: tuple[str, ...] = ()


def turn_house_key(today: date) -> Turned:
    """Make a new house key the active one and wrap every key under it; ends an interrupted turn instead, if any."""
    ring = keys.ring()
    went_on = bool(_others(ring.file))
    if not went_on:
        old = tuple(replace(key, state=DECRYPT_ONLY) for key in ring.file.keys)
        ring.file = ring.file.replaced((fresh_house_key(today), *old))
        key_changes.say()
    return Turned(ring.file.active.id, finish(), went_on)


def finish() -> int:
    """Wrap whatever is still wrapped under an older house key; return how many. Does nothing most days."""
    ring = keys.ring()
    ring.notice()
    many, before = 0, -1
    while many != before and _others(ring.file):
        before = many
        for where in _TABLES:
            rows = store.rows(f"SELECT {where[1]} FROM {where[0]} WHERE kek_id <> %s", [ring.file.active.id])  # noqa: S608 - our own words
            many += sum(_wrap_anew(ring, where, row_id) for (row_id,) in rows)
    return many


def unfinished_house_key() -> bool:
    """Tell whether something is still wrapped under an older house key."""
    rows = store.rows("SELECT kek_id FROM vault_dek UNION SELECT kek_id FROM vault_systemkey")
    return bool({str(kek) for (kek,) in rows} - {keys.ring().file.active.id})


def retire(key_id: str, now: datetime) -> KeyFile:
    """Take an old house key out of the key file; raises BackupRefused while anything still needs it."""
    ring = keys.ring()
    ring.notice()
    if ring.file.get(key_id) is None:
        raise BackupRefused(f"There is no key {key_id} in {ring.file.path}. Nothing has been changed.")
    if ring.file.active.id == key_id:
        raise BackupRefused(
            f"{key_id} is the key in use. Turn it first: lamplit keys rotate. Nothing has been changed."
        )
    kept = [made for made in backup_log.kept(now) if key_id in made.keys]
    if kept:
        last = max(made.at for made in kept)
        raise BackupRefused(
            f"The backup {kept[-1].file} opens only with {key_id}. Throw it away once its thirty days are over "
            f"({last + backup_log.KEPT:%d %B %Y}), or keep the sheet of {key_id} and try again then. "
            "Nothing has been changed."
        )
    with store.write_transaction():
        key_changes.hold()
        if _named(key_id):
            raise BackupRefused(
                f"Something is still locked under {key_id}. Run first: lamplit keys rotate. Nothing has been changed."
            )
        ring.file = ring.file.replaced(tuple(key for key in ring.file.keys if key.id != key_id))
        key_changes.say()
    return ring.file


def turn_circle(circle: UUID, today: date) -> Turned:
    """Give every compartment of a circle a new key and seal everything anew; ends an interrupted turn instead."""
    ring = keys.ring()
    ring.notice()
    went_on = _unfinished(circle.hex)
    if not went_on:
        with store.write_transaction():
            key_changes.hold()
            for compartment, version in _newest(circle.hex).items():
                _new_version(ring.file.active, (circle.hex, compartment, version + 1), today)
    key_changes.say()
    many, left = _seal_anew(circle.hex, today)
    return Turned(circle.hex, many, went_on, left)


def let_old_ones_go(today: date) -> int:
    """Destroy circle keys that were turned two days ago and that nothing is sealed under; return how many."""
    gone = 0
    turned = store.rows("SELECT circle FROM vault_dek GROUP BY circle, compartment HAVING COUNT(*) > 1")
    for circle in sorted({store.hex_out(row[0]) for row in turned}):
        _seal_anew(circle, today)  # what a process was in the middle of writing
        needed = {(thing.key, version_of(thing.sealed)) for column in EVERY for thing in _sound(column, circle)}
        gone += _destroy_unneeded(circle, needed, today)
    if gone:
        key_changes.say()
        store.truncate_journal()
    return gone


def _destroy_unneeded(circle: str, needed: set[tuple[str, int]], today: date) -> int:
    gone = 0
    rows = store.rows(
        "SELECT id, compartment, version, CAST(created_on AS TEXT) FROM vault_dek WHERE circle = %s "
        "ORDER BY version DESC",
        [store.id_in(UUID(circle))],
    )
    newest: set[str] = set()
    for number, compartment, version, created in rows:
        settled = compartment in newest
        if date.fromisoformat(str(created)) <= today - STAY:
            newest.add(str(compartment))  # those below were turned long enough ago
        if settled and (str(compartment), int(version)) not in needed:
            gone += store.change("DELETE FROM vault_dek WHERE id = %s", [number])
    return gone


def _others(file: KeyFile) -> set[str]:
    """Return the older house keys that something is still wrapped under, once no writer can be between two keys."""
    with store.write_transaction():
        key_changes.hold()
        rows = store.rows("SELECT kek_id FROM vault_dek UNION SELECT kek_id FROM vault_systemkey")
    return {str(kek) for (kek,) in rows} - {file.active.id}


def _named(key_id: str) -> bool:
    return any(store.rows(f"SELECT 1 FROM {table} WHERE kek_id = %s LIMIT 1", [key_id]) for table, _, _ in _TABLES)  # noqa: S608 - our own words


def _wrap_anew(ring: keys.KeyRing, where: tuple[str, str, str], row_id: object) -> int:
    """Wrap one key under the active house key, in a transaction of its own; a damaged one stays as it is."""
    (table, column, place), active = where, ring.file.active
    with store.write_transaction():
        key_changes.hold()
        row = store.row(f"SELECT kek_id, wrapped, {place} FROM {table} WHERE {column} = %s", [row_id])  # noqa: S608 - our own words
        if row is None or row[0] == active.id:
            return 0
        circle = keys.SYSTEM_CIRCLE if row[2] is None else store.hex_out(row[2])
        at = (circle, str(row[3]), int(row[4]))
        try:
            wrapped = keys.wrap(active, ring.unwrap(str(row[0]), bytes(row[1]), at), at)
        except Damaged:
            return 0
        return store.change(
            f"UPDATE {table} SET kek_id = %s, wrapped = %s WHERE {column} = %s",  # noqa: S608 - our own words
            [active.id, wrapped, row_id],
        )


def _newest(circle: str) -> dict[str, int]:
    """Return the newest version of each compartment's key."""
    rows = store.rows(
        "SELECT compartment, MAX(version) FROM vault_dek WHERE circle = %s GROUP BY compartment",
        [store.id_in(UUID(circle))],
    )
    return {str(compartment): int(version) for compartment, version in rows}


def _new_version(active: HouseKey, place: tuple[str, str, int], today: date) -> None:
    """Make a new key of one compartment."""
    circle, compartment, version = place
    store.change(
        "INSERT INTO vault_dek (circle, compartment, version, kek_id, wrapped, created_on) "
        "VALUES (%s, %s, %s, %s, %s, %s)",
        [
            store.id_in(UUID(circle)), compartment, version, active.id,
            keys.wrap(active, fresh_key(), place), today.isoformat(),
        ],
    )  # fmt: skip


def _sound(column: Column, circle: str) -> "list[Thing]":
    """Return what of a column has a header of ours; what is damaged beyond that needs no key."""
    found = []
    for thing in column.of(circle):
        try:
            version_of(thing.sealed)
        except Damaged:
            continue
        found.append(thing)
    return found


def _unfinished(circle: str) -> bool:
    """Tell whether something is still sealed under an older key of its compartment."""
    newest = _newest(circle)
    if all(version == 1 for version in newest.values()):
        return False
    return any(
        version_of(thing.sealed) < newest.get(thing.key, 0) for column in EVERY for thing in _sound(column, circle)
    )


def _seal_anew(circle: str, today: date) -> tuple[int, tuple[str, ...]]:
    """Seal everything of a circle under its newest keys; return how many, and what does not open and stays as it is."""
    newest = _newest(circle)
    many, left = 0, []
    for column in EVERY:
        for thing in column.of(circle):
            try:
                if version_of(thing.sealed) < newest.get(thing.key, 0):
                    many += _seal_one(column, circle, thing, today)
            except Damaged:
                left.append(thing.thing)
    return many, tuple(left)


def _seal_one(column: Column, circle: str, thing: Thing, today: date) -> int:
    """Seal one thing anew; what somebody changed meanwhile is under the new key already."""
    ring = keys.ring()
    new = ring.writing(circle, thing.key, today)
    old = ring.reading(circle, thing.key, thing.sealed)
    plain = old.open(thing.purpose, thing.thing, thing.sealed, thing.bound)
    sealed = new.seal(thing.purpose, thing.thing, plain, thing.bound)
    with store.write_transaction():
        return int(column.replace(thing, sealed))
