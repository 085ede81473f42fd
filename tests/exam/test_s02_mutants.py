"""S02: every wrong turn planted in the rule is seen by the matrix of S01; those nobody could see are explained."""

import pytest

from lamplit.engines.kernel import Role
from lamplit.engines.records.stamp import Stamp
from tests.exam import matrix, oracle
from tests.exam.mutants import EQUIVALENT, MUTANTS, Mutant, mutated

pytestmark = pytest.mark.exam("S02")

# Every role stands in a column of its own, so that mixing up two columns shows.
_WAITS = matrix.Stamped(
    Stamp(later=frozenset({Role.SUBJECT}), opens_on=matrix.OPENS_ON, showable=frozenset({Role.SUBJECT})),
    tuple((role, "AL" if role == "subject" else "-") for role in oracle.ROLES),
    "one role that waits for a day",
    oracle.Case("carer", 14),
)
WAITING = tuple(_WAITS.asked_on(day) for day in (matrix.OPENS_ON, matrix.EVE))
STAMPED = (
    matrix.Stamped(
        Stamp(
            readers=frozenset({Role.CARER}),
            hints=frozenset({Role.SUBJECT, Role.TEACHER}),
            duty_readers=frozenset({Role.OTHER_CARER}),
            showable=frozenset({Role.TEACHER, Role.SOCIAL_WORKER}),
        ),
        tuple(zip(oracle.ROLES, ("S", "R", "D", "-", "SA", "-", "A"), strict=True)),
        "one role in each column",
        oracle.Case("subject", 14),
    ),
    matrix.Stamped(
        Stamp(readers=frozenset({Role.THERAPIST})),
        tuple((role, "R" if role == "therapist" else "-") for role in oracle.ROLES),
        "a therapist alone",
        oracle.Case("subject", 14),
    ),
)


def _seen(mutant: Mutant) -> bool:
    """Whether the matrix finds anything wrong with this mutant; asks as few questions as it can."""
    rule = mutated(mutant).decide
    inside, every = matrix.inside(), matrix.everything()
    asked = [(inside, each) for each in (*STAMPED, *WAITING)] + [(matrix.outside()[::11], each) for each in STAMPED]
    return any(matrix.differences(who, every, each, rule)[1] for who, each in asked)


def test_the_unchanged_rule_passes_what_the_wrong_ones_must_not() -> None:
    assert not _seen(Mutant("nothing changed", "return _UNKNOWN", "return _UNKNOWN"))


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_wrong_turn_in_the_rule_is_seen(mutant: Mutant) -> None:
    assert _seen(mutant)


@pytest.mark.parametrize(("mutant", "reason"), EQUIVALENT, ids=lambda value: getattr(value, "name", ""))
def test_a_change_said_to_make_no_difference_makes_none(mutant: Mutant, reason: str) -> None:
    assert reason
    assert not _seen(mutant)


def test_there_are_enough_wrong_turns() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) >= 14
