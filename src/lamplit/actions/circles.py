"""Changing who is in a circle, each change audited and announced; leaves the rule to `people.standing`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lamplit.actions import clock, rota_standing
from lamplit.actions.circle_words import CircleError
from lamplit.actions.doors import Visit
from lamplit.engines.kernel import MemberState
from lamplit.people import consents, invitations, memberships, notices
from lamplit.people.consents import Ground, Responsibility, Yes
from lamplit.people.models import Membership, Person
from lamplit.people.standing import NotPossibleError, Part, Step
from lamplit.people.ways_in import has_way_in
from lamplit.vault import audit, profiles, store


@dataclass(frozen=True, slots=True)
class Agreed:
    """How consent was given, as typed: `given_by` is "me" or "outside"."""

    ground: str
    responsibility: str
    given_by: str


def confirm(visit: Visit, membership: UUID, agreed: Agreed) -> None:
    """Let somebody in who accepted an invitation, and record the consent to their part in the same step.

    Raises CircleError, also while they have no passkey or password of their own yet.
    """
    yes = read_consent(visit.viewer.person, agreed)
    now = clock.now()
    with one_change():
        _actor, target = _allowed(visit, Step.CONFIRM, membership, now)
        if not has_way_in(target.person):
            raise CircleError("no_way_in_yet")
        memberships.confirm(membership, visit.viewer.person, now)
        consents.give(
            membership, yes, recorded_by=visit.viewer.person, born_on=subject_born_on(visit), on=clock.today()
        )
        announce(visit, "confirmed", membership, now)


def turn_away(visit: Visit, membership: UUID) -> None:
    """End the part of somebody who was never let in."""
    _step(
        visit, Step.TURN_AWAY, membership, "turned_away", lambda now: memberships.end(membership, Step.TURN_AWAY, now)
    )


def pause(visit: Visit, membership: UUID) -> None:
    """Close every door of a member at their next request; one person is enough."""

    def act(now: datetime) -> None:
        memberships.pause(membership, visit.viewer.person, now)
        _close_invitations(membership, now)

    _step(visit, Step.PAUSE, membership, "paused", act)


def resume(visit: Visit, membership: UUID) -> None:
    """End a pause."""
    _step(visit, Step.RESUME, membership, "resumed", lambda _now: memberships.resume(membership))


def ask_removal(visit: Visit, membership: UUID) -> None:
    """Ask that a member leaves: done when a second person agrees, or after 72 hours."""
    person = visit.viewer.person
    _step(
        visit,
        Step.ASK_REMOVAL,
        membership,
        "removal_asked",
        lambda now: memberships.ask_removal(membership, person, now),
    )


def agree_removal(visit: Visit, membership: UUID) -> None:
    """Be the second person; the member is out at their next request."""

    def act(now: datetime) -> None:
        memberships.end(membership, Step.AGREE_REMOVAL, now)
        _close_invitations(membership, now)

    _step(visit, Step.AGREE_REMOVAL, membership, "removal_agreed", act)


def withdraw_removal(visit: Visit, membership: UUID) -> None:
    """Take a removal back, or object to it: the member stays."""
    _step(
        visit,
        Step.WITHDRAW_REMOVAL,
        membership,
        "removal_withdrawn",
        lambda _now: memberships.withdraw_removal(membership),
    )


def set_duty(visit: Visit, membership: UUID, first: date | None, last: date | None) -> None:
    """Set the days on which a member is on duty; None leaves that side open."""
    if first and last and last < first:
        raise CircleError("bad_duty", "duty")
    _step(
        visit, Step.SET_DUTY, membership, "duty_changed", lambda _now: memberships.set_duty(membership, (first, last))
    )


def leave(visit: Visit, *, knowing: bool = False) -> None:
    """Leave at once; what was written stays with the child. The last adult is told first what their leaving means."""
    membership = own_membership(visit)
    now = clock.now()
    with one_change():
        actor, _target = _allowed(visit, Step.LEAVE, membership, now)
        nobody = memberships.orphans(actor, visit.subject_age, now)
        if nobody and not knowing:
            raise CircleError("last_adult", "knowing")
        memberships.end(membership, Step.LEAVE, now)
        _close_invitations(membership, now)
        announce(visit, "left_nobody" if nobody else "left", membership, now)


def settle(circle: UUID) -> None:
    """Write down, and announce, the removals whose 72 hours have passed; they counted already."""
    now = clock.now()
    if not memberships.due(circle, now):
        return
    with store.write_transaction():
        for membership in memberships.settle(circle, now):
            _close_invitations(membership, now)
            notices.tell(circle, "removed", now, by=None, about=membership)
            audit.append(None, circle, "circle.removed", [membership], "after_72_hours", now)
        rota_standing.settle(circle)


def give_consent(visit: Visit, membership: UUID, agreed: Agreed) -> None:
    """Record who agreed to a member's part, and on what ground."""
    yes, born_on, me = read_consent(visit.viewer.person, agreed), subject_born_on(visit), visit.viewer.person

    def act(_now: datetime) -> None:
        consents.give(membership, yes, recorded_by=me, born_on=born_on, on=clock.today())

    _step(visit, Step.CONSENT, membership, "consent_given", act)


def read_consent(person: UUID, agreed: Agreed) -> Yes:
    """Return a consent typed by `person` as the record keeps it; raises CircleError for what is not in the lists."""
    try:
        ground, responsibility = Ground(agreed.ground), Responsibility(agreed.responsibility)
    except ValueError:
        raise CircleError("odd_consent", "ground") from None
    if agreed.given_by not in {"me", "outside"}:
        raise CircleError("odd_consent", "given_by")
    return Yes(ground, responsibility, person if agreed.given_by == "me" else None)


def own_membership(visit: Visit) -> UUID:
    """Return the viewer's own membership; raises CircleError when they are not let in."""
    if visit.viewer.membership is None or visit.viewer.state is not MemberState.CONFIRMED:
        raise CircleError("not_here")
    return visit.viewer.membership


def subject_born_on(visit: Visit) -> date | None:
    """Return the subject's birth date, None for an adult client who gave none."""
    row = Person.objects.filter(pk=visit.subject).first() if visit.subject else None
    return profiles.open_profile(row.pk, bytes(row.sealed_profile)).born_on if row else None


def circle_of(visit: Visit) -> UUID:
    """Return the circle of a visit; raises CircleError when there is none."""
    if visit.viewer.circle is None:
        raise CircleError("not_here")
    return visit.viewer.circle


@contextmanager
def one_change() -> Iterator[None]:
    """Run a change as one transaction; a refusal by the rule becomes its sentence, and nothing is stored."""
    with store.write_transaction():
        try:
            yield
        except NotPossibleError as error:
            raise CircleError(error.code) from None


def announce(visit: Visit, code: str, membership: UUID, now: datetime) -> None:
    """Tell the circle of a change to one part, and add it to the audit."""
    circle, person = circle_of(visit), visit.viewer.person
    notices.tell(circle, code, now, by=person, about=membership)
    audit.append(person, circle, f"circle.{code}", [membership], "member", now)
    rota_standing.settle(circle)  # whoever comes or goes ends what everybody had agreed


def _step(visit: Visit, step: Step, membership: UUID, code: str, act: Callable[[datetime], object]) -> None:
    now = clock.now()
    with one_change():
        _allowed(visit, step, membership, now)
        act(now)
        announce(visit, code, membership, now)


def _allowed(visit: Visit, step: Step, membership: UUID, now: datetime) -> tuple[Part, Part]:
    return memberships.check(step, own_membership(visit), membership, visit.subject_age, now)


def _close_invitations(membership: UUID, now: datetime) -> None:
    row = Membership.objects.get(pk=membership)
    invitations.close_all_of(row.circle_id, row.person_id, now)
