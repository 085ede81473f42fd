"""Looks over a practice that has been read: conditions, scenes, tables, the gate, time and words; tells every fault."""

import re
from collections.abc import Iterable
from itertools import product

from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice import wording
from lamplit.engines.practice.errors import note
from lamplit.engines.practice.expressions import OWN, Expression
from lamplit.engines.practice.model import Inward, Practice, Reader, Section, Step, Variant
from lamplit.engines.practice.reading_age import Counted
from lamplit.engines.records.reading import Faults, Item

_INSERTED = re.compile(r"\$\{([^}]*)\}")
_UNDER_13 = (AgeBand.EARLY, AgeBand.YOUNG, AgeBand.MIDDLE)


def check(practice: Practice, root: Item, faults: Faults, avoided: tuple[wording.Avoided, ...]) -> None:
    """Note every fault that only the whole shows."""
    counted: dict[str, Counted] = {}
    for variant in practice.bands.values():
        if variant.offered:
            _check_band(practice, variant, faults)
            wording.check_variant(variant, faults, counted)
        elif len(variant.not_for.split()) < 3:
            _at(faults, variant.line, "text_missing", "'not_for' gives no reason.")
    wording.check_file(root, faults, avoided)


def _check_band(practice: Practice, variant: Variant, faults: Faults) -> None:
    body = [step for step in variant.steps if step.section is Section.BODY]
    _check_names(body, faults)
    _check_conditions(body, faults)
    _check_tables(body, faults)
    _check_time(practice, variant, faults)
    for step in body:
        _check_step(variant, step, faults)
    if variant.inward is Inward.PAST and variant.band in _UNDER_13 and variant.reader is Reader.CHILD:
        _at(faults, variant.line, "past_young", f"{variant.band.value} is under 13.")


def _at(faults: Faults, line: int, code: str, said: str) -> None:
    note(faults, Item("", line), code, said)


def _check_names(steps: Iterable[Step], faults: Faults) -> None:
    names: set[str] = set()
    for step in steps:
        if step.name in names:
            _at(faults, step.line, "name_twice", f"'{step.name}' is used twice.")
        names.add(step.name)


def _check_step(variant: Variant, step: Step, faults: Faults) -> None:
    if step.name.startswith("_during") and not variant.gated:
        _at(faults, step.line, "gate_needed", "There is a check here.")
    held = step.pattern is not None and (step.pattern.counts[1] or step.pattern.counts[3])
    if held and variant.band in _UNDER_13 and variant.reader is Reader.CHILD:
        _at(faults, step.line, "hold_under_13", f"'{step.label}' holds the breath.")


def _check_conditions(steps: Iterable[Step], faults: Faults) -> None:
    """Note conditions and inserted words that ask for an answer which does not stand before them."""
    before: dict[str, Step] = {}
    lists: set[str] = set()
    for step in steps:
        if step.relevant is not None or step.constraint is not None:
            _ahead(step, before, faults)
        for name in _inserted(step):
            if name not in before:
                _at(faults, step.line, "insert_unknown", f"'{name}' is not the name of an earlier step.")
        if step.type == "sort" and step.of and step.of not in lists:
            _at(faults, step.line, "sort_of", f"'{step.of}' is not such a list.")
        before[step.name] = step
        if step.type in ("list_builder", "many_choice"):
            lists.add(step.name)


def _check_tables(steps: list[Step], faults: Faults) -> None:
    """Note a table of words that has none for some answer to the choices it goes by."""
    asked = {step.name: step for step in steps}
    cells: dict[tuple[str, str], list[Step]] = {}
    for step in steps:
        if step.type == "card" and step.of:
            cells.setdefault((step.name.split(".")[0], step.of), []).append(step)
    for (name, by), there in cells.items():
        offered = [[choice.value for choice in asked[each].choices] for each in by.split(",") if each in asked]
        wanted = {f"{name}.{'_'.join(pair)}" for pair in product(*offered)}
        for gap in sorted(wanted - {step.name for step in there}):
            _at(faults, there[0].line, "table_gap", f"There are no words for '{gap}'.")


def _ahead(step: Step, before: dict[str, Step], faults: Faults) -> None:
    for key, expression in (("relevant", step.relevant), ("constraint", step.constraint)):
        if expression is None:
            continue
        within = expression.within()
        for name in sorted({str(each.value) for each in within if each.act == "name"} - before.keys()):
            if name != OWN:
                _at(faults, step.line, "expression_ahead", f"'{name}' is not the name of an earlier step.")
            elif key == "relevant":
                _at(faults, step.line, "own_only_in_constraint", "'.' stands in 'relevant'.")
        for name, value in _compared(within):
            asked = step if name == OWN else before.get(name)
            offered = {choice.value for choice in asked.choices} if asked else set()
            if offered and value not in offered:
                _at(faults, step.line, "expression_choice", f"'{name}' has no choice '{value}'.")


def _compared(within: Iterable[Expression]) -> Iterable[tuple[str, str]]:
    """Yield each name that is compared with a text, and the text."""
    for each in within:
        if each.act in ("=", "!=", "selected"):
            name, text = each.parts
            if (name.act, text.act) == ("name", "text"):
                yield str(name.value), str(text.value)


def _inserted(step: Step) -> list[str]:
    return [name for text in (step.label, *step.lines) if "${" in text for name in _INSERTED.findall(text)]


def _check_time(practice: Practice, variant: Variant, faults: Faults) -> None:
    """Note a timed practice whose timers take more than a tenth more or less than its minutes.

    Steps that stand under a condition are alternatives: the longest of those with the same condition's names counts.
    """
    if not practice.timed:
        return
    sure, instead = 0, dict[frozenset[str], dict[str, int]]()
    for step in variant.steps:
        seconds = step.seconds + (step.pattern.seconds if step.pattern else 0)
        if not seconds or step.section is not Section.BODY:
            continue
        if step.relevant is None:
            sure += seconds
        else:
            ways = instead.setdefault(step.relevant.names(), {})
            ways[repr(step.relevant)] = ways.get(repr(step.relevant), 0) + seconds
    for alternatives in instead.values():
        lengths = set(alternatives.values())
        if max(lengths) - min(lengths) > max(lengths) * 0.1:
            _at(faults, variant.line, "minutes_untrue", "The ways through take different times.")
    whole = sure + sum(max(ways.values()) for ways in instead.values())
    if abs(whole - variant.minutes * 60) > variant.minutes * 6:
        _at(
            faults,
            variant.line,
            "minutes_untrue",
            f"The timers take {whole} seconds, the card says {variant.minutes} min.",
        )
