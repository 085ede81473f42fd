"""Pictures and recordings of entries, sealed in chunks under keys of their own; leaves who may open one to the entry.

That key and the list of chunks lie inside the sealed entry. Whoever may not open the entry has no way to its picture;
sealing the entry anew for others takes the picture along, and erasing the entry leaves nothing that could open it.

Layout 1: 65,532 bytes a chunk, so that with its length before it each fills one step of the padding. A chunk is sealed
by `crypto` as `<attachment>.<number>`, for the purpose `chunk`, and bound to circle, entry, author, attachment, its
number (from 0), how many there are, and this layout: none can be moved, left out or put elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from lamplit.vault import store
from lamplit.vault.crypto import SealingKey, bind, fresh_key
from lamplit.vault.failures import Damaged
from lamplit.vault.shapes import Picture, Sound
from lamplit.vault.store import Values

CHUNK = 65_532
LAYOUT = "1"
KEPT = "picture"  # under this name the key and the list stand in the part of a sealed entry that stays here
SENT = "photo"  # and under this its measures, in the part that a reader is sent
HEARD = "sound"  # or, of a recording, its media type
_INSERT = """
    INSERT INTO vault_chunk (attachment, number, entry, circle, author, sealed) VALUES (%s, %s, %s, %s, %s, %s)
"""
_SELECT = "SELECT number, sealed FROM vault_chunk WHERE attachment = %s ORDER BY number"
_ORPHANS = "DELETE FROM vault_chunk WHERE NOT EXISTS (SELECT 1 FROM vault_entry e WHERE e.id = vault_chunk.entry)"


class Form(StrEnum):
    """A picture is kept twice: whole, and small for lists on a slow phone; a recording only whole."""

    WHOLE = "whole"
    SMALL = "small"


class Place(NamedTuple):
    """The entry a picture belongs to; ids in hexadecimal digits."""

    circle: str
    author: str
    entry: str


@dataclass(frozen=True, slots=True)
class Held:
    """What a sealed entry holds of its picture, `sent` to its readers and `kept` here; `rows` are the sealed chunks."""

    sent: Mapping[str, object] = field(default_factory=dict)
    kept: Mapping[str, object] = field(default_factory=dict)
    rows: Sequence[Values] = ()


NOTHING = Held()


def seal_picture(place: Place, picture: Picture | Sound) -> Held:
    """Return a picture or a recording sealed for one entry, with a fresh key and fresh ids."""
    secret = fresh_key()
    key, rows, forms = SealingKey(secret, 1), [], {}
    for form, data in _forms(picture):
        attachment, count = uuid4(), -(-len(data) // CHUNK)
        forms[form.value] = [attachment.hex, count]
        rows += [_sealed(key, place, attachment, (number, count), data) for number in range(count)]
    kept = {"key": secret.hex(), "digest": picture.digest.hex(), "forms": forms}
    return Held(_sent(picture), {KEPT: kept}, rows)


def held_in(fields: Mapping[str, Any]) -> Held:
    """Return what an opened entry holds of its picture, to be carried over when the entry is sealed anew."""
    if KEPT not in fields:
        return NOTHING
    return Held({name: fields[name] for name in (SENT, HEARD) if name in fields}, {KEPT: fields[KEPT]})


def is_of(fields: Mapping[str, Any], digest: bytes) -> bool:
    """Tell whether the picture an opened entry holds was made from what this is the digest of."""
    return bool(fields[KEPT]["digest"] == digest.hex())


def put_in(rows: Sequence[Values]) -> None:
    """Store sealed chunks, in the write that is running."""
    for row in rows:
        store.change(_INSERT, row)


def opened(place: Place, fields: Mapping[str, Any], form: Form) -> bytes:
    """Open a picture with what its opened entry holds; raises Damaged when one chunk is missing, moved or changed."""
    try:
        kept = fields[KEPT]
        attachment, count = UUID(kept["forms"][form.value][0]), int(kept["forms"][form.value][1])
        key = SealingKey(bytes.fromhex(kept["key"]), 1)
    except (KeyError, ValueError, TypeError) as error:
        raise Damaged from error
    rows = store.rows(_SELECT, [store.id_in(attachment)])
    if [int(number) for number, _ in rows] != list(range(count)):
        raise Damaged
    return b"".join(
        key.open("chunk", f"{attachment.hex}.{number}", bytes(sealed), bound(place, attachment, (number, count)))
        for number, sealed in rows
    )


def check(place: Place, fields: Mapping[str, Any]) -> None:
    """Open every form of a picture and let go of it; raises Damaged. An entry without one is in order."""
    for form in map(Form, fields[KEPT]["forms"]) if KEPT in fields else ():
        opened(place, fields, form)


def remove(entry: object) -> None:
    """Delete every chunk of one entry; `entry` as the database stores an id."""
    store.change("DELETE FROM vault_chunk WHERE entry = %s", [entry])


def sweep() -> int:
    """Delete chunks whose entry is gone, and return how many; there are none unless somebody changed the database."""
    return store.change(_ORPHANS)


def bound(place: Place, attachment: UUID, number: tuple[int, int]) -> bytes:
    """Return what one chunk is bound to; `number` is its own, from 0, and how many there are."""
    named = {
        "attachment": attachment.hex,
        "author": place.author,
        "chunk": str(number[0]),
        "chunks": str(number[1]),
        "circle": place.circle,
        "entry": place.entry,
        "layout": LAYOUT,
    }
    return bind({name: value.encode("ascii") for name, value in named.items()})


def _forms(picture: Picture | Sound) -> Sequence[tuple[Form, bytes]]:
    if isinstance(picture, Sound):
        return [(Form.WHOLE, picture.data)]
    return [(Form.WHOLE, picture.whole), (Form.SMALL, picture.small)]


def _sent(picture: Picture | Sound) -> dict[str, object]:
    if isinstance(picture, Sound):
        return {HEARD: {"media": picture.media}}
    return {SENT: {"width": picture.width, "height": picture.height}}


def _sealed(key: SealingKey, place: Place, attachment: UUID, number: tuple[int, int], data: bytes) -> Values:
    """Return the row of one chunk."""
    piece = data[number[0] * CHUNK : (number[0] + 1) * CHUNK]
    sealed = key.seal("chunk", f"{attachment.hex}.{number[0]}", piece, bound(place, attachment, number))
    owners = (store.id_in(UUID(each)) for each in (place.entry, place.circle, place.author))
    return (store.id_in(attachment), number[0], *owners, sealed)
