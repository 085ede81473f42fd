"""Therapy sessions: what is known of one, sealed for its therapist, and its words until their day."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from lamplit.engines.kernel import Viewer
from lamplit.engines.records.stamp import Stamp
from lamplit.engines.records.visibility import Action, EntryState, Facts
from lamplit.vault import chain, keys, store, therapy_keys
from lamplit.vault.crypto import bind, mac
from lamplit.vault.failures import Damaged, WriteRefused
from lamplit.vault.grants import authorise
from lamplit.vault.store import Row

_COLUMNS = "id, circle, author, added_at, ends_on, revision, sealed"
_INSERT = """
    INSERT INTO vault_therapy (id, circle, author, added_at, ends_on, revision, fingerprint, sealed, words)
    VALUES (%s, %s, %s, %s, %s, 1, %s, %s, %s)
"""
_UPDATE = """
    UPDATE vault_therapy SET revision = revision + 1, sealed = %s, words = COALESCE(%s, words)
    WHERE id = %s AND revision = %s
"""
Said = Mapping[str, Any]


class Session(NamedTuple):
    """One session as its therapist may have it: `facts` hold no word of the transcript and stay; `words` have a day."""

    id: UUID
    added_at: datetime
    ends_on: date
    revision: int
    facts: Said


class NewSession(NamedTuple):
    """What is to be kept of a transcript; `said` is what tells one transcript from another."""

    id: UUID
    ends_on: date
    facts: Said
    words: Said
    said: bytes


def add(viewer: Viewer, new: NewSession, now: datetime) -> UUID:
    """Keep a session and return its id: that of an earlier one that still has its words when it is the same transcript.

    Raises WriteRefused when the rule does not let this viewer write here, NotSaved when nothing could be stored.
    """
    circle = _circle(viewer, Action.REVISE)
    proof = _fingerprint(viewer, circle, new.said)
    facts = _seal_facts(viewer.person, circle, new.id, new.facts, now.date())
    there = _same(viewer, circle, proof, now)
    if there is not None:
        return there
    key = therapy_keys.make(new.id)
    words = key.seal("transcript", new.id.hex, orjson.dumps(new.words), bound(viewer.person, circle, new.id))
    owners = [store.id_in(each) for each in (new.id, circle, viewer.person)]
    try:
        with store.write_transaction():
            there = _same(viewer, circle, proof, now)  # a second tap on Save may have been faster
            if there is None:
                values = [store.instant_in(now), store.day_in(new.ends_on), proof, facts, words]
                store.change(_INSERT, [*owners, *values])
                chain.append(viewer.person, circle, "session_add", [new.id], "own", now)
    except BaseException:
        therapy_keys.destroy(new.id)
        raise
    if there is not None:
        therapy_keys.destroy(new.id)
    return there or new.id


def mine(viewer: Viewer, now: datetime) -> list[Session]:
    """Return this therapist's sessions in this circle, the latest added first; one audit row."""
    circle = _circle(viewer, Action.READ)
    found = store.rows(
        f"SELECT {_COLUMNS} FROM vault_therapy WHERE author = %s AND circle = %s ORDER BY added_at DESC",  # noqa: S608 - our own columns
        [store.id_in(viewer.person), store.id_in(circle)],
    )
    opened = [each for row in found if (each := _open(viewer, row)) is not None]
    if opened:
        chain.append_owed(viewer.person, circle, "session_list", chain.pack(each.id for each in opened), "own", now)
    return opened


def read(viewer: Viewer, session_id: UUID, now: datetime, *, action: Action = Action.READ) -> Session | None:
    """Return one session; None when it is not there or not this viewer's: the two cannot be told apart."""
    found = look(viewer, session_id, now, action=action)
    if found is None:
        return None
    name = "session_export" if action is Action.EXPORT else "session_read"
    chain.append_owed(viewer.person, viewer.circle, name, chain.pack([session_id]), "own", now)
    return found


def look(viewer: Viewer, session_id: UUID, now: datetime, *, action: Action = Action.REVISE) -> Session | None:
    """Return one session for an act that adds its own line; None, noted as a refusal, when it is not this viewer's."""
    found = _look(viewer, session_id, action)
    if found is None:
        chain.deny(viewer.person, viewer.circle, action.value, session_id, "closed", now)
    return found


def words_of(viewer: Viewer, session: Session, today: date) -> Said | None:
    """Return the words of a session that was read; None from its day on, and wherever their key is not."""
    if today >= session.ends_on or viewer.circle is None:
        return None
    row = store.row(
        "SELECT words FROM vault_therapy WHERE id = %s AND author = %s",
        [store.id_in(session.id), store.id_in(viewer.person)],
    )
    key = therapy_keys.of(session.id)
    if row is None or row[0] is None or key is None:
        return None
    place = bound(viewer.person, viewer.circle, session.id)
    try:
        held: Said = orjson.loads(key.open("transcript", session.id.hex, bytes(row[0]), place))
    except (Damaged, ValueError):
        return None
    return held


def can_come_back(session: Session) -> bool:
    """Tell whether the key of a session's words is still there, so that another day would open them."""
    return therapy_keys.of(session.id) is not None


def revise(
    viewer: Viewer, session: Session, facts: Said, words: Said | None, now: datetime, *, act: str = "session_change"
) -> bool:
    """Put other facts, and other words when there are any, in place; False when somebody changed it meanwhile.

    `act` names the line of the audit; an empty one leaves it to the act this is part of.
    """
    circle = _circle(viewer, Action.REVISE)
    sealed = _seal_facts(viewer.person, circle, session.id, facts, now.date())
    kept = None
    key = therapy_keys.of(session.id) if words is not None else None
    if key is not None:
        place = bound(viewer.person, circle, session.id)
        kept = key.seal("transcript", session.id.hex, orjson.dumps(words), place)
    with store.write_transaction():
        if not store.change(_UPDATE, [sealed, kept, store.id_in(session.id), session.revision]):
            return False
        if act:
            chain.append(viewer.person, circle, act, [session.id], "own", now)
    return True


def move_end(viewer: Viewer, session: Session, ends_on: date, facts: Said, now: datetime) -> None:
    """Let the words of a session end on another day, and put other facts in place."""
    circle = _circle(viewer, Action.REVISE)
    sealed = _seal_facts(viewer.person, circle, session.id, facts, now.date())
    with store.write_transaction():
        values = [store.day_in(ends_on), sealed, store.id_in(session.id), store.id_in(viewer.person)]
        store.change("UPDATE vault_therapy SET ends_on = %s, sealed = %s WHERE id = %s AND author = %s", values)
        chain.append(viewer.person, circle, "session_end", [session.id], "own", now)


def _circle(viewer: Viewer, action: Action) -> UUID:
    """Return the circle in which the rule lets this viewer act on what is theirs alone."""
    circle = viewer.circle
    own = None if circle is None else Facts(circle, viewer.person, EntryState.LIVE, Stamp())
    if circle is None or own is None or authorise(viewer, action, own) is None:
        raise WriteRefused("closed")
    return circle


def _look(viewer: Viewer, session_id: UUID, action: Action) -> Session | None:
    """Return one session when the rule grants `action`, noting nothing."""
    if viewer.circle is None:
        return None
    values = [store.id_in(session_id), store.id_in(viewer.circle), store.id_in(viewer.person)]
    row = store.row(f"SELECT {_COLUMNS} FROM vault_therapy WHERE id = %s AND circle = %s AND author = %s", values)  # noqa: S608 - our own columns
    return None if row is None else _open(viewer, row, action)


def _open(viewer: Viewer, row: Row, action: Action = Action.READ) -> Session | None:
    """Open what is known of one session; None when the rule says no. A damaged one knows nothing."""
    session, circle, author = (UUID(store.hex_out(each)) for each in row[:3])
    added_at = store.instant_out(row[3])
    shut = viewer.shut_since is not None and added_at <= viewer.shut_since
    facts = Facts(circle, author, EntryState.LIVE, Stamp(), shut=shut)
    if authorise(viewer, action, facts) is None:
        return None
    sealed = bytes(row[6])
    try:
        key = keys.ring().reading(circle.hex, keys.own(author), sealed)
        held = orjson.loads(key.open("session", session.hex, sealed, bound(author, circle, session)))
    except (Damaged, ValueError):
        held = {}
    return Session(session, added_at, date.fromisoformat(str(row[4])), int(row[5]), held)


def _seal_facts(author: UUID, circle: UUID, session: UUID, facts: Said, today: date) -> bytes:
    key = keys.ring().writing(circle.hex, keys.own(author), today)
    return key.seal("session", session.hex, orjson.dumps(facts), bound(author, circle, session))


def bound(author: UUID, circle: UUID, session: UUID) -> bytes:
    """Return what a session is bound to: a row moved elsewhere does not open."""
    named = {"author": author.hex, "circle": circle.hex, "session": session.hex}
    return bind({name: value.encode("ascii") for name, value in named.items()})


def _fingerprint(viewer: Viewer, circle: UUID, said: bytes) -> bytes:
    who = viewer.person.bytes + circle.bytes
    return mac(keys.ring().system(keys.FINGERPRINTS), b"lamplit/session/1" + who + said)


def _same(viewer: Viewer, circle: UUID, proof: bytes, now: datetime) -> UUID | None:
    """Return the session this therapist made of the same transcript and that has its words still, if there is one."""
    row = store.row(
        "SELECT id FROM vault_therapy WHERE circle = %s AND author = %s AND fingerprint = %s "
        "AND words IS NOT NULL AND ends_on > %s",
        [store.id_in(circle), store.id_in(viewer.person), proof, store.day_in(now.date())],
    )
    return None if row is None else UUID(store.hex_out(row[0]))
