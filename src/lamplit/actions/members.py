"""Who stands in a circle right now, with their names; leaves changing that to `circles`."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lamplit.engines.kernel import MemberState, Role, Viewer
from lamplit.vault import store
from lamplit.vault.profiles import profile_of

_MEMBERS = """
    SELECT m.id, m.person_id, m.role, p.sealed_profile, m.on_duty_from, m.on_duty_until,
        EXISTS (SELECT 1 FROM people_consent k WHERE k.membership_id = m.id AND k.withdrawn_on IS NULL)
    FROM people_membership m JOIN people_person p ON p.id = m.person_id
    WHERE m.circle_id = %s AND m.state = 'confirmed' AND p.is_active
        AND (m.removal_due_at IS NULL OR m.removal_due_at > %s)
    ORDER BY m.confirmed_at, m.id
"""


@dataclass(frozen=True, slots=True)
class Member:
    """One confirmed member of a circle, by name."""

    membership: UUID
    person: UUID
    role: Role
    name: str
    on_duty: bool
    consented: bool = True
    today: date | None = None

    def as_viewer(self, circle: UUID) -> Viewer:
        """Return this member as somebody who has signed in with everything their role asks for."""
        return Viewer(
            self.person,
            circle,
            self.membership,
            self.role,
            MemberState.CONFIRMED,
            self.on_duty,
            mfa=True,
            consented=self.consented,
            today=self.today,
        )


def confirmed_members(circle: UUID, now: datetime, today: date) -> tuple[Member, ...]:
    """Return the confirmed members in the order they were confirmed; one whose removal is due counts as gone."""
    rows = store.rows(_MEMBERS, [store.id_in(circle), store.moment_in(now)])
    return tuple(_member(row, today) for row in rows)


def _member(row: store.Row, today: date) -> Member:
    membership, person, role, profile, on_duty_from, on_duty_until, consented = row
    person = store.hex_out(person)
    begun = on_duty_from is None or _day(on_duty_from) <= today
    return Member(
        membership=UUID(store.hex_out(membership)),
        person=UUID(person),
        role=Role(role),
        name=profile_of(person, bytes(profile)).display_name,
        on_duty=begun and (on_duty_until is None or today <= _day(on_duty_until)),
        consented=bool(consented),
        today=today,
    )


def _day(stored: date | str) -> date:
    return stored if isinstance(stored, date) else date.fromisoformat(stored)
