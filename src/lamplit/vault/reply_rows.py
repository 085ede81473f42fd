"""Rows of replies: how they are sealed to their entry, fetched and opened; leaves who may ask to `replies`."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import orjson

from lamplit.engines.kernel import Role
from lamplit.engines.records.stamp import role_bit, roles
from lamplit.engines.records.visibility import Level
from lamplit.vault import store
from lamplit.vault.crypto import bind
from lamplit.vault.failures import Damaged
from lamplit.vault.keys import KeyRing
from lamplit.vault.profiles import SOMEONE, profile_of
from lamplit.vault.rows import Sight, key_name
from lamplit.vault.shapes import OpenedReply
from lamplit.vault.store import Row, hex_out

_SELECT = (
    "SELECT r.id, r.entry, r.author, r.author_role, r.compartment, r.deleted_at, r.sealed, p.sealed_profile "
    "FROM vault_reply r LEFT JOIN people_person p ON p.id = r.author "
)
REPLY, ENTRY, AUTHOR, _ROLE, _COMPARTMENT, DELETED_AT, _SEALED, _PROFILE = range(8)


def under(entry: object) -> list[Row]:
    """Return every reply under one entry, deleted ones too; `entry` is its id as the database stores it."""
    return store.rows(_SELECT + "WHERE r.entry = %s", [entry])


def in_circle(circle: UUID) -> list[Row]:
    """Return every reply in a circle that is not deleted."""
    return store.rows(_SELECT + "WHERE r.circle = %s AND r.deleted_at IS NULL", [store.id_in(circle)])


def ids_in(circle: UUID, entries: Iterable[str]) -> list[UUID]:
    """Return the ids of the replies under some entries (32 hexadecimal digits each) that are not deleted."""
    wanted = set(entries)
    held = store.rows(
        "SELECT id, entry FROM vault_reply WHERE circle = %s AND deleted_at IS NULL", [store.id_in(circle)]
    )
    return [UUID(hex_out(reply)) for reply, entry in held if hex_out(entry) in wanted]


class NewReply(NamedTuple):
    """Everything of one reply about to be written; `compartment` is that of its entry, `now` is aware."""

    id: UUID
    author: UUID
    role: Role
    text: str
    compartment: str
    now: datetime


def bound(sight: Sight, entry: str, reply: str, author: str, role_and_place: tuple[int, str]) -> bytes:
    """Return what a reply is bound to: itself, who wrote it as what, and the entry it stands under with its author."""
    role, name = role_and_place
    named = {
        "author": author,
        "author_role": str(role),
        "circle": sight.circle,
        "compartment": name,
        "entry": entry,
        "entry_author": sight.author,
        "reply": reply,
    }
    return bind({key: value.encode("ascii") for key, value in named.items()})


def seal(ring: KeyRing, sight: Sight, entry: str, new: NewReply) -> tuple[bytes, int]:
    """Return a reply sealed to its entry, and the version of the key it was sealed with."""
    name = key_name(new.compartment, sight.author)
    key = ring.writing(sight.circle, name, new.now.date())
    plain = orjson.dumps({"text": new.text, "written_at": new.now.isoformat()})
    held = bound(sight, entry, new.id.hex, new.author.hex, (role_bit(new.role), name))
    return key.seal("reply", new.id.hex, plain, held), key.version


def opened(ring: KeyRing, sight: Sight, reader: UUID, found: Sequence[Row]) -> tuple[OpenedReply, ...]:
    """Return replies for somebody whose sight of their entry is full, oldest first; a damaged one says only that.

    Raises PermissionError without a grant for the whole of the entry.
    """
    if sight.grant is None or sight.grant.facts is not sight.facts or sight.grant.level is not Level.FULL:
        raise PermissionError("no grant opens these replies")
    items = [_open(ring, sight, reader, row) for row in found]
    return tuple(sorted(items, key=lambda each: (each.written_at is None, each.written_at or 0, each.id)))


def _open(ring: KeyRing, sight: Sight, reader: UUID, row: Row) -> OpenedReply:
    """Open one reply."""
    author, text, written_at = hex_out(row[AUTHOR]), "", None
    try:
        held = orjson.loads(_unseal(ring, sight, row))
        text, written_at = str(held["text"]), datetime.fromisoformat(held["written_at"])
    except (Damaged, ValueError, KeyError):
        written_at = None
    profile = bytes(row[_PROFILE]) if row[_PROFILE] is not None else b""
    return OpenedReply(
        id=UUID(hex_out(row[REPLY])),
        author=UUID(author),
        author_name=(profile_of(author, profile) if profile else SOMEONE).display_name,
        author_role=next(iter(roles(row[_ROLE])), Role.SUBJECT),
        written_at=written_at,
        text=text,
        own=UUID(author) == reader,
        damaged=written_at is None,
    )


def opens(ring: KeyRing, sight: Sight, row: Row) -> bool:
    """Tell whether a reply opens, and let go of what is inside; needs no grant and hands nothing out."""
    try:
        _unseal(ring, sight, row)
    except (Damaged, KeyError):
        return False
    return True


def _unseal(ring: KeyRing, sight: Sight, row: Row) -> bytes:
    """Open the sealed bytes of one reply."""
    entry, reply, sealed = hex_out(row[ENTRY]), hex_out(row[REPLY]), bytes(row[_SEALED])
    name = key_name(row[_COMPARTMENT], sight.author)
    held = bound(sight, entry, reply, hex_out(row[AUTHOR]), (row[_ROLE], name))
    return ring.reading(sight.circle, name, sealed).open("reply", reply, sealed, held)


def by_entry(found: Iterable[Row]) -> dict[str, list[Row]]:
    """Return rows of replies by the entry they stand under."""
    groups: dict[str, list[Row]] = {}
    for row in found:
        groups.setdefault(hex_out(row[ENTRY]), []).append(row)
    return groups
