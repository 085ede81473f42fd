"""Makes practice files for tests, and plays practices with answers that fit."""

from collections.abc import Callable, Mapping

from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice import library, player, shapes
from lamplit.engines.practice.loader import Read, read_practice
from lamplit.engines.practice.model import Practice, Step, Variant

TOP = """\
source: Made up for a test
licence: CC BY 4.0
review_date: 2026-11-22
practice: made-up
title: Made up
purpose: Try this out.
for: [subject, carer]
modality: [play]
helps_with: [worry]
inward: {inward}
evidence: {{label: some, source: A test, as_of: 2026-11-22}}
cautions: [Take care.]
author: A tester
clinician_reviewed: {clinician}
lived_experience_reviewed: not yet
{more}bands:
  3-5: {{not_for: Not for this age.}}
  6-8: {{not_for: Not for this age.}}
  9-12: {{not_for: Not for this age.}}
  13-17: {{minutes: 3, like: adult}}
  adult:
    minutes: 3
    steps:
"""
STEPS = """\
      - Look round.
      - {type: choice, name: feel, label: How is it?, choices: {good: Good, bad: Bad}}
      - {type: text, name: why, label: Why?, relevant: "${feel} = 'bad'"}
"""


def text(steps: str = STEPS, *, inward: str = "no", clinician: str = "not yet", more: str = "") -> str:
    """Return the text of a practice with these steps (indented by six) for 13-17 and adults."""
    return TOP.format(inward=inward, clinician=clinician, more=more) + steps


def read(written: str, file: str = "made/made-up.yaml") -> Read:
    """Read a practice against the shipped frame and tags."""
    return read_practice(written, file, library.house())


def sound(written: str) -> Practice:
    """Return the practice in a text that has no fault."""
    found = read(written)
    assert found.practice is not None, "\n".join(map(str, found.faults))
    return found.practice


def adult(steps: str = STEPS, *, inward: str = "no") -> Variant:
    """Return the adult band of a practice with these steps."""
    return sound(text(steps, inward=inward)).bands[AgeBand.ADULT]


def fitting(step: Step, pick: Callable[[list[object]], object]) -> object:
    """Return an answer that fits a step, chosen by `pick` from a few."""
    return pick(options(step))


def options(step: Step) -> list[object]:
    """Return some answers that fit a step, skipping last when it may be skipped."""
    values = [choice.value for choice in step.choices]
    found: Mapping[str, list[object]] = {
        "choice": list(values),
        "scene": list(values),
        "many_choice": [values[: max(step.least, 1)]],
        "scale": [step.lowest, min(step.lowest + 5, step.highest), step.highest],
        "text": ["A few words."],
        "turn": ["A few words."],
        "drawing": ["0d9f3f34-0000-4000-8000-000000000000"],
        "photo": ["0d9f3f34-0000-4000-8000-000000000000"],
        "audio": ["0d9f3f34-0000-4000-8000-000000000000"],
        "list_builder": [[f"Thing {number}" for number in range(max(step.least, 1))]],
        "sort": [{"Thing 0": step.bins[0].value}] if step.bins else [],
        "body_map": [[["chest", value] for value in values[:1]]],
        "ladder": [[{"step": f"Step {number}", "rating": number} for number in range(max(step.least, 3))]],
    }
    return (found[step.type] if step.type not in shapes.SHOWS else [True]) + ([] if step.required else [None])


def play(variant: Variant, choose: Callable[[Step], object], most: int = 300) -> tuple[list[Step], player.Finished]:
    """Play a band to its end; return the steps shown and how it ended."""
    answers: dict[str, object] = {}
    shown: list[Step] = []
    for _ in range(most):
        now = player.next_step(variant, answers)
        if isinstance(now, player.Finished):
            return shown, now
        shown.append(now.step)
        given = player.answer(variant, answers, choose(now.step))
        assert not isinstance(given, player.Refused), f"{now.step.name}: {given.message}"
        answers = given
    raise AssertionError(f"still going after {most} steps")
