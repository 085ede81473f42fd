"""Writing entries: created once however often sent, revised, never overwritten; leaves showing to `entries_share`."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import orjson

from lamplit.engines.kernel import Role, Viewer
from lamplit.engines.records.stamp import bits, role_bit
from lamplit.engines.records.visibility import Action, EntryState, Facts
from lamplit.vault import chain, keys, store, tombstones
from lamplit.vault.crypto import mac, same_mac
from lamplit.vault.entries_read import bound_revision, fetch, reread
from lamplit.vault.failures import Damaged, NotSaved, NotShowable, WriteRefused
from lamplit.vault.grants import authorise, reason_against
from lamplit.vault.opening import opened
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
    audience_of,
    hint_of,
    key_name,
    open_entry,
    packed_members,
    plain_of,
    seal,
)
from lamplit.vault.shapes import Conflict, NewEntry, Opened, Outcome
from lamplit.vault.store import Row

_TRIES = 5
_INSERT = """
    INSERT INTO vault_entry (id, circle, author, author_role, coarse, state, compartment, revision, day, seq,
        readers, hints, duty_readers, showable, together_with, held, shown_to, fingerprint, revision_fingerprint,
        hint, sealed) SELECT %s, %s, %s, %s, %s, 'live', %s, 1, %s, (SELECT COALESCE(MAX(seq), 0) + 1 FROM vault_entry
        WHERE circle = %s), %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s
    WHERE EXISTS (SELECT 1 FROM vault_dek WHERE circle = %s AND compartment = %s AND version = %s)
    ON CONFLICT DO NOTHING
"""
_UPDATE = """
    UPDATE vault_entry SET revision = revision + 1, day = %s, readers = %s, hints = %s, duty_readers = %s,
        showable = %s, together_with = %s, held = %s, shown_to = %s, compartment = %s, revision_fingerprint = %s,
        hint = %s, sealed = %s
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
    plain = plain_of(new, now).packed()
    hint = hint_of(new.kind, new.hint) if new.stamp.hints else None
    proof = fingerprint(ring, facts, new)
    for _ in range(_TRIES):
        sealed = seal(ring, entry, facts, role, Sealing(plain, hint, new.coarse, 1, now.date()))
        outcome = _store(viewer, new, facts, sealed, proof, now)
        if outcome is not None:
            return outcome
        ring.forget(facts.circle.hex, key_name(sealed.compartment, facts.author.hex))  # that key is no longer stored
    raise NotSaved(
        "Not saved: this circle's keys are changing. Your words are still on this page. Please press Save again."
    )


def facts_of(viewer: Viewer, new: NewEntry) -> tuple[Facts, Role]:
    """Return the facts of an entry about to be written and its author's role, if the rule lets them write."""
    if viewer.circle is None or viewer.role is None:
        raise WriteRefused("outside")
    facts = Facts(viewer.circle, new.author, EntryState.LIVE, new.stamp, new.together_with, new.show_to, held=new.held)
    if authorise(viewer, Action.REVISE, facts) is None:
        raise WriteRefused(reason_against(viewer, Action.REVISE, facts))
    return facts, viewer.role


def fingerprint(ring: keys.KeyRing, facts: Facts, new: NewEntry) -> bytes:
    """Return the MAC by which the same writing sent twice is known; it tells nothing without the house's key."""
    said = orjson.dumps(
        {
            "kind": new.kind,
            "body": dict(new.body),
            "sensitive": bool(new.sensitive),
            "at": new.happened_at.isoformat() if new.timed else None,
        },
        option=orjson.OPT_SORT_KEYS,
    )
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
        store.id_in(facts.together_with), int(facts.held), packed_members(facts.shown_to), proof, b"",
        sealed.hint, sealed.sealed, circle, name, sealed.version,
    ]  # fmt: skip
    with store.write_transaction():
        refuse_unshowable(viewer, facts, new.show_to, now)
        for _ in range(_TRIES):  # on PostgreSQL another process may take the same place in the circle first
            if store.change(_INSERT, values):
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


def refuse_unshowable(viewer: Viewer, facts: Facts, members: frozenset[UUID], now: datetime) -> None:
    """Raise NotShowable for the author, for anyone not confirmed here, and for roles the stamp does not allow."""
    if not members:
        return
    roles_here = member_roles(facts.circle, tuple(members), now)
    for member in members:
        if member == viewer.membership or roles_here.get(member) not in facts.stamp.showable:
            raise NotShowable(member)


def member_roles(circle: UUID, members: Sequence[UUID], now: datetime) -> dict[UUID, Role]:
    """Return the roles of those of `members` who are confirmed in a circle and not on their way out."""
    places = ", ".join(["%s"] * len(members))
    found = store.rows(
        f"SELECT id, role FROM people_membership WHERE circle_id = %s AND state = 'confirmed' AND id IN ({places}) "  # noqa: S608 - placeholders only
        "AND (removal_due_at IS NULL OR removal_due_at > %s)",
        [store.id_in(circle), *(store.id_in(member) for member in members), store.moment_in(now)],
    )
    return {UUID(store.hex_out(member)): Role(role) for member, role in found}


def revise(
    viewer: Viewer, entry_id: UUID, base_revision: int, new: NewEntry, now: datetime
) -> Opened | Conflict | None:
    """Store a new revision on top of `base_revision`; None when the entry is not the viewer's to revise.

    `new` says everything anew: its stamp and `show_to` are the entry's from now on. What stood before is kept, sealed
    for its author alone. Somebody else's faster revision is a Conflict that carries it; the same revision sent twice
    is not.
    """
    found = fetch(viewer, entry_id, Action.REVISE, now)
    if found is None:
        return None
    row, sight = found
    ring = keys.ring()
    facts = Facts(
        sight.facts.circle,
        sight.facts.author,
        EntryState.LIVE,
        new.stamp,
        new.together_with,
        new.show_to,
        held=new.held,
    )
    proof = fingerprint(ring, facts, new)
    if row[REVISION] != base_revision:
        return _already(ring, sight, row, base_revision, proof)
    if _replace(viewer, sight, row, new, facts, proof, now):
        return _again(viewer, entry_id)
    current = _again(viewer, entry_id)
    return Conflict(current) if current is not None else None


def _already(ring: keys.KeyRing, sight: Sight, row: Row, base: int, proof: bytes) -> Opened | Conflict:
    """Say whether the entry already stands as sent, or somebody else's revision came between."""
    current = opened(ring, sight, row)
    held = store.row("SELECT revision_fingerprint FROM vault_entry WHERE id = %s", [store.id_in(current.id)])
    same = held is not None and row[REVISION] == base + 1 and same_mac(bytes(held[0]), proof)
    return current if same else Conflict(current)


def _replace(  # noqa: PLR0913 - everything that changes hands in one revision
    viewer: Viewer, sight: Sight, row: Row, new: NewEntry, facts: Facts, proof: bytes, now: datetime
) -> bool:
    """Put a revision in the place of another, which is kept; False when another was faster."""
    ring = keys.ring()
    entry, base = store.hex_out(row[ID]), int(row[REVISION])
    hint = hint_of(new.kind, new.hint) if new.stamp.hints else None
    what = Sealing(plain_of(new, now).packed(), hint, row[COARSE], base + 1, now.date())
    sealed = seal(ring, entry, facts, sight.role, what)
    earlier = _earlier(ring, sight, row, now.date())
    stamp = facts.stamp
    with store.write_transaction():
        refuse_unshowable(viewer, facts, new.show_to - sight.facts.shown_to, now)
        changed = store.change(
            _UPDATE,
            [
                store.day_in(new.day), bits(stamp.readers), bits(stamp.hints), bits(stamp.duty_readers),
                bits(stamp.showable), store.id_in(facts.together_with), int(facts.held), packed_members(facts.shown_to),
                sealed.compartment, proof,
                sealed.hint, sealed.sealed, row[ID], base, row[SEALED],
            ],
        )  # fmt: skip
        if not changed:
            return False
        store.change(
            "INSERT INTO vault_revision (entry, circle, author, revision, day, sealed) VALUES (%s, %s, %s, %s, %s, %s)",
            [row[ID], store.id_in(facts.circle), row[AUTHOR], base, store.day_in(row[DAY]), earlier],
        )
        chain.append(viewer.person, facts.circle, "revise", [UUID(entry)], "own", now)
        note_audience(viewer, sight.facts, facts, UUID(entry), now)
        _drop_draft(viewer, UUID(entry))
    return True


def _earlier(ring: keys.KeyRing, sight: Sight, row: Row, today: date) -> bytes:
    """Return what stood before, sealed for its author alone; a damaged one is kept as it is."""
    entry = store.hex_out(row[ID])
    try:
        plain = open_entry(ring, sight, row).packed()
    except Damaged:
        return bytes(row[SEALED])
    key = ring.writing(sight.circle, keys.own(sight.author), today)
    return key.seal("revision", entry, plain, bound_revision(sight, entry, int(row[REVISION])))


def note_audience(viewer: Viewer, before: Facts, after: Facts, entry: UUID, now: datetime) -> None:
    """Add one link when other roles see an entry than before, and one for each member who began or ceased to."""
    old, new = before.stamp, after.stamp
    if old != new:
        fewer = new.readers <= old.readers and new.hints <= old.hints and new.duty_readers <= old.duty_readers
        chain.append(viewer.person, after.circle, "audience", [entry], "narrower" if fewer else "wider", now)
    for member in sorted(after.shown_to - before.shown_to):
        chain.append(viewer.person, after.circle, "show", [entry, member], "own", now)
    for member in sorted(before.shown_to - after.shown_to):
        chain.append(viewer.person, after.circle, "stop_showing", [entry, member], "own", now)


def _again(viewer: Viewer, entry_id: UUID) -> Opened | None:
    """Return the viewer's own entry as it now stands, as part of the act that changed it."""
    from_store = reread(viewer, entry_id, Action.READ)
    return opened(keys.ring(), from_store[1], from_store[0]) if from_store else None
