"""Whether a practice is open to somebody now: age, what a therapist switched on, danger now, too much today."""

import pytest

from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice.offering import Reason, Standing, whether_open
from tests.engines.practice.making import sound, text


def reason(inward: str, standing: Standing, clinician: str = "not yet") -> Reason:
    return whether_open(sound(text(inward=inward, clinician=clinician)), standing)


@pytest.mark.requirement("PF04")
def test_it_is_shut_for_an_age_it_is_not_for() -> None:
    assert reason("no", Standing(AgeBand.MIDDLE)) is Reason.NOT_THIS_AGE


@pytest.mark.requirement("PF15")
@pytest.mark.parametrize("inward", ["inward", "past"])
def test_unreviewed_inward_work_is_off_under_18_until_a_therapist_switches_it_on(inward: str) -> None:
    teen, on = Standing(AgeBand.TEEN), Standing(AgeBand.TEEN, switched_on=frozenset({"made-up"}))
    assert reason(inward, teen) is Reason.NOT_SWITCHED_ON
    assert reason(inward, on) is Reason.OPEN
    assert reason(inward, teen, "Dr A. Reader, 2026-12-01") is Reason.OPEN
    assert reason(inward, Standing(AgeBand.ADULT)) is Reason.OPEN
    assert reason("no", teen) is Reason.OPEN


@pytest.mark.requirement("PF15")
def test_past_focused_work_is_off_while_somebody_lives_with_danger_whatever_was_switched_on() -> None:
    danger = Standing(AgeBand.ADULT, switched_on=frozenset({"made-up"}), danger_now=True, adult_beside=True)
    assert reason("past", danger) is Reason.DANGER_NOW
    assert reason("inward", danger) is Reason.OPEN
    assert reason("no", danger) is Reason.OPEN


@pytest.mark.requirement("PF16")
def test_what_was_too_much_rests_that_day_unless_an_adult_is_there_and_nothing_else_rests() -> None:
    today = frozenset({"made-up"})
    assert reason("inward", Standing(AgeBand.ADULT, too_much_today=today)) is Reason.RESTS_TODAY
    assert reason("inward", Standing(AgeBand.ADULT, too_much_today=today, adult_beside=True)) is Reason.OPEN
    assert reason("inward", Standing(AgeBand.ADULT, too_much_today=frozenset({"another"}))) is Reason.OPEN
