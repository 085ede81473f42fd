"""What was said in a practice as an entry keeps it: numbers, picks by code, and questions with their answers."""

from collections.abc import Mapping

from lamplit.engines.practice import player
from lamplit.engines.practice.model import Step, Variant

NUMBERS = {player.BEFORE: "before", player.AFTER: "after", "_helped": "helped"}
WRITTEN = ("text", "turn", "list_builder", "ladder", "sort")
PICKED = ("choice", "many_choice", "scene", "scale", "body_map")
ASKED_AT_THE_END = ("_helped", "_noticed", "_needed", "_next")
MADE = ("drawing", "photo", "audio")
PIECE = 200


def has_something(answers: Mapping[str, object]) -> bool:
    """Say whether anything was answered that could be kept; the gate and the choice of keeping it are not."""
    said = (value for name, value in answers.items() if not name.startswith("_") or name in ASKED_AT_THE_END)
    return any(value is not None and value is not True and value != "" for value in said)


def body_of(variant: Variant, slug: str, title: str, answers: Mapping[str, object]) -> dict[str, object]:
    """Return what an entry of a run holds; steps that were not seen, and what was skipped, are left out."""
    way = player.walk(variant, answers)
    body: dict[str, object] = {"practice": slug, "title": title}
    said, coded = list[str](), list[str]()
    for step in (player.filled(each, way) for each in way.passed):
        value = way.seen[step.name]
        if step.name in NUMBERS and isinstance(value, int):
            body[NUMBERS[step.name]] = value
        elif value not in (None, "", []) and step.name not in (player.KEEP, player.HERE):
            said += _said(step, value)
            coded += _coded(step, value)
    return body | {name: value for name, value in (("said", said), ("coded", coded)) if value}


def _said(step: Step, value: object) -> list[str]:
    """Return a question with what was written under it, or nothing when nothing was."""
    if step.type not in WRITTEN:
        return []
    if step.type == "ladder" and isinstance(value, list | tuple):
        text = "\n".join(f"{each.get('rating')}: {each.get('step')}" for each in value if isinstance(each, Mapping))
    elif isinstance(value, Mapping):
        bins = {choice.value: choice.label for choice in step.bins}
        text = "\n".join(f"{item}: {bins.get(str(put), '')}" for item, put in value.items())
    elif isinstance(value, list | tuple):
        text = "\n".join(str(each) for each in value)
    else:
        text = str(value)
    return [f"{step.label}\n{text}"] if text.strip() else []


def _coded(step: Step, value: object) -> list[str]:
    """Return picks as `step=value`, so that they can be counted without reading any words."""
    if step.type in MADE:
        return [f"made.{step.name}={value}"[:PIECE]]
    if step.type not in PICKED or step.name.startswith("_"):
        return []
    values = value if isinstance(value, list | tuple) else [value]
    pieces = [".".join(map(str, each)) if isinstance(each, list | tuple) else str(each) for each in values]
    return [f"{step.name}={piece}"[:PIECE] for piece in pieces]
