"""The stamp: who may see one entry, settled when it is written; leaves the asking to `visibility`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from lamplit.engines.kernel import Role

NOBODY: frozenset[Role] = frozenset()

# Written into every row: a number here is never changed and never given to another role.
_BITS = {
    Role.SUBJECT: 1,
    Role.CARER: 2,
    Role.OTHER_CARER: 4,
    Role.THERAPIST: 8,
    Role.TEACHER: 16,
    Role.SCHOOL_LEAD: 32,
    Role.SOCIAL_WORKER: 64,
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which roles see an entry, fixed at the moment of writing; a birthday never changes it.

    `readers` read it; `hints` learn that it exists and its summary without words; `duty_readers` read it only while
    on duty; `showable` are the roles its author may show it to, one person at a time.
    """

    readers: frozenset[Role] = NOBODY
    hints: frozenset[Role] = NOBODY
    duty_readers: frozenset[Role] = NOBODY
    showable: frozenset[Role] = NOBODY

    def private(self) -> "Stamp":
        """Return the same stamp with nobody but its author inside; whom it may be shown to stays."""
        return Stamp(showable=self.readers | self.duty_readers | self.showable)

    def narrowed(self, chosen: frozenset[Role]) -> "Stamp":
        """Return the stamp its author asked for: the `chosen` roles read, everyone else sees nothing.

        A role that reads only while on duty still reads only while on duty. Roles not chosen may be shown it later.
        """
        open_to_choice = self.readers | self.duty_readers | self.showable
        return replace(
            self.private(),
            readers=chosen & (open_to_choice - self.duty_readers),
            duty_readers=chosen & self.duty_readers,
            showable=open_to_choice,
        )


def role_bit(role: Role) -> int:
    """Return the one bit that stands for `role` in a stored row."""
    return _BITS[role]


def bits(wanted: Iterable[Role]) -> int:
    """Return the small whole number (0-127) that stands for a set of roles in a stored row."""
    return _bits(frozenset(wanted))


@lru_cache(maxsize=256)
def _bits(wanted: frozenset[Role]) -> int:
    return sum(_BITS[role] for role in wanted)


@lru_cache(maxsize=256)
def roles(stored: int) -> frozenset[Role]:
    """Return the roles a stored number stands for; bits that stand for no role are passed over."""
    return frozenset(role for role, bit in _BITS.items() if stored & bit)
