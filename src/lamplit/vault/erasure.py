"""Erasure that is true: rows, keys and journal gone, and a tombstone that outlives every backup."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from lamplit.engines.kernel import Viewer
from lamplit.engines.records.visibility import Action
from lamplit.people import leaving
from lamplit.vault import (
    attachments,
    chain,
    drafts,
    key_changes,
    keys,
    profiles,
    reply_erasure,
    store,
    therapy_erasure,
    tombstones,
)
from lamplit.vault.entries_read import KEPT, reread
from lamplit.vault.shapes import Receipt

BACKUPS_KEPT = timedelta(days=30)
_BATCH = 200
_OWNED = ("vault_chunk", "vault_revision", "vault_draft", "vault_leaf", "vault_entry", "vault_outboxreceipt")


def erase_entry(viewer: Viewer, entry_id: UUID, now: datetime) -> Receipt | None:
    """Erase one of the viewer's own entries for good, live or deleted; None when it is not theirs."""
    if not any(_granted(viewer, entry_id, action) for action in (Action.DELETE, Action.RESTORE)):
        chain.deny(viewer.person, viewer.circle, "erase", entry_id, "closed", now)
        return None
    tombstones.add("entry", [entry_id], now.date())
    with store.write_transaction():
        _remove([entry_id])
        chain.append(viewer.person, viewer.circle, "erase", [entry_id], "own", now)
    store.truncate_journal()
    return _receipt([entry_id], now.date())


def erase_any_entry(entry_id: UUID, now: datetime) -> Receipt | None:
    """Erase one entry, asked of the person who runs the house; None when there is none of that id."""
    found = store.row("SELECT circle FROM vault_entry WHERE id = %s", [store.id_in(entry_id)])
    if found is None and not _standing([entry_id]):
        return None
    circle = UUID(store.hex_out(found[0])) if found else None
    tombstones.add("entry", [entry_id], now.date())
    with store.write_transaction():
        _remove([entry_id])
        chain.append(None, circle, "erase", [entry_id], "operator", now)
    store.truncate_journal()
    return _receipt([entry_id], now.date())


def erase_person(person_id: UUID, now: datetime) -> Receipt:
    """Erase everything a person wrote, their name and birth date, and the keys of their own compartments."""
    tombstones.add("person", [person_id], now.date())
    return _erase_all("author", "person", person_id, now)


def erase_circle(circle_id: UUID, now: datetime) -> Receipt:
    """Erase everything in a circle and its name, and destroy its keys."""
    tombstones.add("circle", [circle_id], now.date())
    return _erase_all("circle", "circle", circle_id, now)


def purge_due(now: datetime) -> Receipt:
    """Erase what was deleted more than seven days ago, drafts older than thirty, and transcripts whose day has come."""
    due = store.rows(
        "SELECT id FROM vault_entry WHERE state = 'deleted' AND deleted_at <= %s ORDER BY deleted_at",
        [store.instant_in(now - KEPT)],
    )
    ids = [UUID(store.hex_out(entry)) for (entry,) in due]
    replies = reply_erasure.due(now)
    tombstones.add("entry", ids, now.date())
    tombstones.add("reply", replies, now.date())
    with store.write_transaction():
        _remove(ids)
        attachments.sweep()
        reply_erasure.remove(replies)
        store.change("DELETE FROM vault_draft WHERE kept_at <= %s", [store.instant_in(now - drafts.KEPT)])
        if ids or replies:
            chain.append(None, None, "erase", [*ids, *replies], "seven_days_over", now)
    therapy_erasure.tidy(now)
    store.truncate_journal()
    return _receipt(ids, now.date())


def replay(now: datetime) -> int:
    """Erase again whatever the tombstones name, as after a restored backup; return how many were still there."""
    entries: list[UUID] = []
    replies: list[UUID] = []
    found = 0
    for stone in tombstones.every():
        if stone.kind in ("entry", "reply"):
            (entries if stone.kind == "entry" else replies).append(stone.id)
        elif _still_there(stone.kind, stone.id):
            _erase_all("author" if stone.kind == "person" else "circle", stone.kind, stone.id, now)
            found += 1
    standing, again = _standing(entries), reply_erasure.standing(replies)
    if standing or again:
        with store.write_transaction():
            _remove(standing)
            reply_erasure.remove(again)
            chain.append(None, None, "erase", [*standing, *again], "tombstone", now)
        store.truncate_journal()
    return found + len(standing) + len(again)


def brought_back() -> int:
    """Return how many things that were erased are there again, as after a folder was put back by hand."""
    stones = tombstones.every()
    owners = sum(_still_there(stone.kind, stone.id) for stone in stones if stone.kind in {"person", "circle"})
    entries = _standing([stone.id for stone in stones if stone.kind == "entry"])
    return owners + len(entries) + len(reply_erasure.standing([each.id for each in stones if each.kind == "reply"]))


def _granted(viewer: Viewer, entry_id: UUID, action: Action) -> bool:
    """Tell whether the rule lets the viewer do `action` with an entry."""
    found = reread(viewer, entry_id, action)
    return found is not None and found[1].grant is not None


def _erase_all(column: str, kind: str, owner: UUID, now: datetime) -> Receipt:
    """Erase every row of an author or a circle, destroy the keys only they need, and empty their name."""
    owned = store.id_in(owner)
    rows = store.rows(f"SELECT id FROM vault_entry WHERE {column} = %s", [owned])  # noqa: S608 - one of two words
    ids = [UUID(store.hex_out(entry)) for (entry,) in rows]
    with store.write_transaction():
        reply_erasure.remove_all(column, owned)
        therapy_erasure.remove_all(column, owned)
        for table in _OWNED:
            store.change(f"DELETE FROM {table} WHERE {column} = %s", [owned])  # noqa: S608 - our own words
        destroyed = _destroy_keys(kind, owner)
        _forget(kind, owner)
        chain.append(None, owner if kind == "circle" else None, f"erase_{kind}", [owner], "asked", now)
    for circle, compartment in destroyed:
        keys.ring().forget(circle, compartment)
    if destroyed:
        key_changes.say()
    profiles.forget_names()
    store.truncate_journal()
    return _receipt(ids, now.date())


def _destroy_keys(kind: str, owner: UUID) -> list[tuple[str, str]]:
    """Delete the wrapped keys of a circle, or of one person's own compartments; return which."""
    where, value = ("circle = %s", store.id_in(owner)) if kind == "circle" else ("compartment = %s", keys.own(owner))
    rows = store.rows(f"SELECT circle, compartment FROM vault_dek WHERE {where}", [value])  # noqa: S608 - our own words
    store.change(f"DELETE FROM vault_dek WHERE {where}", [value])  # noqa: S608 - our own words
    if kind == "circle":
        store.change("DELETE FROM vault_outboxkey WHERE circle = %s", [value])
    return [(store.hex_out(circle), str(compartment)) for circle, compartment in rows]


def _forget(kind: str, owner: UUID) -> None:
    """Take away everything by which a person or circle could be known."""
    if kind == "person":
        leaving.forget_person(owner)
    else:
        leaving.forget_circle(owner)


def _remove(ids: Sequence[UUID]) -> None:
    """Delete entries with everything that hangs on them."""
    for entry in ids:
        stored = [store.id_in(entry)]
        attachments.remove(stored[0])
        reply_erasure.remove_under(stored[0])
        store.change("DELETE FROM vault_revision WHERE entry = %s", stored)
        store.change("DELETE FROM vault_draft WHERE id = %s", stored)
        store.change("DELETE FROM vault_entry WHERE id = %s", stored)


def _standing(ids: Sequence[UUID]) -> list[UUID]:
    """Return those of `ids` that are still there, as entry, earlier revision, draft or what hangs on them."""
    found: set[UUID] = set()
    for start in range(0, len(ids), _BATCH):
        part = [store.id_in(each) for each in ids[start : start + _BATCH]]
        places = ", ".join(["%s"] * len(part))
        rows = store.rows(
            f"SELECT id FROM vault_entry WHERE id IN ({places}) UNION SELECT entry FROM vault_revision "  # noqa: S608 - placeholders only
            f"WHERE entry IN ({places}) UNION SELECT id FROM vault_draft WHERE id IN ({places}) "
            f"UNION SELECT entry FROM vault_chunk WHERE entry IN ({places}) "
            f"UNION SELECT entry FROM vault_reply WHERE entry IN ({places})",
            part * 5,
        )
        found |= {UUID(store.hex_out(each)) for (each,) in rows}
    return sorted(found)


def _still_there(kind: str, owner: UUID) -> bool:
    """Tell whether anything of an erased person or circle is there again."""
    column = "author" if kind == "person" else "circle"
    where, value = ("circle = %s", store.id_in(owner)) if kind == "circle" else ("compartment = %s", keys.own(owner))
    known = leaving.is_known(owner) if kind == "person" else leaving.circle_stands(owner)
    return known or bool(
        store.rows(f"SELECT 1 FROM vault_entry WHERE {column} = %s LIMIT 1", [store.id_in(owner)])  # noqa: S608 - our own words
        or store.rows(f"SELECT 1 FROM vault_reply WHERE {column} = %s LIMIT 1", [store.id_in(owner)])  # noqa: S608 - our own words
        or store.rows(f"SELECT 1 FROM vault_dek WHERE {where} LIMIT 1", [value])  # noqa: S608 - our own words
    )


def _receipt(ids: Sequence[UUID], today: date) -> Receipt:
    """Return the receipt of an erasure."""
    return Receipt(tuple(ids), today + BACKUPS_KEPT)
