"""The five questions: word for word, every pattern of answers with its steps, and no outcome anywhere."""

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from lamplit.engines.records.kinds import KINDS, Checked
from lamplit.engines.records.kinds.asq import ALWAYS, FIVE, FOUR, NOW, TALK, follow_up
from lamplit.engines.records.reading import content_text
from tests.content.copy_lint import ROOT

ASQ = KINDS["asq"]
FIRST = {"old_enough": "yes", "face": "yes", "room": "The two of us.", "can_act": "Sam, here"}
ANSWERS = ("yes", "no", "no_answer", None)
VECTORS = ROOT.parent / "shared" / "spec" / "scoring_vectors.json"


def patterns() -> Iterator[dict[str, str]]:
    for picked in product(ANSWERS, repeat=len(FIVE)):
        yield {name: answer for name, answer in zip(FIVE, picked, strict=True) if answer}


def check(**fields: object) -> Checked:
    return ASQ.validate({**FIRST, **fields}, date(2026, 11, 22))


def test_the_questions_stand_there_word_for_word() -> None:
    asked = [ASQ.words.fields[name].question for name in FIVE]
    assert asked == [
        "In the past few weeks, have you wished you were dead?",
        "In the past few weeks, have you felt that you or your family would be better off if you were dead?",
        "In the past week, have you been having thoughts about killing yourself?",
        "Have you ever tried to kill yourself?",
        "Are you having thoughts of killing yourself right now?",
    ]
    text = content_text("kinds", "asq.yaml")
    assert "National Institute of Mental Health" in text
    assert "public domain, no permission needed" in text


def test_every_pattern_of_answers_has_its_steps() -> None:
    for said in patterns():
        found = follow_up(said)
        last = said.get("right_now")
        plain_no = [said.get(name) for name in FOUR] == ["no"] * 4
        if plain_no and last in (None, "no"):
            assert (found.last, found.steps) == ("", ALWAYS)
        elif last == "no":
            assert (found.last, found.steps) == ("", TALK + ALWAYS)
        else:
            assert found.steps == NOW + TALK + ALWAYS
            assert found.last == {"yes": "", None: "ask", "no_answer": "again"}[last]


def test_there_is_always_something_to_do() -> None:
    assert all(follow_up(said).steps for said in patterns())
    assert follow_up({}) == follow_up(dict.fromkeys(FIVE, "no_answer") | {"right_now": ""})


def without(said: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in said.items() if key != name}


def test_what_was_not_answered_never_counts_as_a_no() -> None:
    for said, name in product(patterns(), FOUR):
        missing = follow_up(without(said, name))
        assert missing == follow_up({**said, name: "no_answer"})
        assert missing == follow_up({**said, name: "yes"})
        assert set(TALK) <= set(missing.steps)


def test_taking_an_answer_away_never_takes_help_away() -> None:
    for said, name in product(patterns(), FIVE):
        if name == "right_now" and all(said.get(each) == "no" for each in FOUR):
            continue  # four times a plain no: the fifth is then not one of the questions
        assert set(follow_up(said).steps) <= set(follow_up(without(said, name)).steps)


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("old_enough", {"old_enough": "no"}),
        ("old_enough", {"old_enough": None}),
        ("face", {"face": "no"}),
        ("face", {"face": ""}),
        ("room", {"room": " "}),
        ("can_act", {"can_act": None}),
        ("decided_by", {"decided": "full"}),
        ("wished", {"wished": "maybe"}),
        ("outcome", {"outcome": "anything"}),
    ],
)
def test_what_stands_first_is_answered_and_a_pick_has_a_name(field: str, fields: dict[str, object]) -> None:
    checked = check(**fields)
    assert [problem.field for problem in checked.problems] == [field]
    assert checked.body == {}


def test_nothing_is_kept_but_what_was_typed_and_picked() -> None:
    said = {"wished": "yes", "right_now": "no", "decided": "further", "decided_by": "Sam"}
    assert check(**said).body == FIRST | said
    assert ASQ.summary(FIRST | said) == "Five questions"
    assert ASQ.hint(FIRST | said) == {}
    assert ASQ.sensitive_default(FIRST)


def test_no_word_rates_anybody_in_the_form_the_schema_or_the_export() -> None:
    shown = [
        text
        for field in ASQ.words.fields.values()
        for text in (field.label, field.question, field.hint, *(choice.label for choice in field.choices))
    ]
    every = " ".join([*shown, json.dumps(ASQ.schema()), *ASQ.columns, ASQ.content_note])
    assert not re.search(r"\b(risk|level|score|positive|negative|acute|severity|high|low)", every, re.IGNORECASE)


if VECTORS.is_file():  # beside the project while it is being built, not in a clone

    def test_the_agreed_vectors_have_the_steps_they_name() -> None:
        asked = {"stay_with_person": "stay", "urgent_help_now": "acting", "same_day_person_follow_up": "talk"}
        told = {1: "yes", 0: "no", "R": "no_answer"}
        for vector in json.loads(VECTORS.read_text(encoding="utf-8"))["measures"]["asq"]["vectors"]:
            named = zip(FIVE, vector["responses"], strict=True)
            found = follow_up({name: told[each] for name, each in named if each is not None})
            flags = vector["expect"]["flags"]
            assert ("ask_q5_now" in flags) is (found.last == "ask")
            assert {asked[flag] for flag in flags if flag in asked} <= set(found.steps)
            assert (found.steps == ALWAYS) is (not flags)
