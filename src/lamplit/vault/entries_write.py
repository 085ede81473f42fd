"""Writing entries: created once however often sent, revised, never overwritten; leaves showing to `entries_share`."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import orjson

from lamplit.engines.kernel import Role, Viewer
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.stamp import bits, role_bit
from lamplit.engines.records.visibility import Action, EntryState, Facts
from lamplit.vault import attachments, chain, keys, store, tombstones
from lamplit.vault.crypto import mac, same_mac
from lamplit.vault.deciding import audience_of, packed_members
from lamplit.vault.entries_read import bound_revision, fetch, reread
from lamplit.vault.failures import Damaged, NotSaved, WriteRefused
from lamplit.vault.grants import authorise, reason_against
from lamplit.vault.opening import opened
from lamplit.vault.plain import hint_of, plain_of
from lamplit.vault.rows import (
    AUTHOR,
    COARSE,
    DAY,
    ID,
    REVISION,
    SEALED,
    Sealed,
    Sealing,
    Sight,
    key_name,
    open_entry,
    seal,
)
from lamplit.vault.shapes import Conflict, NewEntry, Opened, Outcome
from lamplit.vault.showing import note_audience, refuse_unshowable
from lamplit.vault.store import Row

_TRIES = 5
_INSERT = """
    INSERT INTO vault_entry (id, circle, author, author_role, coarse, state, compartment, revision, day, seq,
        readers, hints, duty_readers, showable, together_with, held, shown_to, later, opens_on, signed, fingerprint,
        revision_fingerprint, hint, sealed) SELECT %s, %s, %s, %s, %s, 'live', %s, 1, %s, (SELECT
        COALESCE(MAX(seq), 0) + 1 FROM vault_entry WHERE circle = %s), %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s,
        %s, %s
    WHERE EXISTS (SELECT 1 FROM vault_dek WHERE circle = %s AND compartment = %s AND version = %s)
    ON CONFLICT DO NOTHING
"""
_UPDATE = """
    UPDATE vault_entry SET revision = revision + 1, day = %s, readers = %s, hints = %s, duty_readers = %s,
        showable = %s, together_with = %s, held = %s, shown_to = %s, later = %s, opens_on = %s, signed = %s,
        compartment = %s, revision_fingerprint = %s, hint = %s, sealed = %s
    WHERE id = %s AND revision = %s AND state = 'live' AND sealed = %s
"""


def record(viewer: Viewer, new: NewEntry, now: datetime) -> Outcome:
    """Seal and store one entry; the same id with the same content by the same author again is SAME, else DIFFERENT.

    Raises WriteRefused when the rule gives the viewer no standing to write, NotShowable when a member named in
    `show_to` may not be shown it, NotSaved when the database cannot take it. The draft of the same id goes in the
    same transaction.
    """
    facts, role = facts_of(viewer, new)
    if tombstones.is_erased(new.id):
        return Outcome.DIFFERENT
    ring = keys.ring()
    entry = new.id.hex
    picture = attachments.seal_picture(_place(facts, new.id), new.picture) if new.picture else attachments.NOTHING
    plain = plain_of(new, now, picture).packed()
    hint = hint_of(new.kind, new.hint) if new.stamp.hints else None
    sent = new if new.signed_at is None else replace(new, signed_at=None)  # signed as it is kept: no part of it
    proof = fingerprint(ring, facts, sent)
    for _ in range(_TRIES):
        sealed = seal(ring, entry, facts, role, Sealing(plain, hint, new.coarse, 1, now.date()))
        outcome = _store(viewer, new, facts, sealed._replace(chunks=picture.rows), proof, now)
        if outcome is not None:
            return outcome
        ring.forget(facts.circle.hex, key_name(sealed.compartment, facts.author.hex))  # that key is no longer stored
    raise NotSaved(
        say("Not saved: this circle's keys are changing. Your words are still on this page. Please press Save again.")
    )


def _place(facts: Facts, entry: UUID) -> attachments.Place:
    return attachments.Place(facts.circle.hex, facts.author.hex, entry.hex)


def facts_of(viewer: Viewer, new: NewEntry) -> tuple[Facts, Role]:
    """Return the facts of an entry about to be written and its author's role, if the rule lets them write."""
    if viewer.circle is None or viewer.role is None:
        raise WriteRefused("outside")
    facts = _facts(viewer.circle, new.author, new)
    unsigned = replace(facts, signed=False) if facts.signed else facts  # signed off as it is kept: not before
    if authorise(viewer, Action.REVISE, unsigned) is None:
        raise WriteRefused(reason_against(viewer, Action.REVISE, unsigned))
    return facts, viewer.role


def _facts(circle: UUID, author: UUID, new: NewEntry) -> Facts:
    """Return the facts of an entry as it is about to stand."""
    return Facts(
        circle=circle,
        author=author,
        state=EntryState.LIVE,
        stamp=new.stamp,
        together_with=new.together_with,
        shown_to=new.show_to,
        held=new.held,
        signed=new.signed_at is not None,
    )


def fingerprint(ring: keys.KeyRing, facts: Facts, new: NewEntry) -> bytes:
    """Return the MAC by which the same writing sent twice is known; it tells nothing without the house's key."""
    what: dict[str, object] = {
        "kind": new.kind,
        "body": dict(new.body),
        "sensitive": bool(new.sensitive),
        "at": new.happened_at.isoformat() if new.timed else None,
    }
    if new.signed_at is not None:
        what |= {"signed": new.signed_at.isoformat(), "added": [str(each.id) for each in new.addenda]}
    if new.picture is not None:
        what["picture"] = new.picture.digest.hex()
    said = orjson.dumps(what, option=orjson.OPT_SORT_KEYS)
    who = facts.circle.bytes + facts.author.bytes + audience_of(facts, Role.SUBJECT)
    return mac(ring.system(keys.FINGERPRINTS), b"lamplit/fingerprint/1" + len(who).to_bytes(4, "big") + who + said)


def _store(viewer: Viewer, new: NewEntry, facts: Facts, sealed: Sealed, proof: bytes, now: datetime) -> Outcome | None:
    """Put one sealed entry in its place; None when the key it was sealed under is no longer stored."""
    circle, author = store.id_in(facts.circle), store.id_in(facts.author)
    stamp = facts.stamp
    name = key_name(sealed.compartment, facts.author.hex)
    role = viewer.role or Role.SUBJECT
    values = [
        store.id_in(new.id), circle, author, role_bit(role), new.coarse, sealed.compartment,
        store.day_in(new.day), circle,
        bits(stamp.readers), bits(stamp.hints), bits(stamp.duty_readers), bits(stamp.showable),
        store.id_in(facts.together_with), int(facts.held), packed_members(facts.shown_to),
        bits(stamp.later), store.day_in(stamp.opens_on), int(facts.signed), proof, b"",
        sealed.hint, sealed.sealed, circle, name, sealed.version,
    ]  # fmt: skip
    with store.write_transaction():
        refuse_unshowable(viewer, facts, new.show_to, now)
        for _ in range(_TRIES):  # on PostgreSQL another process may take the same place in the circle first
            if store.change(_INSERT, values):
                attachments.put_in(sealed.chunks)
                chain.append(viewer.person, facts.circle, "write", [new.id], "own", now)
                _note_shares(viewer, facts, new.id, now)
                _drop_draft(viewer, new.id)
                return Outcome.CREATED
            standing = store.row(
                "SELECT circle, author, fingerprint FROM vault_entry WHERE id = %s", [store.id_in(new.id)]
            )
            if standing is not None:
                return _compare(viewer, facts, new.id, standing, proof)
    return None


def _compare(viewer: Viewer, facts: Facts, entry: UUID, standing: Row, proof: bytes) -> Outcome:
    """Say whether what stands under an id is what was sent."""
    same = (
        store.hex_out(standing[0]) == facts.circle.hex
        and store.hex_out(standing[1]) == facts.author.hex
        and same_mac(bytes(standing[2]), proof)
    )
    if same:
        _drop_draft(viewer, entry)
    return Outcome.SAME if same else Outcome.DIFFERENT


def _drop_draft(viewer: Viewer, entry: UUID) -> None:
    """Let the draft go with the saving of what it became."""
    store.change(
        "DELETE FROM vault_draft WHERE id = %s AND author = %s", [store.id_in(entry), store.id_in(viewer.person)]
    )


def _note_shares(viewer: Viewer, facts: Facts, entry: UUID, now: datetime) -> None:
    """Add one link for each member an entry is shown to from its first moment."""
    for member in sorted(facts.shown_to):
        chain.append(viewer.person, facts.circle, "show", [entry, member], "own", now)


def revise(
    viewer: Viewer, entry_id: UUID, base_revision: int, new: NewEntry, now: datetime
) -> Opened | Conflict | None:
    """Store a new revision on top of `base_revision`; None when the entry is not the viewer's to revise.

    `new` says everything anew: its stamp and `show_to` are the entry's from now on. What stood before is kept, sealed
    for its author alone. Somebody else's faster revision is a Conflict that carries it; the same revision sent twice
    is not. What is signed off is never revised.
    """
    found = fetch(viewer, entry_id, Action.REVISE, now)
    if found is None:
        return None
    return put(viewer, found, base_revision, replace(new, signed_at=None, addenda=()), Action.REVISE, now)


def put(
    viewer: Viewer, found: tuple[Row, Sight], base: int, new: NewEntry, action: Action, now: datetime
) -> Opened | Conflict:
    """Put a revision on top of the one that was found, for an `action` the rule has allowed on it."""
    row, sight = found
    ring, entry_id = keys.ring(), UUID(store.hex_out(row[ID]))
    facts = _facts(sight.facts.circle, sight.facts.author, new)
    proof = fingerprint(ring, facts, new)
    if row[REVISION] != base:
        return _already(ring, sight, row, base, proof)
    if _replace(viewer, sight, row, (new, facts, proof), action, now):
        current = _again(viewer, entry_id)
        if current is not None:
            return current
    return Conflict(_again(viewer, entry_id) or opened(ring, sight, row))


def _already(ring: keys.KeyRing, sight: Sight, row: Row, base: int, proof: bytes) -> Opened | Conflict:
    """Say whether the entry already stands as sent, or somebody else's revision came between."""
    current = opened(ring, sight, row)
    held = store.row("SELECT revision_fingerprint FROM vault_entry WHERE id = %s", [store.id_in(current.id)])
    same = held is not None and row[REVISION] == base + 1 and same_mac(bytes(held[0]), proof)
    return current if same else Conflict(current)


def _replace(
    viewer: Viewer, sight: Sight, row: Row, what: tuple[NewEntry, Facts, bytes], action: Action, now: datetime
) -> bool:
    """Put a revision in the place of another, which is kept; False when another was faster."""
    ring = keys.ring()
    new, facts, proof = what
    entry, base = store.hex_out(row[ID]), int(row[REVISION])
    hint = hint_of(new.kind, new.hint) if new.stamp.hints else None
    plain = plain_of(new, now, _picture_kept(ring, sight, row)).packed()
    inside = Sealing(plain, hint, row[COARSE], base + 1, now.date())
    sealed = seal(ring, entry, facts, sight.role, inside)
    earlier = _earlier(ring, sight, row, now.date())
    stamp = facts.stamp
    with store.write_transaction():
        refuse_unshowable(viewer, facts, new.show_to - sight.facts.shown_to, now)
        changed = store.change(
            _UPDATE,
            [
                store.day_in(new.day), bits(stamp.readers), bits(stamp.hints), bits(stamp.duty_readers),
                bits(stamp.showable), store.id_in(facts.together_with), int(facts.held), packed_members(facts.shown_to),
                bits(stamp.later), store.day_in(stamp.opens_on), int(facts.signed),
                sealed.compartment, proof, sealed.hint, sealed.sealed, row[ID], base, row[SEALED],
            ],
        )  # fmt: skip
        if not changed:
            return False
        store.change(
            "INSERT INTO vault_revision (entry, circle, author, revision, day, sealed) VALUES (%s, %s, %s, %s, %s, %s)",
            [row[ID], store.id_in(facts.circle), row[AUTHOR], base, store.day_in(row[DAY]), earlier],
        )
        chain.append(viewer.person, facts.circle, action.value, [UUID(entry)], "own", now)
        note_audience(viewer, sight.facts, facts, UUID(entry), now)
        if action is Action.REVISE:  # words begun on another page stay when this one is signed off
            _drop_draft(viewer, UUID(entry))
    return True


def _picture_kept(ring: keys.KeyRing, sight: Sight, row: Row) -> attachments.Held:
    """Return what an entry holds of its picture, for a revision changes its words only; nothing of a damaged one."""
    try:
        return attachments.held_in(open_entry(ring, sight, row).fields())
    except (Damaged, ValueError):
        return attachments.NOTHING


def _earlier(ring: keys.KeyRing, sight: Sight, row: Row, today: date) -> bytes:
    """Return what stood before, sealed for its author alone; a damaged one is kept as it is."""
    entry = store.hex_out(row[ID])
    try:
        plain = open_entry(ring, sight, row).packed()
    except Damaged:
        return bytes(row[SEALED])
    key = ring.writing(sight.circle, keys.own(sight.author), today)
    return key.seal("revision", entry, plain, bound_revision(sight, entry, int(row[REVISION])))


def _again(viewer: Viewer, entry_id: UUID) -> Opened | None:
    """Return the viewer's own entry as it now stands, as part of the act that changed it."""
    from_store = reread(viewer, entry_id, Action.READ)
    return opened(keys.ring(), from_store[1], from_store[0]) if from_store else None
