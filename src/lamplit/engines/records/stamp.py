"""The stamp: who may see one entry, settled when it is written; leaves the asking to `visibility`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
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
    on duty; `showable` are the roles its author may show it to, one person at a time. `later` roles read it, by itself,
    from the day `opens_on`; before that day, and on a day nobody knows, they do not.
    """

    readers: frozenset[Role] = NOBODY
    hints: frozenset[Role] = NOBODY
    duty_readers: frozenset[Role] = NOBODY
    showable: frozenset[Role] = NOBODY
    later: frozenset[Role] = NOBODY
    opens_on: date | None = None

    def opens_to(self, role: object, today: date | None) -> bool:
        """Tell whether a role that waits for a day reads it on this one; a day of the wrong kind never comes."""
        if role not in self.later or type(today) is not date or type(self.opens_on) is not date:
            return False
        return self.opens_on <= today

    def on(self, today: date) -> "Stamp":
        """Return the stamp as it counts on a day: who has waited long enough is a reader like any other."""
        if self.opens_on is None or today < self.opens_on:
            return self
        return replace(self, readers=self.readers | self.later, later=NOBODY, opens_on=None)

    def private(self) -> "Stamp":
        """Return the same stamp with nobody but its author inside; whom it may be shown to stays."""
        return Stamp(showable=self.readers | self.duty_readers | self.showable | self.later)

    def narrowed(self, chosen: frozenset[Role]) -> "Stamp":
        """Return the stamp its author asked for: the `chosen` roles read, everyone else sees nothing.

        A role that reads only while on duty still reads only while on duty. Roles not chosen may be shown it later, and
        those for whom a day is set still wait for it, unless nobody is chosen at all.
        """
        open_to_choice = self.readers | self.duty_readers | self.showable | self.later
        waiting = self.later - chosen if chosen else NOBODY
        return replace(
            self.private(),
            readers=chosen & (open_to_choice - self.duty_readers),
            duty_readers=chosen & self.duty_readers,
            showable=open_to_choice,
            later=waiting,
            opens_on=self.opens_on if waiting else None,
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
