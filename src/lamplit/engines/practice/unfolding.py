"""Turns what is written short into single steps: parts, tables of words, breathing; leaves scenes to `scenes`."""

from collections.abc import Iterator

from lamplit.engines.practice import scenes
from lamplit.engines.practice.expressions import Expression, all_of, is_value
from lamplit.engines.practice.model import Choice, Pattern, Step
from lamplit.engines.practice.steps import Desk, Words, lines, read_step
from lamplit.engines.records.reading import Item

_PATTERN_KEYS = {"label", "in", "hold", "out", "rest", "rounds"}


def read_steps(item: Item, desk: Desk) -> tuple[Step, ...]:
    """Return the steps written in a list, each unfolded."""
    found: list[Step] = []
    for each in _with_parts(item, desk):
        read = read_step(each, len(found) + 1, desk)
        if read:
            found.extend(_unfolded(*read, desk))
    return tuple(found)


def _with_parts(item: Item, desk: Desk) -> Iterator[Item]:
    """Yield each step, and in place of `use: name` the steps of that part."""
    for each in item.items():
        name = each.said("use")
        if not name:
            yield each
        elif name in desk.parts:
            desk.used.add(name)
            yield from desk.parts[name].items()
        else:
            desk.note(each, "part_unknown", f"There is no part called '{name}'.")


def _unfolded(step: Step, item: Item, desk: Desk) -> list[Step]:
    if step.type == "breath":
        return _breath(step, item, desk)
    if step.type == "scene":
        return scenes.unfold(step, item, desk)
    if step.type == "card" and "table" in item.fields():
        return _table(step, item, desk)
    return [step]


def _breath(step: Step, item: Item, desk: Desk) -> list[Step]:
    """Return the choice of a pattern, each pattern, how it felt, and another anchor for whoever felt worse."""
    patterns = [_pattern(name, each, desk) for name, each in item.get("patterns").fields().items()]
    if not patterns:
        desk.note(item, "breath_bad", "There is no pattern.")
    if len(patterns) == 1:
        return [step._replace(pattern=patterns[0]), *_after_breath(step, desk.words, step.relevant)]
    ask = f"{step.name}.pattern"
    offered = tuple(Choice(each.value, each.label) for each in patterns)
    breaths = [
        step._replace(name=f"{step.name}.{each.value}", label=each.label, pattern=each,
                relevant=all_of(step.relevant, is_value(ask, each.value)))
        for each in patterns
    ]  # fmt: skip
    first = step._replace(name=ask, type="choice", choices=offered, lines=())
    did = all_of(step.relevant, Expression("answered", (Expression("name", value=ask),)))
    return [first, *breaths, *_after_breath(step, desk.words, did)]


def _after_breath(step: Step, words: Words | None, did: Expression | None) -> Iterator[Step]:
    if words is None:
        return
    felt, anchor = f"{step.name}.felt", f"{step.name}.anchor"
    worse = all_of(did, is_value(felt, "worse"))
    yield words.felt._replace(name=felt, relevant=did, line=step.line)
    yield words.anchor._replace(name=anchor, relevant=worse, line=step.line)
    for each in words.anchors:
        instead = all_of(worse, is_value(anchor, each.name))
        yield each._replace(name=f"{step.name}.{each.name}", relevant=instead, line=step.line)


def _pattern(name: str, item: Item, desk: Desk) -> Pattern:
    for key, value in item.fields().items():
        if key not in _PATTERN_KEYS:
            desk.note(value, "key_unknown", f"'{key}' is not a key of a way of breathing.")
    try:
        counts = [int(item.said(key) or "0") for key in ("in", "hold", "out", "rest")]
        rounds = int(item.said("rounds") or "0")
    except ValueError:
        counts, rounds = [0, 0, 0, 0], 0
    if not (all(1 <= counts[at] <= 10 for at in (0, 2)) and max(counts[1], counts[3]) <= 4 and 2 <= rounds <= 30):
        desk.note(item, "breath_bad", f"'{name}' cannot be breathed so.")
    if not item.said("label"):
        desk.note(item, "text_missing", f"The pattern '{name}' has no label.")
    return Pattern(name, item.said("label"), (counts[0], counts[1], counts[2], counts[3]), rounds)


def _table(step: Step, item: Item, desk: Desk) -> list[Step]:
    """Return a card for each cell of a table of words, by one or two earlier answers."""
    names = [each.text() for each in item.get("by").items()]
    if len(names) not in (1, 2):
        desk.note(item, "table_gap", "'by:' names one or two earlier choices.")
        return []
    cells = [((key,), cell) for key, cell in item.get("table").fields().items()]
    if len(names) == 2:
        inner = (((*keys, key), each) for keys, cell in cells for key, each in cell.fields().items())
        cells = list(inner)  # type: ignore[arg-type]
    return [
        step._replace(
            name=f"{step.name}.{'_'.join(keys)}",
            lines=lines(Item({"lines": cell}, cell.line), "lines", desk),
            relevant=all_of(step.relevant, *(is_value(name, key) for name, key in zip(names, keys, strict=True))),
            line=cell.line,
            of=",".join(names),
        )
        for keys, cell in cells
    ]
