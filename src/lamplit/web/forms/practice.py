"""What a step of a practice sends, as the player takes it; leaves what may be answered to the engine."""

from collections.abc import Callable, Sequence

from django.http import QueryDict

from lamplit.engines.kernel.saying import say
from lamplit.engines.practice.model import Step
from lamplit.engines.practice.shapes import BODY_PARTS

ROWS = 8  # of a ladder
PARTS = (
    ("head", say("Head")),
    ("face", say("Face")),
    ("throat", say("Throat")),
    ("shoulders", say("Shoulders")),
    ("chest", say("Chest")),
    ("back", say("Back")),
    ("tummy", say("Tummy")),
    ("arms", say("Arms")),
    ("hands", say("Hands")),
    ("legs", say("Legs")),
    ("feet", say("Feet")),
    ("all", say("All over")),
)


def value_of(step: Step, post: QueryDict, listed: Sequence[str]) -> object:
    """Return the answer in a form, None when nothing was answered; `listed` is what is sorted at this step."""
    if step.type == "sort":
        return _put(listed or [choice.value for choice in step.choices], post)
    if step.type == "body_map":
        return [[part, each.value] for each in step.choices for part in _parts(post, each.value)] or None
    read = _READERS.get(step.type)
    return read(post) if read else post.get("value", "").replace("\r\n", "\n").strip() or None


def _put(items: Sequence[str], post: QueryDict) -> dict[str, str] | None:
    put = {item: post.get(f"bin-{place}", "") for place, item in enumerate(items)}
    return {item: chosen for item, chosen in put.items() if chosen} or None


def _number(text: str) -> int | str | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else text or None


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _parts(post: QueryDict, feeling: str) -> list[str]:
    return [part for part in post.getlist(f"at-{feeling}") if part in BODY_PARTS]


def _rungs(post: QueryDict) -> list[dict[str, object]]:
    rows = [(post.get(f"step-{row}", "").strip(), _number(post.get(f"rating-{row}", ""))) for row in range(ROWS)]
    return [{"step": words, "rating": rating} for words, rating in rows if words]


_READERS: dict[str, Callable[[QueryDict], object]] = {
    "scale": lambda post: _number(post.get("value", "")),
    "many_choice": lambda post: post.getlist("value") or None,
    "list_builder": lambda post: _lines(post.get("value", "")) or None,
    "ladder": lambda post: _rungs(post) or None,
}


def rows_of(step: Step, kept: object) -> list[tuple[str, str]]:
    """Return the rows of a ladder as they are shown, with what was typed."""
    there = [each for each in kept if isinstance(each, dict)] if isinstance(kept, list | tuple) else []
    shown = [
        (str(each.get("step") or ""), str(each.get("rating") if each.get("rating") is not None else ""))
        for each in there
    ]
    return (shown + [("", "")] * ROWS)[: max(step.most or ROWS, len(shown))]
