"""What lies inside a sealed entry, packed and unpacked; leaves sealing and opening it to `rows`.

First its place in the day (microseconds since midnight where it happened), then the part of its JSON that a reader is
sent as it stands (kind, happened_at, body, the measures of its picture; once signed off also when, and what was added
since), then the part that stays here (written_at, sensitive, the key of its picture).
"""

import struct
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import orjson

from lamplit.vault.attachments import Held
from lamplit.vault.shapes import NewEntry

HEAD = struct.Struct(">QI")
PADDED_HEAD = struct.Struct(">IQI")
_NO_TIME, _MICROSECOND = timedelta(), timedelta(microseconds=1)


class Plain(NamedTuple):
    """What lies inside a sealed entry: its place in the day, the part that is sent, the part that stays."""

    place: int
    public: bytes
    private: bytes

    def fields(self) -> dict[str, Any]:
        """Return everything inside as values."""
        held: dict[str, Any] = orjson.loads(b"{%s,%s}" % (self.public, self.private))
        return held

    def packed(self) -> bytes:
        """Return the bytes that are sealed."""
        return HEAD.pack(self.place, len(self.public)) + self.public + self.private

    @classmethod
    def unpadded(cls, padded: bytes) -> "Plain":
        """Return what opened bytes hold that still have their length before them and zeros after."""
        length, place, size = PADDED_HEAD.unpack_from(padded)
        return cls(place, padded[16 : 16 + size], padded[16 + size : 4 + length])

    @classmethod
    def unpacked(cls, held: bytes) -> "Plain":
        """Return what sealed bytes hold."""
        place, size = HEAD.unpack_from(held)
        return cls(place, held[12 : 12 + size], held[12 + size :])


def plain_of(new: NewEntry, now: datetime, picture: Held) -> Plain:
    """Return what is to be sealed of a new entry, with what it holds of its picture."""
    local = new.happened_at
    place = _since_midnight(local)
    public: dict[str, object] = {"kind": new.kind, "happened_at": local.isoformat(), "body": dict(new.body)}
    if new.signed_at is not None:
        added = [{"id": str(each.id), "at": each.at.isoformat(), "text": each.text} for each in new.addenda]
        public |= {"signed_off_at": new.signed_at.isoformat(), "addenda": added}
    public |= picture.sent
    private = {"written_at": now.isoformat(), "sensitive": bool(new.sensitive), **picture.kept}
    return Plain(place, orjson.dumps(public)[1:-1], orjson.dumps(private)[1:-1])


def packed_with(plain: Plain, picture: Held) -> bytes:
    """Return the bytes to be sealed of an entry that had no picture and now holds this one."""
    sent, kept = (orjson.dumps(dict(each))[1:-1] for each in (picture.sent, picture.kept))
    return Plain(plain.place, plain.public + b"," + sent, plain.private + b"," + kept).packed()


def hint_of(kind: str, hint: object) -> bytes:
    """Return what somebody who may only know that it exists is sent."""
    return orjson.dumps({"kind": kind, "summary": hint or {}})[1:-1]


def _since_midnight(local: datetime) -> int:
    """Return the microseconds that passed since midnight, also on a day with an hour twice, or one too few."""
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    shift = (midnight.utcoffset() or _NO_TIME) - (local.utcoffset() or _NO_TIME)
    clock = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return (clock + shift) // _MICROSECOND
