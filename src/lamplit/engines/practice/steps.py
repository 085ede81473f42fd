"""Reads one step of a practice file; leaves what stands for several steps to `unfolding` and `scenes`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from lamplit.engines.practice import expressions, shapes
from lamplit.engines.practice.errors import note
from lamplit.engines.practice.expressions import Expression, ExpressionError
from lamplit.engines.practice.model import Choice, Step
from lamplit.engines.records.reading import Faults, Item

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)?|_[a-z]+")
_NO_LINES: tuple[str, ...] = ()
_ASKING = {name for name, keys in shapes.TYPES.items() if "required" in keys} | {"timer"}


class _Asked(TypedDict, total=False):
    """The fields of a step that are read only where its type has them."""

    required: bool
    constraint: Expression | None
    constraint_message: str
    choices: tuple[Choice, ...]
    bins: tuple[Choice, ...]
    of: str
    faces: bool
    low: str
    high: str
    lowest: int
    highest: int
    least: int
    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Words:
    """What is asked after breathing, what can be done instead, and how one says it in one's own words in a scene."""

    felt: Step
    anchor: Step
    anchors: tuple[Step, ...]
    own_words: str
    own_words_ask: str


@dataclass(slots=True)
class Desk:
    """What is at hand while steps are read: the file's faults, parts and named lists, what was used, and shared words.

    Without shared words, breathing asks nothing afterwards and a scene offers no words of one's own.
    """

    faults: Faults
    words: Words | None = None
    parts: Mapping[str, Item] = field(default_factory=dict)
    lists: Mapping[str, Item] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def note(self, where: Item, code: str, said: str) -> None:
        """Note one fault at the line of `where`."""
        note(self.faults, where, code, said)


def read_step(item: Item, number: int, desk: Desk) -> tuple[Step, Item] | None:
    """Return the step written in `item` with the item itself; None when it cannot be told what it is.

    A plain line is something to say.
    """
    if item.text():
        return Step(f"step{number}", "say", item.text(), item.line), item
    kind = item.said("type")
    if kind not in shapes.TYPES:
        desk.note(item, "type_unknown", f"'{kind}' is not a type of step." if kind else "This step has no type.")
        return None
    for key, value in item.fields().items():
        if key not in shapes.TYPES[kind]:
            known = any(key in keys for keys in shapes.TYPES.values())
            desk.note(value, "key_not_here" if known else "key_unknown", f"'{key}' is not a key of '{kind}'.")
    return _step(item, kind, number, desk), item


def _step(item: Item, kind: str, number: int, desk: Desk) -> Step:
    """Return the step; keys that are not there are not looked for, as most are not."""
    there = item.fields()
    asked = _asked(item, kind, desk) if kind in _ASKING else _Asked()
    return Step(
        name=_name(item, kind, number, desk),
        type=kind,
        label=_label(item, kind, desk),
        line=item.line,
        hint=item.said("hint") if "hint" in there else "",
        relevant=condition(item, "relevant", desk),
        lines=lines(item, "lines", desk),
        always="always" in there and yes(item, "always", desk),
        voice=_voice(item, kind, desk),
        **asked,
    )


def _asked(item: Item, kind: str, desk: Desk) -> "_Asked":
    """Return what only a step with an answer, or a timer, has."""
    found: _Asked = {"required": yes(item, "required", desk), "constraint": _constraint(item, desk)}
    found["constraint_message"] = item.said("constraint_message")
    if _chooses(item, kind):
        found["choices"] = choices(item, "choices", desk)
    if kind == "sort":
        found["bins"], found["of"] = choices(item, "bins", desk), item.said("of")
    if kind in ("scale", "ladder"):
        found["faces"], found["low"], found["high"] = (
            yes(item, "faces", desk),
            item.said("low"),
            item.said("high"),
        )
        found["lowest"], found["highest"] = (
            whole(item, "lowest", (0, 100), 0, desk),
            whole(item, "highest", (1, 100), 10, desk),
        )
    if kind in ("many_choice", "list_builder", "ladder"):
        found["least"], found["most"] = whole(item, "least", (0, 20), 0, desk), whole(item, "most", (1, 20), 0, desk)
    if kind == "timer":
        found["seconds"] = whole(item, "seconds", (5, 1200), 0, desk, needed=True)
    if found.get("lowest", 0) >= found.get("highest", 10) or found.get("least", 0) > (found.get("most", 0) or 20):
        desk.note(item, "bounds_bad", "The smaller number is the greater.")
    return found


def _chooses(item: Item, kind: str) -> bool:
    return kind in ("choice", "many_choice", "body_map") or (kind == "sort" and not item.said("of"))


def _name(item: Item, kind: str, number: int, desk: Desk) -> str:
    name = item.said("name")
    if not name:
        if kind in shapes.NAMED:
            desk.note(item, "name_missing", f"This '{kind}' has no name.")
        return f"step{number}"
    if not _NAME.fullmatch(name):
        desk.note(item.get("name"), "name_bad", f"'{name}' is not a name.")
    return name


def _label(item: Item, kind: str, desk: Desk) -> str:
    label = item.said("label").strip()
    if not label and kind in shapes.LABELLED:
        desk.note(item, "text_missing", f"This '{kind}' has no label.")
    return label


def _voice(item: Item, kind: str, desk: Desk) -> str:
    voice = item.said("voice")
    if kind == "turn" and voice not in shapes.VOICES:
        desk.note(item, "text_missing", f"A turn has a voice: {', '.join(shapes.VOICES)}.")
    return voice


def condition(item: Item, key: str, desk: Desk) -> Expression | None:
    """Return the condition under `key`, or None when there is none."""
    if key not in item.fields():
        return None
    try:
        return expressions.read(item.said(key))
    except ExpressionError as error:
        desk.note(item.get(key), "expression_bad", str(error))
        return None


def _constraint(item: Item, desk: Desk) -> Expression | None:
    found = condition(item, "constraint", desk)
    if found is not None and not item.said("constraint_message"):
        desk.note(item, "message_missing", "This constraint has no message.")
    return found


def choices(item: Item, key: str, desk: Desk) -> tuple[Choice, ...]:
    """Return the choices under `key`, written here as `value: words` or named from `lists:`."""
    found = item.get(key)
    if found.text():
        desk.used.add(found.text())
        if found.text() not in desk.lists:
            desk.note(found, "choices_unknown", f"There is no list called '{found.text()}'.")
            return ()
        found = desk.lists[found.text()]
    picked = tuple(Choice(value, words.text().strip()) for value, words in found.fields().items())
    if len(picked) < 2:
        desk.note(found, "choices_few", f"There are {len(picked)} in '{key}'.")
    for choice in picked:
        if not choice.label:
            desk.note(found, "text_missing", f"The choice '{choice.value}' has no words.")
    return picked


def lines(item: Item, key: str, desk: Desk) -> tuple[str, ...]:
    """Return the list of lines under `key`; an empty line is a fault."""
    found = item.get(key)
    if key not in item.fields():
        return _NO_LINES
    if not found.items() or not all(line.text().strip() for line in found.items()):
        desk.note(found, "list_empty", f"'{key}' is a list of lines.")
    return tuple(line.text().strip() for line in found.items())


def yes(item: Item, key: str, desk: Desk) -> bool:
    """Return whether `key` says yes; a missing one says no."""
    said = item.said(key)
    if said not in ("", "yes", "no"):
        desk.note(item.get(key), "yes_or_no", f"'{key}' says '{said}'.")
    return said == "yes"


def whole(item: Item, key: str, within: tuple[int, int], usual: int, desk: Desk, *, needed: bool = False) -> int:
    """Return the whole number under `key`, from `within[0]` to `within[1]`; `usual` when there is none."""
    said = item.said(key)
    if not said and not needed:
        return usual
    if not said.isascii() or not said.isdigit() or not within[0] <= int(said) <= within[1]:
        desk.note(item.get(key), "number_bad", f"'{key}' is a whole number from {within[0]} to {within[1]}.")
        return usual
    return int(said)
