"""The operator's yes to a way back of a young child who has one grown-up only; leaves all else to `way_back`."""

from datetime import datetime
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import one_change
from lamplit.actions.returning import age_in
from lamplit.actions.way_back import BackLink
from lamplit.engines.kernel import Role
from lamplit.people import helping, notices, ways_back
from lamplit.people.models import WayBack
from lamplit.vault import audit


def agree(circle: UUID) -> BackLink:
    """Say the second yes to what a grown-up of this circle asks for its young child; returns the link.

    Raises CircleError when nobody asks, for anybody but a child under 13, when a second grown-up is there to do it, and
    when the one who asked runs this house.
    """
    now = clock.now()
    with one_change():
        row = next(iter(ways_back.waiting(circle, now)), None)
        if row is None:
            raise CircleError("back_over")
        _demand(row, now)
        token, ends_at = ways_back.agree(row.pk, None, now)
        notices.tell(circle, "back_by_operator", now, by=None, about=row.membership_id)
        audit.append(None, circle, "circle.back_agreed", [row.membership_id, row.pk], "operator", now)
    return BackLink(token, ends_at, row.asked_by, row.membership.person)


def _demand(row: WayBack, now: datetime) -> None:
    circle, target = row.membership.circle_id, row.membership
    age = age_in(circle)
    if target.role != Role.SUBJECT.value or age is None or age >= helping.OPERATOR_UNDER:
        raise CircleError("not_a_young_child")
    if row.asked_by is None or row.asked_by.is_operator:
        raise CircleError("operator_asks")
    parts = ways_back.known(circle, now, clock.today())
    child = parts.get(target.pk)
    able = [each for each in parts.values() if child and helping.refusal(each, child, now, first=False) is None]
    if len(able) != 1:
        raise CircleError("two_are_here")
