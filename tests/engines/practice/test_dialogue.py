"""Two voices in one saved page: they alternate, are checked on in between, and the grown-up has the last word."""

import pytest

from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice.library import shipped
from lamplit.engines.practice.model import Section, Step
from lamplit.engines.practice.offering import Reason, Standing, whether_open
from tests.engines.practice.making import options, play

DIALOGUE = shipped().practices["younger-me-dialogue"]
ADULT = DIALOGUE.bands[AgeBand.ADULT]


def calm(step: Step) -> object:
    return options(step)[0]


def test_the_voices_alternate_with_a_check_after_each_pair_and_the_grown_up_begins_and_ends() -> None:
    body = [step for step in ADULT.steps if step.section is Section.BODY]
    turns = [step.voice for step in body if step.type == "turn"]
    assert turns == ["adult", "younger", "adult", "younger", "adult"]
    names = [step.name for step in body]
    checks = [name for name in names if name.startswith("_still")]
    assert names.index("second") < names.index(checks[0]) < names.index("third")
    assert names.index("fourth") < names.index(checks[1]) < names.index("last")
    assert (body[-2].name, body[-1].type) == ("last", "ground")


@pytest.mark.requirement("PF11")
@pytest.mark.parametrize("enough", [0, 1])
def test_whoever_says_that_is_enough_still_gets_the_grown_up_word_and_the_room(enough: int) -> None:
    stills = [step.name for step in ADULT.steps if step.name.startswith("_still")]
    shown, _ = play(ADULT, lambda step: "enough" if step.name == stills[enough] else calm(step))
    body = [step for step in shown if step.section is Section.BODY]
    assert (body[-2].voice, body[-1].type) == ("adult", "ground")
    assert "last" in [step.name for step in shown]


@pytest.mark.requirement("PF15")
def test_it_is_for_nobody_under_13_and_for_a_teenager_only_when_a_therapist_opened_it() -> None:
    for band in (AgeBand.EARLY, AgeBand.YOUNG, AgeBand.MIDDLE):
        assert whether_open(DIALOGUE, Standing(band)) is Reason.NOT_THIS_AGE
    assert whether_open(DIALOGUE, Standing(AgeBand.TEEN)) is Reason.NOT_SWITCHED_ON
    opened = Standing(AgeBand.TEEN, switched_on=frozenset({DIALOGUE.slug}))
    assert whether_open(DIALOGUE, opened) is Reason.OPEN
