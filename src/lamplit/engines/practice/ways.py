"""Every way through a practice as a table, made by asking the player; leaves drawing it to the faces.

A phone without a connection looks up what comes next and decides nothing. What cannot be looked up is not offered
there: inward and past-focused work, whose gate rests on what is true today; steps of a path that open one by one; what
a therapist switches on; steps whose answer is checked against itself (a ladder, a sort); and comparing long scales.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lamplit.engines.practice import player, shapes
from lamplit.engines.practice.answers import LONGEST_LINE, LONGEST_TEXT, MOST_LINES, refusal
from lamplit.engines.practice.expressions import Expression, holds
from lamplit.engines.practice.model import Practice, Step, Variant
from lamplit.engines.practice.offering import needs_switching_on
from lamplit.engines.practice.paths import paths

ON, SAID, SKIP, LONG, ANY = "on", "said", "skip", "long", "*"
CHECKED_AGAINST_ITSELF = frozenset({"ladder", "sort"})
LOOKED_UP = frozenset({"choice", "scene", "scale"})  # types whose single answers a condition may ask for
MOST_NUMBERS = 11  # of a scale that a condition asks for: two of them from 0 to 100 make ten thousand ways
MADE = frozenset({"drawing", "photo", "audio"})


@dataclass(frozen=True, slots=True)
class Place:
    """One place in a run: the step shown there, empty at an end, and how it goes.

    `ways` leads from what was answered to the number of the next place, `*` from anything else that is an answer;
    `refused` holds the sentence for what is none. `stop` is where a tap on Stop leads.
    """

    step: str
    going: player.Ending
    ways: Mapping[str, int]
    refused: Mapping[str, str]
    stop: int


def works_alone(practice: Practice, variant: Variant) -> bool:
    """Say whether a practice can be played with nobody to ask: nothing in it rests on what only the house knows."""
    waits = any(practice.slug in path.steps[1:] for path in paths().values())
    if not variant.offered or variant.gated or waits or needs_switching_on(practice, variant):
        return False
    if any(step.type in CHECKED_AGAINST_ITSELF for step in variant.steps):
        return False
    steps = {step.name: step for step in variant.steps}
    return all(name in steps and _can_be_looked_up(steps[name]) for name in _asked(variant))


def _can_be_looked_up(step: Step) -> bool:
    return step.type in LOOKED_UP and step.highest - step.lowest < MOST_NUMBERS


def _asked(variant: Variant) -> frozenset[str]:
    return frozenset[str]().union(*(_asked_by(step) for step in variant.steps))


def _asked_by(step: Step) -> frozenset[str]:
    both = (each.names() for each in (step.relevant, step.constraint) if each is not None)
    return frozenset[str]().union(*both)


def _conditions(steps: Sequence[Step]) -> tuple[Expression, ...]:
    both = (each for step in steps for each in (step.relevant, step.constraint) if each is not None)
    return tuple(dict.fromkeys(both))


def way_of(step: Step, value: object) -> str:
    """Return by which way `value` goes on from `step`: the answer itself, how many, or that something was said."""
    if step.type in shapes.SHOWS:
        return ON
    if value is None:
        return SKIP
    if step.type in LOOKED_UP:
        return str(value)
    if isinstance(value, str):
        return LONG if len(value) > LONGEST_TEXT else SAID
    parts = list(value) if isinstance(value, list | tuple) else []
    if len(parts) > MOST_LINES or any(isinstance(each, str) and len(each) > LONGEST_LINE for each in parts):
        return LONG
    return str(len(parts))


def _samples(step: Step) -> list[object]:
    """Return one answer for each way there can be, the skipped one last."""
    if step.type in shapes.SHOWS:
        return [True]
    return [*_SAMPLES.get(step.type, _texts)(step), None]


def _texts(_: Step) -> list[object]:
    return ["x", "x" * (LONGEST_TEXT + 1)]


def _values(step: Step) -> list[object]:
    return [choice.value for choice in step.choices]


def _marks(step: Step) -> list[object]:
    marks = [[part, value] for value in _values(step) for part in shapes.BODY_PARTS]
    return [marks[:count] for count in range(1, MOST_LINES + 2)]


_SAMPLES: Mapping[str, Callable[[Step], list[object]]] = {
    "choice": _values,
    "scene": _values,
    "scale": lambda step: [*range(step.lowest, step.highest + 1)],
    "many_choice": lambda step: [_values(step)[:count] for count in range(1, len(step.choices) + 1)],
    "body_map": _marks,
    "list_builder": lambda _: [["x"] * count for count in range(1, MOST_LINES + 2)],
    **dict.fromkeys(MADE, lambda _: []),
}


def table(variant: Variant) -> tuple[Place, ...]:
    """Return every place of a practice, the first one first; each step of the way was asked of the player."""
    return _Table(variant).places()


class _Table:
    """Goes every way once; places from which the rest is the same are one."""

    def __init__(self, variant: Variant) -> None:
        self.variant = variant
        self.order = {step.name: at for at, step in enumerate(variant.steps)}
        self.asked_for = _asked(variant)
        self.left = [_conditions(variant.steps[at:]) for at in range(len(variant.steps))]
        self.numbers: dict[object, int] = {}
        self.waiting: list[Mapping[str, object]] = []

    def places(self) -> tuple[Place, ...]:
        self._number({})
        return tuple(self._place(answers) for answers in self.waiting)  # which grows while it is gone through

    def _number(self, answers: Mapping[str, object]) -> int:
        key = self._what_matters(answers)
        if key not in self.numbers:
            self.numbers[key] = len(self.waiting)
            self.waiting.append(answers)
        return self.numbers[key]

    def _what_matters(self, answers: Mapping[str, object]) -> object:
        """Return all that the rest of the way rests on: the step, how it goes, and the conditions still to come."""
        way = player.walk(self.variant, answers)
        if way.now is None:
            return way.going
        at = self.order[way.now.name]
        still = tuple(self._so_far(each, at, way.seen) for each in self.left[at])
        enough = any(step.type == "stop" for step in way.passed)
        return way.now.name, way.going, still, enough, player.is_written(way.seen), self._asked_twice(answers, way)

    def _asked_twice(self, answers: Mapping[str, object], way: player.Walk) -> bool:
        """Say whether Stop was tapped at a question that is asked again afterwards; an answer counts for both."""
        if way.going is not player.Ending.STOPPED:
            return False
        before = player.walk(self.variant, {name: answers[name] for name in answers if name != player.STOP}).now
        return before is not None and before.name == player.KEEP

    def _so_far(self, condition: Expression, at: int, seen: Mapping[str, object]) -> object:
        """Return a condition as far as it is known before step `at`: whether it holds, or what it still rests on."""
        names = condition.names()
        if all(self.order.get(name, at) < at for name in names):
            return holds(condition, seen)
        if condition.act not in ("and", "or"):
            return condition, tuple((name, seen[name]) for name in sorted(names) if name in seen)
        settles = condition.act == "or"
        parts = [self._so_far(part, at, seen) for part in condition.parts]
        if any(part is settles for part in parts):
            return settles
        return condition.act, tuple(part for part in parts if not isinstance(part, bool))

    def _place(self, answers: Mapping[str, object]) -> Place:
        way = player.walk(self.variant, answers)
        if way.now is None:
            return Place("", way.going, {}, {}, 0)
        ways, refused = dict[str, int](), dict[str, str]()
        for value in self._tried(way.now):
            said = refusal(way.now, value, way.seen)
            name = way_of(way.now, value)
            if said:
                refused[name] = said
                continue
            given = player.answer(self.variant, answers, value)
            if not isinstance(given, player.Refused):
                ways[name] = self._number(given)
        stop = self._number(player.stop(self.variant, answers))
        return Place(way.now.name, way.going, _shortened(ways), refused, stop)

    def _tried(self, step: Step) -> list[object]:
        """Return the answers to try: all of them, or of a choice that nothing asks for the first for all."""
        samples = _samples(step)
        return samples if step.type not in LOOKED_UP or step.name in self.asked_for else [samples[0], samples[-1]]


def _shortened(ways: dict[str, int]) -> dict[str, int]:
    """Return the ways with `*` for those that lead to the same place as the first."""
    first = next((number for name, number in ways.items() if name != SKIP), None)
    if first is None:
        return ways
    return {ANY: first} | {name: number for name, number in ways.items() if name == SKIP or number != first}
