"""Pausing what one shares: one tap, silent to others, from their next request on; leaves closing to the rule."""

from lamplit.actions import clock
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import circle_of, one_change, own_membership
from lamplit.actions.doors import Visit
from lamplit.engines.kernel import Role
from lamplit.people import memberships
from lamplit.vault import audit

PAUSES_SHARING_FROM = 13  # a younger child shares only what is made together, in front of whom it is for


def may_pause_sharing(visit: Visit) -> bool:
    """Return whether the visitor may pause what they share; a child under 13 takes things back one by one."""
    if visit.viewer.role is not Role.SUBJECT:
        return True
    return visit.subject_age is None or visit.subject_age >= PAUSES_SHARING_FROM


def pause_sharing(visit: Visit) -> None:
    """Let nobody else see anything the visitor wrote here, as if it were not there; nobody is told."""
    if not may_pause_sharing(visit):
        raise CircleError("not_yours")
    _change(visit, paused=True)


def share_again(visit: Visit) -> None:
    """End the pause: whoever could see something before sees it again, if the rule still lets them."""
    _change(visit, paused=False)


def _change(visit: Visit, *, paused: bool) -> None:
    mine, circle, now = own_membership(visit), circle_of(visit), clock.now()
    with one_change():
        memberships.pause_sharing(circle, visit.viewer.person, now if paused else None)
        act = "sharing.paused" if paused else "sharing.again"
        audit.append(visit.viewer.person, circle, act, [mine], "own", now)
