"""Letting somebody back in who lost every way in: two ask, one link, one use; leaves setting the new way to pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import announce, circle_of, one_change, own_membership
from lamplit.actions.doors import Visit
from lamplit.actions.returning import settle_in
from lamplit.engines.kernel import Role
from lamplit.people import helping, notices, sessions, teacher_links, ways_back
from lamplit.people.models import Person, WayBack
from lamplit.people.standing import NotPossibleError
from lamplit.people.ways_in import forget_ways_in
from lamplit.vault import audit

Started = ways_back.Started


@dataclass(frozen=True, slots=True)
class BackLink:
    """A link that lets one person in once, together with the six numbers the first helper has."""

    token: str
    ends_at: datetime
    asked_by: Person | None
    about: Person


def may_ask(visit: Visit, membership: UUID) -> bool:
    """Return whether the viewer may ask that this member gets a way back in."""
    return _reason_against(visit, membership, clock.now(), first=True) is None


def may_agree(visit: Visit, row: WayBack) -> bool:
    """Return whether the viewer may be the second person for what somebody else asked."""
    other = row.asked_by_id is not None and row.asked_by_id != visit.viewer.person
    return other and _reason_against(visit, row.membership_id, clock.now(), first=False) is None


def may_stop(visit: Visit, membership: UUID) -> bool:
    """Return whether the viewer may stop the way back of a member: those who could help, however new they are."""
    return _reason_against(visit, membership, clock.now(), first=False) in {None, "too_new"}


def ask(visit: Visit, membership: UUID) -> Started:
    """Ask that a member gets a way back in; the six numbers are in the answer and nowhere else.

    A second person has 15 minutes to agree. Raises CircleError.
    """
    now = clock.now()
    with one_change():
        _demand(visit, membership, now, first=True)
        started = ways_back.ask(membership, visit.viewer.person, now)
        announce(visit, "back_asked", membership, now)
    return started


def agree(visit: Visit, way: UUID) -> BackLink:
    """Be the second person; returns the link, good for 15 minutes and once. Raises CircleError."""
    now = clock.now()
    with one_change():
        row = _waiting(visit, way, now)
        if row.asked_by_id == visit.viewer.person:
            raise CircleError("second_helper")
        _demand(visit, row.membership_id, now, first=False)
        _demand_asker(row, now)
        token, ends_at = ways_back.agree(way, visit.viewer.person, now)
        announce(visit, "back_agreed", row.membership_id, now)
    return BackLink(token, ends_at, row.asked_by, row.membership.person)


def stop(visit: Visit, way: UUID) -> None:
    """End a way back: an open one can no longer be used; one used in the last 72 hours is undone.

    The person themselves may, and everybody who could help. Undone means signed out, every way in taken away, and what
    they wrote before stays shut until they are helped anew.
    """
    now, mine = clock.now(), own_membership(visit)
    with one_change():
        row = ways_back.close(circle_of(visit), way, now)
        if row.membership_id != mine:
            _demand(visit, row.membership_id, now, first=False, settled=True)
        person = row.membership.person_id
        if row.used_at is not None:
            forget_ways_in(person)
            sessions.end_every_session(person)
            ways_back.keep_shut(person)
        announce(visit, "back_stopped" if row.used_at is None else "back_undone", row.membership_id, now)


def link_is_good(token: str) -> bool:
    """Return whether a link would still let somebody in; says nothing about whom."""
    row = ways_back.find(token, clock.now())
    return row is not None and _both_stand(row, clock.now())


def say_numbers(token: str, code: str) -> UUID:
    """Return the way back of a link whose six numbers are right; a wrong try is spent. Raises CircleError."""
    now = clock.now()
    row = ways_back.find(token, now)
    if row is None or not _both_stand(row, now):
        raise CircleError("back_over")
    with one_change():
        right = ways_back.try_code(row, code)
    if not right:
        raise CircleError("wrong_code", "code")
    return row.pk


def person_of(way: UUID) -> Person | None:
    """Return who comes back by a way whose numbers were right, while it still works."""
    row = ways_back.find_tried(way, clock.now())
    return row.membership.person if row is not None and _both_stand(row, clock.now()) else None


def come_back(way: UUID, keep_way: Callable[[Person], object]) -> Person:
    """Use a way back up: every other way in and session ends, `keep_way` sets the new one. Raises CircleError.

    What the person wrote before is shut for 72 hours, to them too, so that nobody who only says that they are this
    person ever reads it; circles of theirs where somebody else could say who they are, wait for that person.
    """
    now = clock.now()
    with one_change():
        row = ways_back.take(way, now)
        if not _both_stand(row, now):
            raise CircleError("back_over")
        person = row.membership.person
        forget_ways_in(person.pk)
        person.refresh_from_db()
        keep_way(person)
        sessions.end_every_session(person.pk)
        settle_in(row, now)
        notices.tell(row.membership.circle_id, "back_used", now, by=person.pk, about=row.membership_id)
        reason = "one_and_operator" if row.by_operator else "two_helped"
        objects = [row.membership_id, row.pk]
        audit.append(person.pk, row.membership.circle_id, "circle.back_used", objects, reason, now)
    person.refresh_from_db()
    return person


def _waiting(visit: Visit, way: UUID, now: datetime) -> WayBack:
    """Return an asking of this very circle that waits for a second person; raises CircleError."""
    row = next((each for each in ways_back.waiting(circle_of(visit), now) if each.pk == way), None)
    if row is None:
        raise CircleError("back_over")
    return row


def _reason_against(visit: Visit, membership: UUID, now: datetime, *, first: bool) -> str | None:
    parts = ways_back.known(circle_of(visit), now, clock.today())
    helper, target = parts.get(own_membership(visit)), parts.get(membership)
    if helper is None or target is None:
        return "not_here"
    if target.part.role is Role.TEACHER and teacher_links.is_by_link(target.part.person):
        return "not_here"  # they have no account to come back to: a new code does it
    if visit.viewer.role is Role.THERAPIST and not visit.viewer.mfa:
        return "not_yours"
    return helping.refusal(helper, target, now, first=first)


def _demand(visit: Visit, membership: UUID, now: datetime, *, first: bool, settled: bool = False) -> None:
    """Raise NotPossibleError unless the viewer may help; to stop one (`settled`) nobody is too new."""
    code = _reason_against(visit, membership, now, first=first)
    if code is not None and not (settled and code == "too_new"):
        raise NotPossibleError(code)


def _demand_asker(row: WayBack, now: datetime) -> None:
    """Raise CircleError unless the one who asked could still ask at this moment."""
    if not _stands(row, row.asked_by_id, now, first=True):
        raise CircleError("back_over")


def _both_stand(row: WayBack, now: datetime) -> bool:
    """Return whether both could still help now: pausing one of them, or taking consent back, ends the link."""
    second = row.by_operator or _stands(row, row.agreed_by_id, now, first=False)
    return second and row.asked_by_id != row.agreed_by_id and _stands(row, row.asked_by_id, now, first=True)


def _stands(row: WayBack, person: UUID | None, now: datetime, *, first: bool) -> bool:
    parts = ways_back.known(row.membership.circle_id, now, clock.today())
    target = parts.get(row.membership_id)
    helper = next((each for each in parts.values() if each.part.person == person), None)
    return helper is not None and target is not None and helping.refusal(helper, target, now, first=first) is None
