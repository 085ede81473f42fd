"""What may be answered at each type of step, and the sentence for what may not."""

import pytest

from lamplit.engines.practice import answers
from lamplit.engines.practice.answers import refusal
from tests.engines.practice.making import adult

CHOICES = "choices: {a: A, b: B, c: C}"
LADDER = "{type: ladder, name: it, label: L, least: 3, most: 4}"


def said(step: str, value: object) -> str:
    variant = adult(f"      - {step}\n")
    return refusal(next(each for each in variant.steps if each.name == "it"), value, {})


def rungs(*ratings: object) -> list[dict[str, object]]:
    return [{"step": f"Step {number}", "rating": rating} for number, rating in enumerate(ratings)]


@pytest.mark.parametrize(
    ("step", "value"),
    [
        (f"{{type: choice, name: it, label: L, {CHOICES}}}", "a"),
        (f"{{type: many_choice, name: it, label: L, most: 2, {CHOICES}}}", ["a", "c"]),
        (f"{{type: many_choice, name: it, label: L, {CHOICES}}}", []),
        ("{type: scale, name: it, label: L}", 0),
        ("{type: scale, name: it, label: L, lowest: 1, highest: 100}", 100),
        ("{type: text, name: it, label: L}", "Words"),
        ("{type: turn, name: it, label: L, voice: adult}", ""),
        ("{type: drawing, name: it, label: L}", "0d9f3f34-0000-4000-8000-000000000000"),
        ("{type: list_builder, name: it, label: L, least: 1}", ["One"]),
        (f"{{type: sort, name: it, label: L, {CHOICES}, bins: {{x: X, y: Y}}}}", {"a": "x", "b": "y"}),
        (f"{{type: body_map, name: it, label: L, {CHOICES}}}", [["chest", "a"], ["tummy", "a"]]),
        (LADDER, rungs(1, 4, 9)),
        ("{type: text, name: it, label: L}", None),
    ],
)
def test_what_fits_is_taken(step: str, value: object) -> None:
    assert said(step, value) == ""


@pytest.mark.parametrize(
    ("step", "value", "sentence"),
    [
        (f"{{type: choice, name: it, label: L, {CHOICES}}}", "z", answers.PICK),
        (f"{{type: choice, name: it, label: L, {CHOICES}}}", ["a"], answers.PICK),
        (f"{{type: choice, name: it, label: L, required: yes, {CHOICES}}}", None, answers.NEEDED),
        (f"{{type: many_choice, name: it, label: L, most: 2, {CHOICES}}}", ["a", "b", "c"], "Pick up to 2."),
        (f"{{type: many_choice, name: it, label: L, {CHOICES}}}", "a", answers.PICK),
        (f"{{type: many_choice, name: it, label: L, {CHOICES}}}", [{"a": "b"}], answers.PICK),
        ("{type: scale, name: it, label: L}", 11, "Pick a number from 0 to 10, or skip."),
        ("{type: scale, name: it, label: L}", 3.5, "Pick a number from 0 to 10, or skip."),
        ("{type: scale, name: it, label: L}", True, "Pick a number from 0 to 10, or skip."),
        ("{type: text, name: it, label: L}", "x" * 5001, answers.WORDS),
        ("{type: text, name: it, label: L}", 7, answers.PICK),
        ("{type: drawing, name: it, label: L}", "x" * 65, answers.PICK),
        ("{type: list_builder, name: it, label: L, least: 2}", ["One", " "], "Add at least 2, or skip."),
        ("{type: list_builder, name: it, label: L}", ["x" * 201], answers.WORDS),
        ("{type: list_builder, name: it, label: L}", "One", answers.PICK),
        (f"{{type: sort, name: it, label: L, {CHOICES}, bins: {{x: X, y: Y}}}}", {"a": "z"}, answers.PICK),
        (f"{{type: body_map, name: it, label: L, {CHOICES}}}", [["elbow", "a"]], answers.PICK),
        (f"{{type: body_map, name: it, label: L, {CHOICES}}}", [["chest"]], answers.PICK),
        (LADDER, rungs(1, 2), "Add at least 3, or skip."),
        (LADDER, rungs(1, 2, 11), "Pick a number from 0 to 10, or skip."),
        (LADDER, [{"step": 5, "rating": 1}], answers.WORDS),
        (LADDER, "steps", answers.PICK),
        (
            "{type: scale, name: it, label: L, constraint: . > 2, constraint_message: More than two.}",
            1,
            "More than two.",
        ),
        ("{type: say, name: it, label: L}", "words", answers.PICK),
    ],
)
def test_what_does_not_fit_is_refused_in_a_kind_sentence(step: str, value: object, sentence: str) -> None:
    assert said(step, value) == sentence


@pytest.mark.requirement("PF18")
def test_two_steps_of_a_ladder_never_have_the_same_number() -> None:
    assert said(LADDER, rungs(1, 4, 4)) == answers.SAME
