"""Plays a practice: `(variant, answers) -> next step or finished`, a pure state machine that stores nothing.

Answers are kept by the caller, by step name; None means skipped. Whatever is not understood any more (another type,
a step that an edit took away) counts as not answered, so an old run goes on from where it can.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lamplit.engines.practice import expressions, shapes
from lamplit.engines.practice.answers import in_words, refusal
from lamplit.engines.practice.model import Section, Step, Variant

STOP = "_stop"
HERE, BEFORE, AFTER, STILL, DURING, KEEP = "_here", "_before", "_after", "_still", "_during", "_keep"
NOT_HERE, ENOUGH = "not_here", "enough"
MAIN = (Section.OPENING, Section.GATE, Section.BODY, Section.CLOSING)
_INSERTED = re.compile(r"\$\{([\w.]+)\}")


class Ending(StrEnum):
    """How a run is going or ended: to its end, by choice before it, or turned to the room around."""

    WHOLE = "whole"
    STOPPED = "stopped"
    DIVERTED = "diverted"


@dataclass(frozen=True, slots=True)
class Limits:
    """When an inward practice turns to grounding: distress of `before` or more, or a rise of `rise` (both 0-10)."""

    before: int = 7
    rise: int = 3


@dataclass(frozen=True, slots=True)
class Showing:
    """The step to show now, its texts filled in; `number` is 0 for the first, `section` says which part it is."""

    step: Step
    number: int
    going: Ending


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing more to show, and how it ended."""

    how: Ending


@dataclass(frozen=True, slots=True)
class Refused:
    """What was given is no answer to this step; `message` says so kindly. Nothing changed."""

    message: str


@dataclass(frozen=True, slots=True)
class Walk:
    """The way through the steps so far: those passed, with their answers, the one to show now, and how it goes."""

    passed: tuple[Step, ...]
    seen: Mapping[str, object]
    now: Step | None
    going: Ending


def walk(variant: Variant, answers: Mapping[str, object], limits: Limits = Limits()) -> Walk:
    """Return the way from the first step to the first that is not answered."""
    passed, seen, going, enough = list[Step](), dict[str, object](), Ending.WHOLE, False
    steps, stops = _main(variant), _stops(answers)
    while (step := next(steps, None)) is not None:
        if not _shown(step, seen, enough=enough, going=going):
            continue
        if step.name not in answers or refusal(step, answers[step.name], seen):
            if stops == 0 or going is not Ending.WHOLE:
                left = stops > (1 if going is Ending.STOPPED else 0)
                return Walk(tuple(passed), seen, None if left else step, going)
            steps, going = _of(variant, Section.STOPPED), Ending.STOPPED
            continue
        seen[step.name] = answers[step.name]
        passed.append(step)
        enough = enough or step.type == "stop" or (seen[step.name] == ENOUGH and step.name.startswith(STILL))
        if going is Ending.WHOLE and _too_much(step, seen, limits):
            steps, going = _of(variant, Section.DIVERTED), Ending.DIVERTED
    return Walk(tuple(passed), seen, None, going)


def _main(variant: Variant) -> Iterator[Step]:
    return (step for step in variant.steps if step.section in MAIN)


def _of(variant: Variant, section: Section) -> Iterator[Step]:
    return (step for step in variant.steps if step.section is section)


def _stops(answers: Mapping[str, object]) -> int:
    stops = answers.get(STOP)
    return stops if isinstance(stops, int) else 0


def _shown(step: Step, seen: Mapping[str, object], *, enough: bool, going: Ending) -> bool:
    if enough and step.section is Section.BODY and not step.always:
        return False
    if step.name == KEEP and going is not Ending.WHOLE and not is_written(seen):
        return False
    return expressions.holds(step.relevant, seen)


def is_written(seen: Mapping[str, object]) -> bool:
    """Say whether anything was answered that is not the frame's own: then it is asked what to keep of it."""
    said = (value for name, value in seen.items() if not name.startswith("_"))
    return any(value is not None and value is not True and value != "" for value in said)


def _too_much(step: Step, seen: Mapping[str, object], limits: Limits) -> bool:
    """Say whether the answer just given means: the room around now, not this practice."""
    value, before = seen[step.name], seen.get(BEFORE)
    if step.name.startswith((HERE, STILL)):
        return value == NOT_HERE
    if not isinstance(value, int):
        return False
    if step.name == BEFORE:
        return value >= limits.before
    risen = isinstance(before, int) and value >= before + limits.rise
    return risen and step.name.startswith((DURING, AFTER))


def next_step(variant: Variant, answers: Mapping[str, object], limits: Limits = Limits()) -> Showing | Finished:
    """Return what to show now."""
    way = walk(variant, answers, limits)
    if way.now is None:
        return Finished(way.going)
    return Showing(filled(way.now, way), len(way.passed), way.going)


def answer(
    variant: Variant,
    answers: Mapping[str, object],
    value: object,
    limits: Limits = Limits(),
) -> dict[str, object] | Refused:
    """Return the answers with `value` given at the step shown now; None skips. What no longer counts is left out."""
    way = walk(variant, answers, limits)
    if way.now is None:
        return Refused("This is finished.")
    given = True if way.now.type in shapes.SHOWS else value
    said = refusal(way.now, given, way.seen)
    return Refused(said) if said else _exact(way, answers) | {way.now.name: given}


def stop(variant: Variant, answers: Mapping[str, object], limits: Limits = Limits()) -> dict[str, object]:
    """Return the answers with one more tap on Stop: first to a calm place, then out."""
    return _exact(walk(variant, answers, limits), answers) | {STOP: _stops(answers) + 1}


def back(variant: Variant, answers: Mapping[str, object], limits: Limits = Limits()) -> dict[str, object]:
    """Return the answers without the last thing done; at the first step, as they are.

    The caller keeps what was written there and shows it again, so that going back loses nothing.
    """
    way = walk(variant, answers, limits)
    kept = _exact(way, answers)
    last = way.passed[-1] if way.passed else None
    stops = _stops(kept)
    just_stopped = stops and (last is None or last.section is not Section.STOPPED)
    if just_stopped or stops > 1:
        return {**kept, STOP: stops - 1} if stops > 1 else {name: kept[name] for name in kept if name != STOP}
    return {name: value for name, value in kept.items() if last is None or name != last.name}


def _exact(way: Walk, answers: Mapping[str, object]) -> dict[str, object]:
    stops = {STOP: _stops(answers)} if _stops(answers) else {}
    return {**way.seen, **stops}


def says_back(step: Step) -> frozenset[str]:
    """Return the names of earlier steps whose answers stand in this step's words."""
    return frozenset(name for text in (step.label, *step.lines) for name in _INSERTED.findall(text))


def filled(step: Step, way: Walk) -> Step:
    """Return the step with the person's own earlier words in place of `${name}`."""
    steps = {each.name: each for each in way.passed}

    def own(match: re.Match[str]) -> str:
        name = match.group(1)
        return in_words(steps[name], way.seen[name]) if name in steps else ""

    if "${" not in step.label and not any("${" in line for line in step.lines):
        return step
    lines = tuple(_INSERTED.sub(own, line) for line in step.lines)
    return step._replace(label=_INSERTED.sub(own, step.label), lines=lines)
