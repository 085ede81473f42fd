"""What may be answered at one step, and the kind sentence for what may not; leaves the order of steps to `player`."""

from collections.abc import Callable, Mapping, Sequence

from lamplit.engines.practice import expressions, shapes
from lamplit.engines.practice.model import Step

LONGEST_TEXT = 5000
LONGEST_LINE = 200
MOST_LINES = 20
LONGEST_ID = 64

PICK = "Pick one of these, or skip."
NUMBER = "Pick a number from {low} to {high}, or skip."
WORDS = "That is longer than fits here. Keep the part that matters most."
FEWER = "Pick up to {most}."
MORE = "Add at least {least}, or skip."
SAME = "Two steps have the same number. Give each step its own."
NEEDED = "This one needs an answer before we go on. You can also stop."


def refusal(step: Step, value: object, seen: Mapping[str, object]) -> str:
    """Return the sentence that says why `value` is no answer to `step`; empty when it is one. None means skipped."""
    if step.type in shapes.SHOWS:
        return "" if value is True else PICK
    if value is None:
        return NEEDED if step.required else ""
    said = _CHECKS[step.type](step, value)
    if not said and not expressions.holds(step.constraint, seen, value):
        return step.constraint_message or PICK
    return said


def _choice(step: Step, value: object) -> str:
    return "" if value in _values(step) else PICK


def _values(step: Step) -> list[str]:
    return [choice.value for choice in step.choices]


def _many(step: Step, value: object) -> str:
    if not _is_list(value) or not set(_texts(value)) <= set(_values(step)):
        return PICK
    return _how_many(step, len(set(_texts(value))))


def _how_many(step: Step, count: int) -> str:
    if step.most and count > step.most:
        return FEWER.format(most=step.most)
    return MORE.format(least=step.least) if count < step.least else ""


def _scale(step: Step, value: object) -> str:
    fits = isinstance(value, int) and not isinstance(value, bool) and step.lowest <= value <= step.highest
    return "" if fits else NUMBER.format(low=step.lowest, high=step.highest)


def _text(step: Step, value: object) -> str:
    if not isinstance(value, str):
        return PICK
    return "" if len(value) <= LONGEST_TEXT else WORDS


def _piece(step: Step, value: object) -> str:
    """Check the id of a drawing, photo or recording, which is kept elsewhere."""
    return "" if isinstance(value, str) and len(value) <= LONGEST_ID else PICK


def _listed(step: Step, value: object) -> str:
    if not _is_list(value):
        return PICK
    texts = _texts(value)
    if any(len(each) > LONGEST_LINE for each in texts) or len(texts) > (step.most or MOST_LINES):
        return WORDS
    return _how_many(step, len([each for each in texts if each.strip()]))


def _sorted(step: Step, value: object) -> str:
    bins = {choice.value for choice in step.bins}
    return "" if isinstance(value, Mapping) and set(map(str, value.values())) <= bins else PICK


def _body(step: Step, value: object) -> str:
    if not _is_list(value):
        return PICK
    marks = [each for each in _parts(value) if _is_list(each) and len(_parts(each)) == 2]
    fits = len(marks) == len(_parts(value)) <= MOST_LINES and all(
        str(_parts(mark)[0]) in shapes.BODY_PARTS and _parts(mark)[1] in _values(step) for mark in marks
    )
    return "" if fits else PICK


def _ladder(step: Step, value: object) -> str:
    if not _is_list(value) or not all(isinstance(each, Mapping) for each in _parts(value)):
        return PICK
    rungs = [each for each in _parts(value) if isinstance(each, Mapping)]
    ratings = [each.get("rating") for each in rungs]
    if any(_scale(step, rating) for rating in ratings):
        return NUMBER.format(low=step.lowest, high=step.highest)
    if any(not isinstance(each.get("step"), str) or len(str(each.get("step"))) > LONGEST_LINE for each in rungs):
        return WORDS
    return SAME if len(set(map(str, ratings))) < len(ratings) else _how_many(step, len(rungs))


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _parts(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _texts(value: object) -> list[str]:
    return [each if isinstance(each, str) else "" for each in _parts(value)]


_CHECKS: dict[str, Callable[[Step, object], str]] = {
    "choice": _choice,
    "scene": _choice,
    "many_choice": _many,
    "scale": _scale,
    "text": _text,
    "turn": _text,
    "drawing": _piece,
    "photo": _piece,
    "audio": _piece,
    "list_builder": _listed,
    "sort": _sorted,
    "body_map": _body,
    "ladder": _ladder,
}


def in_words(step: Step, value: object) -> str:
    """Return an answer as somebody would read it back: labels for choices, lists joined with commas."""
    labels = {choice.value: choice.label for choice in step.choices}
    if isinstance(value, str):
        return labels.get(value, value)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (_one(each, labels) for each in value)))
    return "" if value is None or isinstance(value, Mapping) else str(value)


def _one(each: object, labels: Mapping[str, str]) -> str:
    if isinstance(each, Mapping):
        return str(each.get("step", ""))
    return labels.get(str(each), str(each))
