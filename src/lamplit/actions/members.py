"""Who stands in a circle right now, with their names; leaves changing that to `circles`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from lamplit.engines.kernel import MemberState, Role, Viewer
from lamplit.people.models import Consent, Membership
from lamplit.vault.profiles import open_profile


@dataclass(frozen=True, slots=True)
class Member:
    """One confirmed member of a circle, by name."""

    membership: UUID
    person: UUID
    role: Role
    name: str
    on_duty: bool
    consented: bool = True

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
        )


def confirmed_members(circle: UUID, now: datetime, today: date) -> tuple[Member, ...]:
    """Return the confirmed members in the order they were confirmed; one whose removal is due counts as gone."""
    rows = (
        Membership.objects.filter(circle=circle, state=MemberState.CONFIRMED.value, person__is_active=True)
        .filter(Q(removal_due_at__isnull=True) | Q(removal_due_at__gt=now))
        .annotate(agreed=Exists(Consent.objects.filter(membership=OuterRef("pk"), withdrawn_on__isnull=True)))
        .select_related("person")
        .order_by("confirmed_at", "id")
    )
    return tuple(_member(row, today) for row in rows)


def present_roles(members: Iterable[Member], but: UUID | None) -> frozenset[Role]:
    """Return the roles somebody other than the person `but` holds."""
    return frozenset(each.role for each in members if each.person != but)


def _member(row: Membership, today: date) -> Member:
    profile = open_profile(row.person_id, bytes(row.person.sealed_profile))
    return Member(
        membership=row.id,
        person=row.person_id,
        role=Role(row.role),
        name=profile.display_name,
        on_duty=_on_duty(row, today),
        consented=bool(getattr(row, "agreed", False)),
    )


def _on_duty(row: Membership, today: date) -> bool:
    begun = row.on_duty_from is None or row.on_duty_from <= today
    return begun and (row.on_duty_until is None or today <= row.on_duty_until)
