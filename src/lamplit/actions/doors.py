"""Who is at the door of a circle, and which circles a person belongs to; leaves signing in to `accounts`."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db.models import F, Q

from lamplit.actions import clock
from lamplit.actions.members import Member
from lamplit.actions.wording import role_label
from lamplit.engines.kernel import MemberState, Role
from lamplit.engines.kernel.saying import say
from lamplit.people.models import ApiToken, Membership, Person
from lamplit.people.sessions import SessionStore
from lamplit.vault import doorway
from lamplit.vault.doorway import Visit
from lamplit.vault.profiles import open_circle_name, open_profile

__all__ = ["CircleCard", "Visit", "circles_of", "enter", "enter_by_token"]

AT_SCHOOL = say("At school")


@dataclass(frozen=True, slots=True)
class CircleCard:
    """One circle a person belongs to, as it stands in a list."""

    id: UUID
    name: str
    subject_name: str
    role: Role
    state: MemberState
    role_label: str


def enter(session_key: str | None, circle: UUID) -> Visit | None:
    """Return who asks and what they are to this circle; None when nobody is signed in."""
    return doorway.enter(session_key, circle, clock.now())


def enter_by_token(token: str, circle: UUID) -> Visit | None:
    """Return the visit an API token opens; None when the token opens nothing."""
    return doorway.enter_by_token(token, circle, clock.now())


def circles_of(person_id: UUID) -> tuple[CircleCard, ...]:
    """Return the circles a person has not left, the oldest membership first."""
    rows = (
        Membership.objects.filter(person=person_id, circle__closed_on__isnull=True)
        .exclude(state=MemberState.REMOVED.value)
        .filter(Q(removal_due_at__isnull=True) | Q(removal_due_at__gt=clock.now()))
        .select_related("circle__subject")
        .order_by("confirmed_at", "id")
    )
    return tuple(_card(row) for row in rows)


def _card(row: Membership) -> CircleCard:
    """Name the circle and its subject only to somebody who is in it; a paused member learns the name, no more.

    A teacher learns neither: home may call the child by another name, and a circle's name may say why it is there.
    """
    state, role, circle = MemberState(row.state), Role(row.role), row.circle
    inside, at_school = state is MemberState.CONFIRMED, role is Role.TEACHER
    return CircleCard(
        id=circle.id,
        name=AT_SCHOOL if at_school else open_circle_name(circle.id, bytes(circle.sealed_name)),
        subject_name=_name(circle.subject) if inside and not at_school else "",
        role=role,
        state=state,
        role_label=role_label(role),
    )


def _name(person: Person | None) -> str:
    return open_profile(person.id, bytes(person.sealed_profile)).display_name if person else ""


def person_at(session_key: str | None, token: str | None) -> tuple[UUID, UUID | None] | None:
    """Return whose credentials these are, and the one circle a token is bound to; None when they are nobody's.

    A token counts before a session. The doorway of a circle asks again; this opens no entry.
    """
    if token is not None:
        return _owner_of(token)
    if session_key is None:
        return None
    person = SessionStore(session_key).get("_auth_user_id")
    return (UUID(str(person)), None) if person else None


def _owner_of(token: str) -> tuple[UUID, UUID | None] | None:
    row = (
        ApiToken.objects.filter(token_hash=sha256(token.encode()).digest(), revoked_at__isnull=True)
        .filter(epoch=F("membership__person__epoch"), membership__person__is_active=True)
        .filter(membership__state=MemberState.CONFIRMED.value)
        .values_list("membership__person", "membership__circle")
        .first()
    )
    return row or None


def visit_of(member: Member, circle: UUID, *, subject: UUID, subject_age: int | None, country: str) -> Visit:
    """Return the visit a member would make; for making the demo, which nobody signs in to."""
    return Visit(
        viewer=member.as_viewer(circle),
        person_name=member.name,
        circle_name="",
        subject=subject,
        subject_name="",
        subject_age=subject_age,
        country=country,
        plan_agreed=False,
        together=False,
        seen_at=clock.now(),
        session_key=None,
        operator=False,
    )
