"""Whether a practice is open to somebody now, with the reason; leaves who somebody is, and what day it is, to actions.

It looks at nothing but age, what a therapist switched on, whether the circle says that somebody lives with danger now,
and whether the same practice was too much earlier that day, and whether a path somebody was given has come this far. It
closes this practice and nothing else.
"""

from dataclasses import dataclass
from enum import StrEnum

from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice.model import Inward, Practice, Variant

NOT_YET = "not yet"


class Reason(StrEnum):
    """Why a practice is open or shut."""

    OPEN = "open"
    NOT_THIS_AGE = "not_this_age"
    DANGER_NOW = "danger_now"
    NOT_SWITCHED_ON = "not_switched_on"
    RESTS_TODAY = "rests_today"
    LATER_ON_PATH = "later_on_path"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is so for one person on one day; each set holds short names of practices."""

    band: AgeBand
    switched_on: frozenset[str] = frozenset()
    danger_now: bool = False
    too_much_today: frozenset[str] = frozenset()
    later_on_path: frozenset[str] = frozenset()
    adult_beside: bool = False


def whether_open(practice: Practice, standing: Standing) -> Reason:
    """Return OPEN, or the first reason why not."""
    variant = practice.bands[standing.band]
    if not variant.offered:
        return Reason.NOT_THIS_AGE
    if variant.inward is Inward.PAST and standing.danger_now:
        return Reason.DANGER_NOW
    if needs_switching_on(practice, variant) and practice.slug not in standing.switched_on:
        return Reason.NOT_SWITCHED_ON
    if practice.slug in standing.too_much_today and not standing.adult_beside:
        return Reason.RESTS_TODAY
    if practice.slug in standing.later_on_path:
        return Reason.LATER_ON_PATH
    return Reason.OPEN


def needs_switching_on(practice: Practice, variant: Variant) -> bool:
    """Say whether a therapist of the circle opens this band: it is marked so, or is unreviewed inward work under 18."""
    unreviewed = variant.gated and practice.review.clinician == NOT_YET and variant.band is not AgeBand.ADULT
    return variant.therapist_enabled or unreviewed
