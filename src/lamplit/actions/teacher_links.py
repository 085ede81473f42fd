"""A teacher's way in: a link and a code for each device, handed over by hand; leaves the school page to `school`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from lamplit.actions import accounts, clock
from lamplit.actions.accounts import Device
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import (
    Agreed,
    announce,
    circle_of,
    one_change,
    own_membership,
    read_consent,
    subject_born_on,
)
from lamplit.actions.doors import Visit
from lamplit.actions.invitations import LONGEST_NAME, inviting_roles, seal_name
from lamplit.engines.kernel import MemberState, Role
from lamplit.people import consents, memberships, notices, teacher_links
from lamplit.people.models import Membership, Person
from lamplit.people.sessions import end_every_session
from lamplit.people.standing import NotPossibleError
from lamplit.vault import audit


@dataclass(frozen=True, slots=True)
class Handed:
    """What the carer hands over, shown this once; `link` is the token, empty when the old link still works."""

    membership: UUID
    name: str
    code: str
    ends_at: datetime
    link: str = ""


@dataclass(frozen=True, slots=True)
class TeacherDoors:
    """How a teacher gets in now: whether their link works, how many codes wait, and the devices that are open."""

    linked: bool
    waiting: int
    devices: tuple[Device, ...]


@dataclass(frozen=True, slots=True)
class Entrance:
    """Who came in with a code, and to which circle's school page."""

    person: Person
    circle: UUID


def may_make(visit: Visit) -> bool:
    """Return whether the viewer may make a link for a teacher: those who may invite one."""
    return Role.TEACHER in inviting_roles(visit)


def make(visit: Visit, name: str, agreed: Agreed) -> Handed:
    """Give a teacher a part, the consent to it, a link and a first code, in one step; raises CircleError."""
    own_membership(visit)
    yes, now = read_consent(visit.viewer.person, agreed), clock.now()
    if not name.strip():
        raise CircleError("empty_name", "name")
    if len(name.strip()) > LONGEST_NAME:
        raise CircleError("long_name", "name")
    with one_change():
        _only_for_those_who_may(visit)
        person = uuid4()
        teacher_links.make_person(person, seal_name(person, name), now)
        part = memberships.enrol(circle_of(visit), person, Role.TEACHER)
        memberships.confirm(part.pk, visit.viewer.person, now)
        consents.give(part.pk, yes, recorded_by=visit.viewer.person, born_on=subject_born_on(visit), on=clock.today())
        announce(visit, "confirmed", part.pk, now)
        return _new_link(visit, part, now)


def new_link(visit: Visit, membership: UUID) -> Handed:
    """Make a new link with a code; the old link stops at once, devices that are open stay open."""
    with one_change():
        return _new_link(visit, _teacher(visit, membership), clock.now())


def new_code(visit: Visit, membership: UUID) -> Handed:
    """Make a code for one more device; the link stays as it is."""
    now = clock.now()
    with one_change():
        part = _teacher(visit, membership)
        made = teacher_links.make_code(membership, now)
        announce(visit, "school_code", membership, now)
        return Handed(membership, accounts.display_name(part.person), made.code, made.ends_at)


def end_link(visit: Visit, membership: UUID) -> None:
    """End a teacher's link and codes, and close the page on every device at its next request."""
    now = clock.now()
    with one_change():
        part = _teacher(visit, membership)
        teacher_links.close(membership, now)
        end_every_session(part.person_id)
        announce(visit, "school_link_ended", membership, now)


def end_device(visit: Visit, membership: UUID, handle: str) -> None:
    """Close the page on one device of a teacher at its next request."""
    now = clock.now()
    with one_change():
        part = _teacher(visit, membership)
        if not accounts.sign_out_device(part.person_id, handle, now):
            raise NotPossibleError("too_late")
        announce(visit, "school_device_ended", membership, now)


def doors_of(visit: Visit, membership: UUID) -> TeacherDoors | None:
    """Return how a teacher of this circle gets in; None for anybody else, and for a viewer who may not change it."""
    try:
        part = _teacher(visit, membership)
    except CircleError:
        return None
    now = clock.now()
    return TeacherDoors(
        linked=teacher_links.open_link(membership) is not None,
        waiting=teacher_links.codes_waiting(membership, now),
        devices=accounts.devices(part.person_id, None, now),
    )


def is_open(token: str) -> bool:
    """Return whether a link leads to a school page now; unknown, ended and paused ones look the same."""
    return teacher_links.find(token, clock.now()) is not None


def enter(token: str, code: str) -> Entrance | None:
    """Use a code up and return who it lets in; None for anything else, whatever was wrong with it."""
    now = clock.now()
    link = teacher_links.find(token, now)
    codes = teacher_links.fitting(link, code) if link else ()
    with one_change():
        if link is None or not teacher_links.take(link, codes, now):
            return None
        part = link.membership
        notices.tell(part.circle_id, "school_device", now, by=part.person_id, about=part.pk)
        audit.append(part.person_id, part.circle_id, "circle.school_device", [part.pk, link.pk], "code", now)
    return Entrance(part.person, part.circle_id)


def _new_link(visit: Visit, part: Membership, now: datetime) -> Handed:
    token = teacher_links.make_link(part.pk, visit.viewer.person, now)
    made = teacher_links.make_code(part.pk, now)
    announce(visit, "school_link", part.pk, now)
    return Handed(part.pk, accounts.display_name(part.person), made.code, made.ends_at, token)


def _only_for_those_who_may(visit: Visit) -> None:
    if not may_make(visit):
        raise CircleError("not_yours")


def _teacher(visit: Visit, membership: UUID) -> Membership:
    """Return a teacher's part of this circle that lives by a link; raises CircleError for everything else."""
    own_membership(visit)
    _only_for_those_who_may(visit)
    part = Membership.objects.filter(pk=membership, circle=circle_of(visit), role=Role.TEACHER.value).first()
    if part is None or part.state == MemberState.REMOVED.value or not teacher_links.is_by_link(part.person_id):
        raise CircleError("not_here")
    return part
