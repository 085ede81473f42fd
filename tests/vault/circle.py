"""People of one circle as viewers, and entries to write; no web, no actions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from lamplit.engines.kernel import MemberState, Role, Viewer
from lamplit.engines.records.stamp import Stamp
from lamplit.people.models import Circle as CircleRow
from lamplit.people.models import Consent, DeviceSession, Membership, Person
from lamplit.vault import profiles
from lamplit.vault.shapes import NewEntry, Profile

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)
ONLY_ME = Stamp(showable=frozenset({Role.CARER, Role.THERAPIST}))
CARER_READS = Stamp(readers=frozenset({Role.CARER}), showable=frozenset({Role.THERAPIST}))
CARER_KNOWS = Stamp(hints=frozenset({Role.CARER}), showable=frozenset({Role.CARER, Role.THERAPIST}))
EVERYONE = Stamp(readers=frozenset(Role))


@dataclass(frozen=True)
class Circle:
    """One circle's id and the viewer of each role."""

    id: UUID
    people: Mapping[Role, Viewer]

    def __getattr__(self, role: str) -> Viewer:
        return self.people[Role(role)]


def make_circle(roles: tuple[Role, ...] = tuple(Role)) -> Circle:
    """Make a circle with one confirmed, consented person of each role."""
    circle, people = uuid4(), {role: make_person(role) for role in roles}
    CircleRow.objects.create(
        id=circle,
        sealed_name=profiles.seal_circle_name(circle, "The wrens"),
        subject_id=people.get(Role.SUBJECT),
        created_on=DAY,
    )
    return Circle(circle, {role: join(circle, person, role) for role, person in people.items()})


def make_person(role: Role) -> UUID:
    """Make a person whose name is their role."""
    person = uuid4()
    born = date(2010, 3, 1) if role is Role.SUBJECT else None
    Person.objects.create(
        id=person,
        username=f"{role.value}-{person.hex[:8]}",
        sealed_profile=profiles.seal_profile(person, Profile(f"Name of {role.value}", born)),
        created_on=DAY,
    )
    return person


def join(circle: UUID, person: UUID, role: Role) -> Viewer:
    """Make a confirmed, consented membership."""
    member = Membership.objects.create(circle_id=circle, person_id=person, role=role.value, state="confirmed")
    Consent.objects.create(
        membership=member, ground="own", holds_responsibility="no", given_on=DAY, review_on=DAY + timedelta(days=365)
    )
    return Viewer(person, circle, member.id, role, MemberState.CONFIRMED, True, True, True, DAY)


def an_entry(author: Viewer, text: str = "Some words", stamp: Stamp = ONLY_ME, **more: Any) -> NewEntry:
    """Return a journal page to be recorded."""
    new = NewEntry(
        id=uuid4(),
        kind="journal",
        author=author.person,
        together_with=None,
        day=DAY,
        happened_at=NOW,
        stamp=stamp,
        body={"text": text},
    )
    return replace(new, **more)


def a_session(person: UUID, now: datetime = NOW, **more: Any) -> str:
    """Sign a person in and return the session's key."""
    key = uuid4().hex
    row = {"epoch": 1, "mfa": True, "started_at": now, "seen_at": now, "expire_date": now + timedelta(days=30)}
    DeviceSession.objects.create(session_key=key, session_data="", person_id=person, **(row | more))
    return key
