"""Playing: never stuck, never past the gate, back and forward agree, and every way out is calm."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplit.engines.practice import player
from lamplit.engines.practice.library import shipped
from lamplit.engines.practice.model import Section, Step, Variant
from lamplit.engines.practice.player import STOP, Ending, Finished, Refused, Showing
from tests.engines.practice.making import STEPS, adult, fitting, options, play

VARIANTS = [
    variant for practice in shipped().practices.values() for variant in practice.bands.values() if variant.offered
]
CALM = ("ground", "say", "contact")
variants = st.sampled_from(VARIANTS)
INWARD = STEPS.replace("{type: text, name: why", "{type: check}\n      - {type: text, name: why")


def calm(step: Step) -> Step | bool:
    """Answer so that nothing is too much."""
    return options(step)[0]  # type: ignore[return-value]


@pytest.mark.requirement("PF07")
@settings(max_examples=150, deadline=None)
@given(variants, st.data())
def test_a_run_is_never_stuck_and_always_ends_calmly(variant: Variant, data: st.DataObject) -> None:
    shown, ended = play(variant, lambda step: fitting(step, lambda some: data.draw(st.sampled_from(some))))
    assert isinstance(ended, Finished)
    last = shown[-1]
    assert last.type in CALM or last.name in (player.KEEP, "_helped")


@pytest.mark.requirement("PF11")
@pytest.mark.requirement("PF12")
@settings(max_examples=150, deadline=None)
@given(variants, st.data())
def test_stop_leads_to_a_calm_page_and_then_out_from_every_step(variant: Variant, data: st.DataObject) -> None:
    answers: dict[str, object] = {}
    for _ in range(data.draw(st.integers(0, 30))):
        now = player.next_step(variant, answers)
        if isinstance(now, Finished):
            return
        given_ = player.answer(variant, answers, fitting(now.step, lambda some: data.draw(st.sampled_from(some))))
        assert not isinstance(given_, Refused)
        answers = given_
    before = player.next_step(variant, answers)
    if isinstance(before, Finished):
        return
    stopped = player.stop(variant, answers)
    calm_page = player.next_step(variant, stopped)
    if before.going is Ending.DIVERTED:
        assert calm_page == Finished(Ending.DIVERTED)
    else:
        assert isinstance(calm_page, Showing)
        assert calm_page.step.section is Section.STOPPED
        assert calm_page.step.type == "ground"
        assert player.next_step(variant, player.stop(variant, stopped)) == Finished(Ending.STOPPED)
    assert player.back(variant, stopped) == answers


@pytest.mark.requirement("PF10")
@settings(max_examples=150, deadline=None)
@given(variants, st.data())
def test_going_back_and_on_again_leads_to_the_same_place(variant: Variant, data: st.DataObject) -> None:
    answers: dict[str, object] = {}
    for _ in range(40):
        now = player.next_step(variant, answers)
        if isinstance(now, Finished):
            break
        value = fitting(now.step, lambda some: data.draw(st.sampled_from(some)))
        after = player.answer(variant, answers, value)
        assert not isinstance(after, Refused)
        returned = player.back(variant, after)
        assert returned == answers
        again = player.answer(variant, returned, value)
        assert again == after
        answers = after


@pytest.mark.requirement("PF08")
@settings(max_examples=100, deadline=None)
@given(st.sampled_from([variant for variant in VARIANTS if variant.gated]), st.data())
def test_no_step_of_inward_work_is_seen_without_the_gate(variant: Variant, data: st.DataObject) -> None:
    shown, _ = play(variant, lambda step: fitting(step, lambda some: data.draw(st.sampled_from(some))))
    first = next((at for at, step in enumerate(shown) if step.section is Section.BODY), None)
    gate = [step.name for step in shown if step.section is Section.GATE]
    if first is not None:
        assert gate == [player.HERE, player.BEFORE]
        assert {player.HERE, player.BEFORE} <= {step.name for step in shown[:first]}


@pytest.mark.requirement("PF08")
@pytest.mark.parametrize("value", [None, "", "yes", 11, -1, True, [], "here"])
def test_the_gate_cannot_be_skipped_or_slipped_past(value: object) -> None:
    variant = adult(inward="past")
    answers: dict[str, object] = {"_opening": True, player.HERE: "here"}
    assert isinstance(player.answer(variant, answers, value), Refused)
    forged = answers | {player.BEFORE: value, "step1": True, "feel": "good"}
    now = player.next_step(variant, forged)
    assert isinstance(now, Showing)
    assert now.step.name == player.BEFORE


@pytest.mark.requirement("PF09")
@pytest.mark.parametrize(
    ("given_", "turned"),
    [
        ({player.HERE: "not_here"}, True),
        ({player.BEFORE: 7}, True),
        ({player.BEFORE: 6}, False),
        ({player.BEFORE: 2, "_during2": 5}, True),
        ({player.BEFORE: 2, "_during2": 4}, False),
        ({"_still2": "not_here"}, True),
        ({player.BEFORE: 2, player.AFTER: 5}, True),
        ({player.BEFORE: 2, player.AFTER: 4}, False),
    ],
)
def test_too_much_turns_to_the_room_and_to_a_person(given_: dict[str, object], turned: bool) -> None:
    shown, ended = play(adult(INWARD, inward="inward"), lambda step: given_.get(step.name, calm(step)))
    assert (ended.how is Ending.DIVERTED) is turned
    if turned:
        away = [step for step in shown if step.section is Section.DIVERTED]
        assert [step.type for step in away[:2]] == ["ground", "contact"]
        assert shown[-len(away) :] == away


@pytest.mark.requirement("PF09")
def test_the_limits_can_be_set_by_the_house() -> None:
    variant = adult(inward="inward")
    answers = {"_opening": True, player.HERE: "here", player.BEFORE: 5}
    assert player.walk(variant, answers, player.Limits(before=5)).going is Ending.DIVERTED
    assert player.walk(variant, answers).going is Ending.WHOLE


def test_enough_goes_on_to_the_end_past_everything_but_what_is_always_there() -> None:
    steps = INWARD + "      - {type: say, label: Grown-up words., always: yes}\n      - Not shown.\n"
    shown, ended = play(adult(steps, inward="inward"), lambda step: "enough" if step.name == "_still2" else calm(step))
    said = [step.label for step in shown]
    assert "Grown-up words." in said
    assert "Not shown." not in said
    assert ended.how is Ending.WHOLE
    assert player.AFTER in [step.name for step in shown]


@pytest.mark.requirement("PF13")
def test_an_old_run_of_an_edited_practice_goes_on_from_where_it_can() -> None:
    old = {"_opening": True, "step1": True, "feel": "gone", "why": 7, "away": "x", STOP: "?"}
    now = player.next_step(adult(), old)
    assert isinstance(now, Showing)
    assert now.step.name == "feel"
    after = player.answer(adult(), old, "bad")
    assert after == {"_opening": True, "step1": True, "feel": "bad"}


def test_a_step_that_does_not_matter_is_not_shown() -> None:
    good, _ = play(adult(), calm)
    assert "why" not in [step.name for step in good]
    bad, _ = play(adult(), lambda step: "bad" if step.name == "feel" else calm(step))
    assert "why" in [step.name for step in bad]


def test_ones_own_words_come_back_in_a_later_text() -> None:
    steps = STEPS + '      - {type: card, label: "You said ${feel}", lines: ["${why}"]}\n'
    shown, _ = play(adult(steps), lambda step: {"feel": "bad", "why": "${feel} {x}"}.get(step.name, calm(step)))
    card = next(step for step in shown if step.type == "card")
    assert (card.label, card.lines) == ("You said Bad", ("${feel} {x}",))


def test_what_is_kept_is_asked_after_stopping_only_when_something_was_written() -> None:
    start = {"_opening": True, "step1": True}
    empty = player.stop(adult(), start)
    asked = player.answer(adult(), empty, None)
    assert not isinstance(asked, Refused)
    assert player.next_step(adult(), asked) == Finished(Ending.STOPPED)
    written = player.answer(adult(), player.stop(adult(), start | {"feel": "bad"}), None)
    assert not isinstance(written, Refused)
    now = player.next_step(adult(), written)
    assert isinstance(now, Showing)
    assert now.step.name == player.KEEP
