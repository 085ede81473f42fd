"""Replies under entries: read with them, added, put away, switched off; who may is settled by the entry alone."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import orjson

from lamplit.engines.kernel import Viewer
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.replies import MOST, takes_replies
from lamplit.engines.records.stamp import role_bit
from lamplit.engines.records.visibility import Action, Level
from lamplit.vault import chain, keys, reply_rows, store, tombstones
from lamplit.vault.crypto import mac, same_mac
from lamplit.vault.entries_read import KEPT, fetch, note
from lamplit.vault.failures import NotSaved, RepliesClosed
from lamplit.vault.grants import authorise
from lamplit.vault.opening import opened
from lamplit.vault.reply_rows import AUTHOR, DELETED_AT, REPLY, NewReply
from lamplit.vault.rows import COMPARTMENT, ID, SEALED, Sight, key_name
from lamplit.vault.scan import visible
from lamplit.vault.shapes import Opened, OpenedReply, Outcome, Thread
from lamplit.vault.store import Row, hex_out

__all__ = ["OpenedReply", "RepliesClosed", "Thread", "add", "bring_back", "of_exported", "put_away", "read_with",
           "switch", "thread"]  # fmt: skip

_TRIES = 5
_NOTHING = Thread((), taken=False, may_add=False, put_away=frozenset())
_INSERT = """
    INSERT INTO vault_reply (id, circle, entry, author, author_role, compartment, fingerprint, sealed)
    SELECT %s, %s, %s, %s, %s, %s, %s, %s
    WHERE EXISTS (SELECT 1 FROM vault_entry WHERE id = %s AND state = 'live' AND sealed = %s)
    AND EXISTS (SELECT 1 FROM vault_dek WHERE circle = %s AND compartment = %s AND version = %s)
    ON CONFLICT DO NOTHING
"""
_TAKEN = """
    SELECT COALESCE((SELECT taken FROM vault_reply_switch WHERE entry = %s),
        (SELECT CASE value WHEN 'off' THEN 0 ELSE 1 END FROM people_choice
            WHERE person_id = %s AND circle_id IS NULL AND name = 'replies'), 1),
        (SELECT COUNT(*) FROM vault_reply WHERE entry = %s)
"""
_OWN = "WHERE id = %s AND entry = %s AND author = %s AND deleted_at"
_AWAY = f"UPDATE vault_reply SET deleted_at = %s {_OWN} IS NULL"  # noqa: S608 - our own words
_BACK = f"UPDATE vault_reply SET deleted_at = NULL {_OWN} > %s"  # noqa: S608 - our own words
_SWITCH = """
    INSERT INTO vault_reply_switch (entry, circle, author, taken) VALUES (%s, %s, %s, %s)
    ON CONFLICT (entry) DO UPDATE SET taken = excluded.taken
"""


def read_with(viewer: Viewer, entry_id: UUID, now: datetime) -> tuple[Opened, Thread] | None:
    """Return one entry with its replies as one act, or None; somebody who sees a summary finds no replies."""
    found = fetch(viewer, entry_id, Action.READ, now)
    if found is None:
        return None
    item = opened(keys.ring(), found[1], found[0])
    beneath = thread_of(viewer, found, now)
    broken = [item.id] if item.damaged else []
    broken += [each.id for each in beneath.items if each.damaged]
    note(viewer, "read", [found], now, broken=broken, beneath=[each.id for each in beneath.items])
    return item, beneath


def thread(viewer: Viewer, entry_id: UUID, now: datetime) -> Thread | None:
    """Return the replies alone; None when the entry is not there, or not all of it for this viewer."""
    found = fetch(viewer, entry_id, Action.READ, now)
    if found is None or not _reads_all(found[1]):
        return None
    beneath = thread_of(viewer, found, now)
    broken = [each.id for each in beneath.items if each.damaged]
    note(viewer, "replies", [], now, broken=broken, beneath=[each.id for each in beneath.items])
    return beneath


def add(viewer: Viewer, entry_id: UUID, reply_id: UUID, text: str, now: datetime) -> Outcome | None:
    """Seal and store one reply; the same id with the same words under the same entry again is SAME, else DIFFERENT.

    None when there is no such entry for this viewer, or nobody answers it from where they stand. Raises RepliesClosed
    when its author has switched replies off or it is full, NotSaved when the database cannot take it. The draft of the
    same id goes in the same transaction.
    """
    for _ in range(_TRIES):
        found = fetch(viewer, entry_id, Action.COMMENT, now)
        if found is None or viewer.role is None or not takes_replies(found[1].role, viewer.role):
            return None
        row, sight = found
        new = NewReply(reply_id, viewer.person, viewer.role, text, row[COMPARTMENT], now)
        outcome = _store(viewer, found, new)
        if outcome is not None:
            return outcome
        keys.ring().forget(sight.circle, key_name(row[COMPARTMENT], sight.author))  # the key, or the entry, has moved
    raise NotSaved(
        say("Not saved: this entry is changing just now. Your words are still on this page. Please press Send again.")
    )


def _store(viewer: Viewer, found: tuple[Row, Sight], new: NewReply) -> Outcome | None:
    """Put one reply in its place; None when its entry or its key is no longer as it was read."""
    (row, sight), ring = found, keys.ring()
    entry = hex_out(row[ID])
    proof = _fingerprint(ring, sight, entry, new)
    sealed, version = reply_rows.seal(ring, sight, entry, new)
    circle = store.id_in(sight.facts.circle)
    values = [
        store.id_in(new.id), circle, row[ID], store.id_in(new.author), role_bit(new.role), new.compartment, proof,
        sealed, row[ID], row[SEALED], circle, key_name(new.compartment, sight.author), version,
    ]  # fmt: skip
    with store.write_transaction():
        standing = store.row("SELECT fingerprint FROM vault_reply WHERE id = %s", [store.id_in(new.id)])
        if standing is not None:
            return Outcome.SAME if same_mac(bytes(standing[0]), proof) else Outcome.DIFFERENT
        if tombstones.is_erased(new.id, "reply"):
            return Outcome.DIFFERENT
        taken, count = _taken(row, sight)
        if not taken or count >= MOST:
            raise RepliesClosed
        if not store.change(_INSERT, values):
            return None
        chain.append(viewer.person, sight.facts.circle, "reply", [UUID(entry), new.id], "full", new.now)
        store.change(
            "DELETE FROM vault_draft WHERE id = %s AND author = %s", [store.id_in(new.id), store.id_in(new.author)]
        )
    return Outcome.CREATED


def put_away(viewer: Viewer, entry_id: UUID, reply_id: UUID, now: datetime) -> bool:
    """Put an own reply away: nobody sees it from now on, and it can come back for seven days; False if not theirs."""
    return _move(viewer, entry_id, reply_id, now, away=True)


def bring_back(viewer: Viewer, entry_id: UUID, reply_id: UUID, now: datetime) -> bool:
    """Bring an own reply back, if its entry is still there for its writer; False when there is none."""
    return _move(viewer, entry_id, reply_id, now, away=False)


def _move(viewer: Viewer, entry_id: UUID, reply_id: UUID, now: datetime, *, away: bool) -> bool:
    found = fetch(viewer, entry_id, Action.READ, now)
    if found is None or not _reads_all(found[1]):
        return False
    place = [store.id_in(reply_id), found[0][ID], store.id_in(viewer.person)]
    with store.write_transaction():
        if away:
            changed = store.change(_AWAY, [store.instant_in(now), *place])
        else:
            changed = store.change(_BACK, [*place, store.instant_in(now - KEPT)])
        if changed:
            action = "reply_delete" if away else "reply_restore"
            chain.append(viewer.person, viewer.circle, action, [entry_id, reply_id], "own", now)
    return bool(changed)


def switch(viewer: Viewer, entry_id: UUID, now: datetime, *, taken: bool) -> bool:
    """Let an own entry take replies from now on, or none; those already there stay. False when it is not theirs."""
    found = fetch(viewer, entry_id, Action.REVISE, now)
    if found is None:
        return False
    circle = store.id_in(found[1].facts.circle)
    with store.write_transaction():
        store.change(_SWITCH, [found[0][ID], circle, store.id_in(viewer.person), int(taken)])
        chain.append(viewer.person, viewer.circle, "replies_on" if taken else "replies_off", [entry_id], "own", now)
    return True


def of_exported(viewer: Viewer) -> Mapping[UUID, tuple[OpenedReply, ...]]:
    """Return the replies under everything this viewer may take away, by entry; `entries.export` adds the audit row."""
    if viewer.circle is None:
        return {}
    groups = reply_rows.by_entry(reply_rows.in_circle(viewer.circle))
    if not groups:
        return {}
    ring = keys.ring()
    return {
        UUID(entry): _heard(viewer, reply_rows.opened(ring, sight, viewer.person, groups[entry]))
        for row, sight in visible(viewer, Action.EXPORT, None, 500)
        if (entry := hex_out(row[ID])) in groups and _reads_all(sight)
    }


def thread_of(viewer: Viewer, found: tuple[Row, Sight], now: datetime) -> Thread:
    """Return what stands under one entry, as part of an act that notes it; nothing for who does not read all of it."""
    row, sight = found
    if not _reads_all(sight):
        return _NOTHING
    every = reply_rows.under(row[ID])
    mine, oldest = store.id_in(viewer.person), store.instant_in(now - KEPT)
    away = [UUID(hex_out(each[REPLY])) for each in every if each[AUTHOR] == mine and (each[DELETED_AT] or "") > oldest]
    there = [each for each in every if each[DELETED_AT] is None]
    items = _heard(viewer, reply_rows.opened(keys.ring(), sight, viewer.person, there))
    taken, count = _taken(row, sight)
    may = authorise(viewer, Action.COMMENT, sight.facts) is not None and takes_replies(sight.role, viewer.role)
    return Thread(items, taken, may and taken and count < MOST, frozenset(away))


def _heard(viewer: Viewer, items: tuple[OpenedReply, ...]) -> tuple[OpenedReply, ...]:
    """Return replies without those of people who paused their sharing, and the viewer's own that still wait."""
    since = viewer.shut_since
    shut = {each.id for each in items if since and each.own and (each.written_at is None or each.written_at <= since)}
    return tuple(each for each in items if each.author not in viewer.silent and each.id not in shut)


def _reads_all(sight: Sight) -> bool:
    """Tell whether a grant opens the whole of an entry."""
    return sight.grant is not None and sight.grant.level is Level.FULL


def _taken(row: Row, sight: Sight) -> tuple[bool, int]:
    """Return whether an entry's author lets it take replies, and how many rows stand under it."""
    found = store.row(_TAKEN, [row[ID], store.id_in(sight.facts.author), row[ID]])
    return (bool(found[0]), int(found[1])) if found is not None else (False, 0)


def _fingerprint(ring: keys.KeyRing, sight: Sight, entry: str, new: NewReply) -> bytes:
    """Return the MAC by which the same reply sent twice is known; it tells nothing without the house's key."""
    said = orjson.dumps([sight.circle, entry, new.author.hex, new.text])
    return mac(ring.system(keys.FINGERPRINTS), b"lamplit/reply/1" + said)
