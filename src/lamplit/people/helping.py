"""Who may help somebody back in who lost every way in: one pure table; `ways_back` carries the answer out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lamplit.engines.kernel import Role
from lamplit.people.standing import MANAGING_ADULTS, Part

HELPERS = MANAGING_ADULTS | {Role.OTHER_CARER}
LONG_ENOUGH = timedelta(days=7)
OPERATOR_UNDER = 13  # whole years: from then on no hand but those of the circle opens a young person's account


@dataclass(frozen=True, slots=True)
class Known:
    """One part as this rule reads it; `confirmed_at` is when it was let in, None if nobody knows."""

    part: Part
    confirmed_at: datetime | None
    consented: bool
    on_duty: bool = True


def refusal(helper: Known, target: Known, now: datetime, *, first: bool) -> str | None:
    """Return None when `helper` may help `target` back in, else the code of the reason; pure and total.

    `first` is the one who asks, from among those who look after the circle; the second may be a respite carer on duty.
    Somebody let in lately could be a second name of the first: they wait a week, unless they were here before.
    """
    one, other = helper.part, target.part
    if not one.counts or not other.counts or one.circle != other.circle:
        return "not_here"
    if one.person == other.person:
        return "not_yourself"
    if not _is_helper(helper, first=first):
        return "not_yours"
    if not helper.consented:
        return "need_consent"
    return None if _long_enough(helper, target, now) else "too_new"


def _is_helper(helper: Known, *, first: bool) -> bool:
    part = helper.part
    if part.removal_asked_by is not None or part.role not in (MANAGING_ADULTS if first else HELPERS):
        return False
    return part.role is not Role.OTHER_CARER or helper.on_duty


def _long_enough(helper: Known, target: Known, now: datetime) -> bool:
    if helper.confirmed_at is None:
        return False
    earlier = target.confirmed_at is not None and helper.confirmed_at < target.confirmed_at
    return earlier or helper.confirmed_at <= now - LONG_ENOUGH
