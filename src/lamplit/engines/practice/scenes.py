"""Turns a branching scene into single steps: each turn, what each choice was, and one's own words; never a score."""

from collections.abc import Mapping

from lamplit.engines.practice import shapes
from lamplit.engines.practice.expressions import Expression, all_of, any_of, is_value
from lamplit.engines.practice.model import Choice, Step
from lamplit.engines.practice.steps import Desk
from lamplit.engines.records.reading import Item

FEWEST_CHOICES = 3
_TURN_KEYS = {"who", "says", "choices"}
_CHOICE_KEYS = {"label", "skill", "to"}


def unfold(step: Step, item: Item, desk: Desk) -> list[Step]:
    """Return the scene's opening, then for each turn the choice, one's own words, and what is said of each choice."""
    turns = item.get("turns").fields()
    start = item.said("start")
    if start not in turns:
        desk.note(item.get("start"), "scene_start", f"'{start}' is not a turn of this scene.")
        return []
    _check_keys(turns, desk)
    order = _in_order(turns, start, desk)
    ways = {name: _ways_to(step.name, name, turns) for name in order}
    found = [step._replace(type="say", name=f"{step.name}.opening")]
    for name in order:
        came = step.relevant if name == start else all_of(step.relevant, any_of(*ways[name]))
        found += _turn(step, name, turns[name], came, desk)
    return found


def _check_keys(turns: Mapping[str, Item], desk: Desk) -> None:
    for name, turn in turns.items():
        offered = turn.get("choices").fields()
        if len(offered) < FEWEST_CHOICES:
            desk.note(turn, "scene_few", f"The turn '{name}' offers {len(offered)}.")
        if not turn.said("says"):
            desk.note(turn, "text_missing", f"Nobody says anything in the turn '{name}'.")
        _known(turn, _TURN_KEYS, desk)
        for value, choice in offered.items():
            _known(choice, _CHOICE_KEYS, desk)
            if not choice.said("label"):
                desk.note(choice, "text_missing", f"The choice '{value}' has no words.")
            if not choice.said("skill"):
                desk.note(choice, "scene_skill", f"The choice '{value}' names no skill.")
            if choice.said("to") not in (*turns, shapes.END):
                desk.note(choice.get("to"), "scene_to", f"'{choice.said('to')}' is not a turn.")


def _known(item: Item, keys: set[str], desk: Desk) -> None:
    for key, value in item.fields().items():
        if key not in keys:
            desk.note(value, "key_unknown", f"'{key}' is not known here.")


def _leads(turn: Item) -> list[str]:
    return [choice.said("to") for choice in turn.get("choices").fields().values()]


def _in_order(turns: Mapping[str, Item], start: str, desk: Desk) -> list[str]:
    """Return the turns that can be reached, each after all that lead to it."""
    done: list[str] = []
    open_now: list[str] = []
    _visit(start, turns, done, open_now, desk)
    for name in turns:
        if name not in done:
            desk.note(turns[name], "scene_apart", f"Nothing leads to the turn '{name}'.")
    return done[::-1]


def _visit(name: str, turns: Mapping[str, Item], done: list[str], open_now: list[str], desk: Desk) -> None:
    if name in open_now:
        desk.note(turns[name], "scene_loops", f"The turn '{name}' leads back to itself.")
        return
    if name in done or name not in turns:
        return
    open_now.append(name)
    for to in _leads(turns[name]):
        _visit(to, turns, done, open_now, desk)
    open_now.pop()
    done.append(name)


def _ways_to(scene: str, name: str, turns: Mapping[str, Item]) -> list[Expression]:
    """Return one condition for each choice that leads to `name`; own words lead where the first choice does."""
    found = []
    for before, turn in turns.items():
        offered = turn.get("choices").fields()
        for number, (value, choice) in enumerate(offered.items()):
            if choice.said("to") == name:
                found.append(is_value(f"{scene}.{before}", value))
                if number == 0:
                    found.append(is_value(f"{scene}.{before}", shapes.OWN_WORDS))
    return found


def _turn(step: Step, name: str, turn: Item, came: Expression | None, desk: Desk) -> list[Step]:
    offered = turn.get("choices").fields()
    picked = [Choice(value, choice.said("label")) for value, choice in offered.items()]
    if desk.words:
        picked.append(Choice(shapes.OWN_WORDS, desk.words.own_words))
    full = f"{step.name}.{name}"
    says = turn.said("says")
    ask = step._replace(name=full, type="scene", label=says, who=turn.said("who"), choices=tuple(picked),
                  relevant=came, line=turn.line, hint="", lines=())  # fmt: skip
    feedback = [
        step._replace(name=f"{full}_{value}", type="say", label=choice.said("skill"), line=choice.line, hint="",
                relevant=all_of(came, is_value(full, value)), lines=(choice.said("label"),))
        for value, choice in offered.items()
    ]  # fmt: skip
    if not desk.words:
        return [ask, *feedback]
    mine = ask._replace(name=f"{full}_own", type="text", label=desk.words.own_words_ask, who="", choices=(),
                   relevant=all_of(came, is_value(full, shapes.OWN_WORDS)))  # fmt: skip
    return [ask, *feedback, mine]
