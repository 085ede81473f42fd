"""The columns of an entry that decide, as facts for the one rule and as bytes that its seal binds; opens nothing."""

import struct
from datetime import date
from functools import lru_cache
from uuid import UUID

from lamplit.engines.kernel import Role
from lamplit.engines.records.stamp import Stamp, bits, role_bit, roles
from lamplit.engines.records.visibility import EntryState, Facts
from lamplit.vault import keys
from lamplit.vault.store import Row, hex_out

# The last of the six numbers holds flags, so that what was sealed before there were more of them still opens.
_AUDIENCE = struct.Struct(">6B")
_WAITING = struct.Struct(">BI")  # who waits, and for which day
_HELD, _SIGNED, _WAITS = 1, 2, 4
_ROLES = {role_bit(role): role for role in Role}


@lru_cache(maxsize=2048)
def read_deciding(circle: UUID, deciding: Row) -> tuple[Facts, Role, bytes]:
    """Return the facts that deciding columns state, the author's role, and the audience as the seal binds it."""
    author, role, state, readers, hints, duty, showable, together, held, shown, later, opens_on, signed = deciding
    partner = UUID(hex_out(together)) if together is not None else None
    day = date.fromisoformat(opens_on) if opens_on is not None else None
    stamp = Stamp(roles(readers), roles(hints), roles(duty), roles(showable), roles(later), day)
    facts = Facts(
        circle=circle,
        author=UUID(hex_out(author)),
        state=EntryState(state),
        stamp=stamp,
        together_with=partner,
        shown_to=members(bytes(shown)),
        held=bool(held),
        signed=bool(signed),
    )
    return facts, _ROLES[role], audience_of(facts, _ROLES[role])


def members(packed: bytes) -> frozenset[UUID]:
    """Return the memberships a row's `shown_to` names."""
    return frozenset(UUID(bytes=packed[at : at + 16]) for at in range(0, len(packed), 16))


def packed_members(shown: frozenset[UUID]) -> bytes:
    """Return memberships as a row holds them, in order."""
    return b"".join(sorted(each.bytes for each in shown))


def audience_of(facts: Facts, author_role: Role) -> bytes:
    """Return everything that decides, as bytes that the seal binds: a changed stamp makes the entry unreadable."""
    stamp = facts.stamp
    flags = _AUDIENCE.pack(
        role_bit(author_role),
        bits(stamp.readers),
        bits(stamp.hints),
        bits(stamp.duty_readers),
        bits(stamp.showable),
        _flags(facts),
    )
    day = stamp.opens_on
    waiting = _WAITING.pack(bits(stamp.later), day.toordinal()) if day is not None and stamp.later else b""
    partner = facts.together_with.bytes if facts.together_with else b""
    return flags + waiting + bytes([len(partner)]) + partner + packed_members(facts.shown_to)


def compartment_of(facts: Facts, author_role: Role) -> str:
    """Return the compartment an entry belongs in: as few people's as its sight allows, never the caller's choice."""
    stamp = facts.stamp
    others = stamp.readers | stamp.duty_readers | stamp.later
    if facts.shown_to or facts.together_with:
        return keys.SHARED
    if not others:
        return "own"
    if author_role is Role.THERAPIST and others == {Role.THERAPIST}:
        return keys.THERAPIST
    return keys.SHARED


def _flags(facts: Facts) -> int:
    """Return what else is so of an entry, as one small number; a plain entry's is 0."""
    waits = facts.stamp.opens_on is not None and bool(facts.stamp.later)
    return _HELD * bool(facts.held) | _SIGNED * bool(facts.signed) | _WAITS * waits
