"""Taking consent back, and the plan a child and their adults agree on; leaves recording a consent to `circles`."""

from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import announce, circle_of, one_change, own_membership
from lamplit.actions.doors import Visit
from lamplit.engines.kernel import Role
from lamplit.people import consents, memberships
from lamplit.people.models import Consent, Membership
from lamplit.people.standing import MANAGING_ADULTS, PAUSES_FROM, Part

_AGREEING = MANAGING_ADULTS - {Role.THERAPIST}  # the one who would receive it does not decide it
PLAN_UNDER = 13


def withdraw_consent(visit: Visit, membership: UUID) -> None:
    """Take back the consent to a member's part: from their next request they see only their own.

    The one who gave it, everyone who looks after the circle, and the subject from 16 may. The subject's own part stays.
    """
    now = clock.now()
    with one_change():
        target = _target(visit, membership)
        if target.role is Role.SUBJECT:
            raise CircleError("subject_stays")
        if not may_withdraw(visit, target):
            raise CircleError("not_yours")
        if not consents.withdraw(membership, by=visit.viewer.person, on=clock.today()):
            raise CircleError("nothing_asked")
        announce(visit, "consent_withdrawn", membership, now)


def may_agree(visit: Visit) -> bool:
    """Return whether the viewer's yes to the plan would count."""
    return visit.viewer.role in _AGREEING | {Role.SUBJECT} and visit.viewer.consented


def agree_to_plan(visit: Visit) -> bool:
    """Say yes to check-ins made together reaching the therapist; returns whether the plan stands with this yes.

    It takes the child (up to 12) and one adult other than the therapist whose own part is agreed to.
    """
    mine, now, circle = own_membership(visit), clock.now(), circle_of(visit)
    if visit.subject_age is None or visit.subject_age >= PLAN_UNDER:
        raise CircleError("not_a_child")
    if visit.viewer.role not in _AGREEING | {Role.SUBJECT}:
        raise CircleError("not_yours")
    if not visit.viewer.consented:
        raise CircleError("need_consent")
    with one_change():
        consents.agree_plan(circle, mine, now)
        stands = _enough(circle) and consents.set_plan(circle)
        announce(visit, "plan_agreed" if stands else "plan_yes", mine, now)
    return stands


def end_plan(visit: Visit) -> None:
    """End the plan: one no, of the child or of any adult who could agree to it, is enough."""
    mine, now = own_membership(visit), clock.now()
    if visit.viewer.role not in _AGREEING | {Role.SUBJECT}:
        raise CircleError("not_yours")
    with one_change():
        consents.end_plan(circle_of(visit), now)
        announce(visit, "plan_ended", mine, now)


def _enough(circle: UUID) -> bool:
    voices = consents.plan_voices(circle)
    agreed = [part for part in memberships.parts(circle, clock.now()) if part.membership in voices]
    return any(part.role is Role.SUBJECT for part in agreed) and any(part.role in _AGREEING for part in agreed)


def _target(visit: Visit, membership: UUID) -> Part:
    row = Membership.objects.filter(pk=membership, circle=circle_of(visit)).first()
    if row is None:
        raise CircleError("not_here")
    return memberships.part_of(row, clock.now())


def may_withdraw(visit: Visit, target: Part) -> bool:
    """Return whether the viewer may take back the consent to this part, were there one."""
    own_membership(visit)
    managing = memberships.managing(target.circle, visit.subject_age, clock.now())
    if visit.viewer.role in managing or target.person == visit.viewer.person:
        return True
    grown = visit.subject_age is None or visit.subject_age >= PAUSES_FROM
    given = Consent.objects.filter(membership=target.membership, withdrawn_on=None, given_by=visit.viewer.person)
    return (visit.viewer.role is Role.SUBJECT and grown) or given.exists()
