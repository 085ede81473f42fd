"""The chain itself: one MACed link for every act, in the act's own transaction; leaves reading to `readings`."""

import logging
import threading
from collections import deque
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256
from uuid import UUID

from lamplit.engines.records.visibility import Level
from lamplit.vault import anchor, keys, store
from lamplit.vault.crypto import bind, mac
from lamplit.vault.failures import NotSaved

START = bytes(32)
OBJECT_BYTES = 17
FLAGS = {Level.FULL: b"F", Level.SUMMARY: b"S", Level.NONE: b"-"}
_TRIES = 50
_DENY_EVERY = 60  # seconds: the same refusal again within a minute is the same refusal
_DENIALS_AN_HOUR = 100  # a person
_COLUMNS = "seq, at, actor, circle, action, reason, objects_seen, mac"
_AFTER = "EXISTS (SELECT 1 FROM vault_audit WHERE seq = %s AND mac = %s)"
_FIRST = "NOT EXISTS (SELECT 1 FROM vault_audit)"
_PLACES = "%s, %s, %s, %s, %s, %s, %s, %s"
_INSERT = f"INSERT INTO vault_audit ({_COLUMNS}) SELECT {_PLACES} WHERE {{}} ON CONFLICT (seq) DO NOTHING"
_INSERT_AFTER, _INSERT_FIRST = _INSERT.format(_AFTER), _INSERT.format(_FIRST)
_LAST = "SELECT seq, mac FROM vault_audit ORDER BY seq DESC LIMIT 1"


_Owed = tuple[UUID | None, UUID | None, str, bytes, str, datetime]
_owed: deque[_Owed] = deque(maxlen=10_000)
_log = logging.getLogger(__name__)


class _Head:
    """The last link this process wrote or saw; only ever a guess, the database decides. None: not looked yet."""

    place: tuple[int, bytes] | None = None


_head = _Head()


def pack(objects: Iterable[UUID], level: Level = Level.FULL) -> bytes:
    """Return ids as a link holds them: 16 bytes and how much was opened."""
    return b"".join(each.bytes + FLAGS[level] for each in objects)


def append(
    actor: UUID | None, circle: UUID | None, action: str, objects: Sequence[UUID], reason: str, now: datetime
) -> None:
    """Add one link to the chain, in the running write transaction or one of its own.

    `action` (24 characters at most) and `reason` (40) are codes, `objects` ids: never a word anybody wrote.
    """
    append_packed(actor, circle, action, pack(objects), reason, now)


def append_owed(
    actor: UUID | None, circle: UUID | None, action: str, objects: bytes, reason: str, now: datetime
) -> None:
    """Add the link of a reading; while the disk takes no write it is owed, and goes in before the next link.

    People must be able to read when the disk is full; what they read then is noted as soon as it can be.
    """
    waiting = [_owed.popleft() for _ in range(len(_owed))]
    waiting.append((actor, circle, action, objects, reason, now))
    try:
        with store.one_statement() if len(waiting) == 1 else store.write_transaction():
            for each in waiting:
                append_packed(*each)
    except NotSaved:
        _owed.extendleft(reversed(waiting))
        _log.error("the audit takes no line now; %d openings wait to be noted", len(_owed))


def append_packed(
    actor: UUID | None, circle: UUID | None, action: str, objects: bytes, reason: str, now: datetime
) -> None:
    """Add one link whose ids are packed already.

    The row goes in only right after the link it was computed from; when another process was faster, the head is read
    again and the link computed anew.
    """
    key = keys.ring().system(keys.AUDIT)  # before the write: making it may need a write of its own
    with store.write_transaction():
        for _ in range(_TRIES):
            if _head.place is None:
                _look_again(key)
            seq, before = _head.place or (0, START)
            link = Link(seq + 1, store.instant_in(now), actor, circle, action, reason, objects)
            stamp = link.mac_after(before, key)
            values = [link.seq, link.at, store.id_in(actor), store.id_in(circle), action, reason, objects, stamp]
            if store.change(_INSERT_AFTER, [*values, seq, before]) if seq else store.change(_INSERT_FIRST, values):
                _head.place = (link.seq, stamp)
                store.after_commit(partial(anchor.move, link.seq, stamp, key))
                return
            _head.place = None
    raise RuntimeError("The audit could not be extended.")


def look_again() -> None:
    """Forget where the chain ended: this process has turned to another database."""
    _head.place = None


def _look_again(key: bytes) -> None:
    """Read the head of the chain anew, and whether the anchor still agrees with it."""
    last = store.row(_LAST)
    _head.place = (int(last[0]), bytes(last[1])) if last else (0, START)
    anchor.compare(key, _mac_at)


def _mac_at(seq: int) -> bytes | None:
    """Return the MAC of one line."""
    found = store.row("SELECT mac FROM vault_audit WHERE seq = %s", [seq])
    return bytes(found[0]) if found else None


class Link:
    """One link as it is MACed."""

    __slots__ = ("action", "actor", "at", "circle", "objects", "reason", "seq")

    def __init__(  # noqa: PLR0913 - the columns
        self, seq: int, at: str, actor: object, circle: object, action: str, reason: str, objects: bytes
    ) -> None:
        """Take the columns; ids as ids, as 32 hexadecimal digits, or None."""
        self.seq, self.at, self.action, self.reason, self.objects = seq, at, action, reason, objects
        self.actor = store.hex_out(actor) if actor is not None else ""
        self.circle = store.hex_out(circle) if circle is not None else ""

    def mac_after(self, before: bytes, key: bytes) -> bytes:
        """Return this link's MAC, which covers the MAC of the link before it."""
        fields = {
            "action": self.action.encode(),
            "actor": self.actor.encode(),
            "at": self.at.encode(),
            "circle": self.circle.encode(),
            "objects": sha256(self.objects).digest(),
            "reason": self.reason.encode(),
            "seq": str(self.seq).encode(),
        }
        return mac(key, b"lamplit/audit/1" + before + bind(fields))


class _Denials:
    """Refusals of the last hour, so that a hammering program cannot fill the disk; missing and closed count alike."""

    def __init__(self) -> None:
        """Start empty."""
        self._lock = threading.Lock()
        self._seen: dict[tuple[UUID, UUID, str], datetime] = {}

    def is_news(self, actor: UUID, entry: UUID, action: str, now: datetime) -> bool:
        """Tell whether this refusal deserves a link of its own."""
        with self._lock:
            self._seen = {key: at for key, at in self._seen.items() if 0 <= (now - at).total_seconds() < 3600}
            last = self._seen.get((actor, entry, action))
            if last is not None and (now - last).total_seconds() < _DENY_EVERY:
                return False
            if sum(key[0] == actor for key in self._seen) >= _DENIALS_AN_HOUR:
                return False
            self._seen[(actor, entry, action)] = now
            return True

    def clear(self) -> None:
        """Forget every refusal."""
        with self._lock:
            self._seen.clear()


_denials = _Denials()


def deny(actor: UUID, circle: UUID | None, asked: str, entry: UUID, reason: str, now: datetime) -> None:
    """Note a refusal, the same way for an entry that is closed and for one that does not exist.

    The same person asking the same again within a minute, or for more than 100 things an hour, adds no link.
    """
    if _denials.is_news(actor, entry, asked, now):
        append_owed(actor, circle, "deny", pack([entry], Level.NONE), f"{asked}:{reason}", now)


def forget_denials() -> None:
    """Start counting refusals anew."""
    _denials.clear()
