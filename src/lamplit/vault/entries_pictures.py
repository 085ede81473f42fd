"""The pictures and recordings of entries: put to one's own, opened for who may read the entry, taken away with it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lamplit.engines.kernel import Viewer
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.visibility import Action, Level
from lamplit.vault import attachments, chain, keys, store
from lamplit.vault.attachments import Form, Place
from lamplit.vault.entries_read import fetch, note_damaged, reread
from lamplit.vault.entries_share import swap
from lamplit.vault.failures import Damaged, NotSaved
from lamplit.vault.opening import full
from lamplit.vault.plain import Plain, packed_with
from lamplit.vault.rows import ID, Sight, open_entry
from lamplit.vault.scan import visible
from lamplit.vault.shapes import Opened, Outcome, Picture, Sound
from lamplit.vault.store import Row, hex_out

ONE_LOOK = timedelta(minutes=5)
_TRIES = 5
_LATELY = (
    "SELECT 1 FROM (SELECT actor, at, action, objects_seen FROM vault_audit WHERE circle = %s "
    "ORDER BY seq DESC LIMIT 100) a WHERE a.actor = %s AND a.at > %s AND a.action IN ('page', 'read') AND "
)


def attach(viewer: Viewer, entry_id: UUID, picture: Picture | Sound, now: datetime) -> Outcome | None:
    """Put a picture to an own live entry; SAME when it has this very one, DIFFERENT when it has another.

    None when there is no such entry. The picture, the entry that holds its key and the audit line are one write.
    Raises Damaged when the entry does not open.
    """
    found = fetch(viewer, entry_id, Action.REVISE, now)
    for _ in range(_TRIES):
        if found is None or found[1].grant is None:
            return None
        row, sight = found
        plain = open_entry(keys.ring(), sight, row)
        fields = plain.fields()
        if attachments.KEPT in fields:
            return Outcome.SAME if attachments.is_of(fields, picture.digest) else Outcome.DIFFERENT
        if _put(viewer, (row, sight), plain, picture, now):
            return Outcome.CREATED
        found = reread(viewer, entry_id, Action.REVISE)  # another device changed the entry meanwhile
    raise NotSaved(say("Not saved yet: this entry is changing. Please send the photo again."))


def _put(viewer: Viewer, found: tuple[Row, Sight], plain: Plain, picture: Picture | Sound, now: datetime) -> bool:
    """Store a picture and the entry that holds it; False when that entry no longer stands as it was read."""
    row, sight = found
    held = attachments.seal_picture(_place(row, sight), picture)
    with store.write_transaction():
        if not swap(found, sight.facts, None, now, packed_with(plain, held)):
            return False
        attachments.put_in(held.rows)
        chain.append(viewer.person, viewer.circle, "attach", [UUID(hex_out(row[ID]))], "own", now)
    return True


def open_picture(viewer: Viewer, entry_id: UUID, form: Form, now: datetime) -> bytes | None:
    """Return the picture of an entry as JPEG bytes; None when there is none, none for this viewer, or it is damaged.

    Looking at an entry and then at its picture is one look: within five minutes it leaves one line, not two.
    """
    found = _held(viewer, entry_id, attachments.SENT, now)
    return _looked_at(viewer, entry_id, found, form, now) if found else None


def open_sound(viewer: Viewer, entry_id: UUID, now: datetime) -> tuple[str, bytes] | None:
    """Return the media type and the bytes of an entry's recording; None, and one line left, as for a picture."""
    found = _held(viewer, entry_id, attachments.HEARD, now)
    data = _looked_at(viewer, entry_id, found, Form.WHOLE, now) if found else None
    return None if found is None or data is None else (found[1][attachments.HEARD]["media"], data)


def _held(viewer: Viewer, entry_id: UUID, name: str, now: datetime) -> tuple[Place, dict[str, Any]] | None:
    """Return an entry this viewer may read that holds one of SENT and HEARD, and what lies inside it."""
    found = fetch(viewer, entry_id, Action.READ, now)
    fields = _fields(*found) if found else {}
    return (_place(*found), fields) if found and attachments.KEPT in fields and name in fields else None


def _looked_at(
    viewer: Viewer, entry_id: UUID, held: tuple[Place, dict[str, Any]], form: Form, now: datetime
) -> bytes | None:
    """Return one form of what an entry holds and leave the line of a look; None when it is damaged."""
    try:
        data = attachments.opened(*held, form)
    except Damaged:
        note_damaged(viewer, [entry_id], now)
        return None
    if not _seen_lately(viewer, entry_id, now):
        chain.append_owed(viewer.person, viewer.circle, "read", chain.pack([entry_id]), "picture", now)
    return data


def export_pictures(viewer: Viewer, now: datetime) -> Iterator[tuple[Opened, bytes]]:
    """Return every picture and recording this viewer may take away, newest first; a damaged one is left out.

    One audit row, before anything is handed out.
    """
    found = [
        (row, sight)
        for row, sight in visible(viewer, Action.EXPORT, None, 500, named=True)
        if attachments.KEPT in _fields(row, sight)
    ]
    packed = chain.pack(UUID(hex_out(row[ID])) for row, _ in found)
    chain.append_packed(viewer.person, viewer.circle, "export", packed, "export", now)
    return (pair for row, sight in found if (pair := _taken(row, sight)) is not None)


def _taken(row: Row, sight: Sight) -> tuple[Opened, bytes] | None:
    """Return one entry and its picture, or None when either is damaged."""
    try:
        plain = open_entry(keys.ring(), sight, row)
        return full(sight, row, plain), attachments.opened(_place(row, sight), plain.fields(), Form.WHOLE)
    except (Damaged, ValueError, KeyError):
        return None


def _fields(row: Row, sight: Sight) -> dict[str, Any]:
    """Return what lies inside an entry whose words this viewer may read; nothing of any other, or of a damaged one."""
    if sight.grant is None or sight.grant.level is not Level.FULL:
        return {}
    try:
        return open_entry(keys.ring(), sight, row).fields()
    except (Damaged, ValueError):
        return {}


def _place(row: Row, sight: Sight) -> Place:
    """Return the entry of a row, as its chunks are bound to it."""
    return Place(sight.circle, sight.author, hex_out(row[ID]))


def _seen_lately(viewer: Viewer, entry_id: UUID, now: datetime) -> bool:
    """Tell whether the audit's last lines already say that this viewer looked at an entry."""
    values = [
        store.id_in(viewer.circle), store.id_in(viewer.person), store.instant_in(now - ONE_LOOK), entry_id.bytes,
    ]  # fmt: skip
    return store.row(_LATELY + store.holds("a.objects_seen"), values) is not None
