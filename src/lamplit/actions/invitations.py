"""Inviting somebody into a circle and coming in through a link: two steps, one winner; leaves signing in to pages."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from lamplit.actions import clock
from lamplit.actions.circle_words import ROLE_CHOICES, CircleError
from lamplit.actions.circles import circle_of, one_change, own_membership, settle
from lamplit.actions.doors import Visit
from lamplit.engines.kernel import ADULT_ROLES, MemberState, Role
from lamplit.people import circles, invitations, memberships, notices, teacher_links
from lamplit.people.accounts import is_sign_in_name
from lamplit.people.models import Circle, Invitation, Membership, Person
from lamplit.people.sessions import end_every_session
from lamplit.people.standing import MANAGING_ADULTS, NotPossibleError
from lamplit.people.ways_in import has_way_in
from lamplit.vault import audit, profiles
from lamplit.vault.shapes import Profile

Made = invitations.Made
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """What a link shows before anybody has signed in: the role and nothing about the child or the circle."""

    role: Role
    role_label: str
    for_subject: bool


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What somebody without an account types; `password` is empty when they will add a passkey instead."""

    name: str
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Who came in, and to which circle; they can do nothing until somebody there lets them in."""

    person: UUID
    circle: UUID


def inviting_roles(visit: Visit) -> tuple[Role, ...]:
    """Return the roles the viewer may invite somebody for now, none for somebody who does not look after the circle."""
    now, circle = clock.now(), circle_of(visit)
    role = visit.viewer.role
    managing = memberships.managing(circle, visit.subject_age, now)
    here = any(part.role is Role.SUBJECT for part in memberships.parts(circle, now))
    roles = [each for each in Role if each in ADULT_ROLES] if role in managing else []
    if not here and role in (managing | MANAGING_ADULTS):
        roles.insert(0, Role.SUBJECT)
    return tuple(roles)


def invite(visit: Visit, role: Role, duty: tuple[date | None, date | None] = (None, None)) -> Made:
    """Open a door for one role, once, for 72 hours; token and code are in the answer and nowhere else."""
    own_membership(visit)
    duty = _duty_of(role, duty)
    now = clock.now()
    with one_change():
        _clear_unfinished(circle_of(visit), role, now)
        if role not in inviting_roles(visit):
            raise CircleError("already_in" if role is Role.SUBJECT else "not_yours", "role")
        made = invitations.make(circle_of(visit), role, visit.viewer.person, now, duty)
        _announce_role(visit, "invited", role, made.id, now)
    return made


def end_invitation(visit: Visit, invitation: UUID) -> None:
    """Take an invitation back; the link stops at once."""
    _may_invite(visit)
    now = clock.now()
    with one_change():
        old = invitations.close(circle_of(visit), invitation, now)
        _announce_role(visit, "invitation_ended", Role(old.role), invitation, now)


def send_again(visit: Visit, invitation: UUID, role: Role | None = None) -> tuple[Role, Made]:
    """Make a fresh link, for another role if one is given; the old one stops at once. Returns the role it is for."""
    _may_invite(visit)
    now, circle = clock.now(), circle_of(visit)
    with one_change():
        old = invitations.close(circle, invitation, now)
        wanted = role or Role(old.role)
        if wanted not in inviting_roles(visit):
            raise CircleError("not_yours", "role")
        made = invitations.make(
            circle, wanted, visit.viewer.person, now, _duty_of(wanted, (old.on_duty_from, old.on_duty_until))
        )
        _announce_role(visit, "invited", wanted, made.id, now)
    return wanted, made


def look(token: str) -> OpenDoor | None:
    """Return what stands behind a link that still works, else None: used, ended and unknown links look the same."""
    row = invitations.find(token, clock.now())
    if row is None:
        return None
    role = Role(row.role)
    return OpenDoor(role, ROLE_CHOICES[role], role is Role.SUBJECT)


def join_new(token: str, code: str, newcomer: Newcomer) -> Joined:
    """Make an account and take up the invitation with it; raises CircleError with the field to mend.

    A wrong code costs one of five tries; nothing else does.
    """
    door = look(token)
    if door is None:
        raise CircleError("link_over")
    check_newcomer(newcomer, needs_name=not door.for_subject)
    row = _tried(token, code)
    person, now = uuid4(), clock.now()
    sealed = b"" if door.for_subject else seal_name(person, newcomer.name)
    try:
        with one_change():
            owner = _take_up_own(row, newcomer) if door.for_subject else _make(person, newcomer, sealed)
            return _enter(row, owner, now)
    except IntegrityError:
        raise CircleError("taken_name", "username") from None


def join_here(token: str, code: str, person: UUID) -> Joined:
    """Take up an invitation with the account that is signed in; a device open for school only has none."""
    if teacher_links.is_by_link(person):
        raise CircleError("only_by_link")
    row = _tried(token, code)
    subject_only = Role(row.role) is Role.SUBJECT
    if subject_only != (row.circle.subject_id == person):
        raise CircleError("not_for_you")
    try:
        with one_change():
            return _enter(row, person, clock.now())
    except IntegrityError:  # two taps at once
        raise CircleError("already_member") from None


def check_newcomer(newcomer: Newcomer, *, needs_name: bool) -> None:
    """Raise CircleError for the first answer that cannot be used; an empty password means a passkey will follow."""
    name = newcomer.name.strip()
    if needs_name and not name:
        raise CircleError("empty_name", "name")
    if len(name) > LONGEST_NAME:
        raise CircleError("long_name", "name")
    if not is_sign_in_name(newcomer.username):
        raise CircleError("bad_name", "username")
    if newcomer.password:
        somebody = Person(username=newcomer.username)
        somebody.known_names = (name,)  # type: ignore[attr-defined]  # sealed later; the password may not be it
        try:
            validate_password(newcomer.password, somebody)
        except ValidationError as error:
            raise CircleError("weak_password", "password", " ".join(error.messages)) from None


def seal_name(person: UUID, name: str, born_on: date | None = None) -> bytes:
    """Return a sealed profile for a new person."""
    return profiles.seal_profile(person, Profile(name.strip(), born_on))


def _tried(token: str, code: str) -> Invitation:
    """Return the invitation when the spoken code is right; the try is spent for good, whatever happens next."""
    row = invitations.find(token, clock.now())
    if row is None:
        raise CircleError("link_over")
    with one_change():
        right = invitations.try_code(row, token, code)
    if not right:
        raise CircleError("last_try" if row.tries_left == 2 else "wrong_code", "code")
    return row


def _make(person: UUID, newcomer: Newcomer, sealed: bytes) -> UUID:
    Person.objects.make(person, newcomer.username, newcomer.password or None, profile=sealed, on=clock.today())
    return person


def _take_up_own(row: Invitation, newcomer: Newcomer) -> UUID:
    """Give the person the circle is about their sign-in name and password: once, and never again by a link."""
    subject = row.circle.subject_id
    if subject is None or not circles.claim(subject, newcomer.username):
        raise NotPossibleError("link_over")
    person = Person.objects.get(pk=subject)
    person.set_password(newcomer.password or None)
    person.save(update_fields=["password"])
    return subject


def _enter(row: Invitation, person: UUID, now: datetime) -> Joined:
    circle, role = row.circle_id, Role(row.role)
    settle(circle)
    if any(part.person == person for part in memberships.parts(circle, now)):
        raise NotPossibleError("already_member")
    membership = memberships.enrol(circle, person, role, (row.on_duty_from, row.on_duty_until))
    invitations.take(row, membership, now)
    notices.tell(circle, "joined", now, by=person, about=membership.pk, role=role.value)
    audit.append(person, circle, "circle.joined", [membership.pk, row.pk], "invitation", now)
    return Joined(person, circle)


def _clear_unfinished(circle: UUID, role: Role, now: datetime) -> None:
    """Let a subject try again who took the link up but never got a passkey or password, and so was never let in."""
    subject = Circle.objects.get(pk=circle).subject_id
    if role is not Role.SUBJECT or subject is None or has_way_in(subject) or memberships.was_ever_in(subject):
        return
    waiting = Membership.objects.filter(circle=circle, person=subject, state=MemberState.ACCEPTED.value)
    if waiting.update(state=MemberState.REMOVED.value, removed_at=now):
        circles.unclaim(subject)
        end_every_session(subject)


def _duty_of(role: Role, duty: tuple[date | None, date | None]) -> tuple[date | None, date | None]:
    """Return the days for a role: only other carers have any; raises CircleError for days in the wrong order."""
    first, last = duty
    if first and last and last < first:
        raise CircleError("bad_duty", "duty")
    return duty if role is Role.OTHER_CARER else (None, None)


def _may_invite(visit: Visit) -> None:
    own_membership(visit)
    if not inviting_roles(visit):
        raise CircleError("not_yours")


def _announce_role(visit: Visit, code: str, role: Role, invitation: UUID, now: datetime) -> None:
    circle, person = circle_of(visit), visit.viewer.person
    notices.tell(circle, code, now, by=person, role=role.value)
    audit.append(person, circle, f"circle.{code}", [invitation], "member", now)
