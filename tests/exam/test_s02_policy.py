"""S02 for the policy: a cell of the table turned to anything else is seen by the table written from the prose."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from types import MappingProxyType

import pytest

from lamplit.engines.kernel import Role
from lamplit.engines.records import policy_table as rules
from lamplit.engines.records.policy import Circumstances, NotAllowed, load_policy, stamp_for
from lamplit.engines.records.policy_table import Choice, KindRule, Policy
from lamplit.engines.records.stamp import Stamp
from tests.exam import matrix
from tests.exam.oracle import AGES, Case, cells

pytestmark = pytest.mark.exam("S02")

WRITTEN = sorted({rule.code for rule in load_policy("GB").written.values()})
SAME = (rules.READS, frozenset({"never", "own", "same_rule"}))  # verdicts that give a role the same
VERDICTS = ("read", "read_on_duty", "shown", "summary", "summary_or_shown", "never")

_TOO_OLD = "Together mode counts for nothing from 13 on, so a line that asks for it cannot be met at 13."
EQUIVALENT = {
    "check_in, carer, line 2: summary_or_shown if from 10, under 14, together": _TOO_OLD,
    "check_in, carer, line 2: summary_or_shown if from 9, under 13, together": "Line 1 has already answered under 10.",
    "check_in, therapist, line 1: read if under 14, plan_agreed, together": _TOO_OLD,
}


def turned(row: KindRule, role: Role, line: int, choice: Choice) -> Policy:
    """The policy with one line of one cell turned to another."""
    policy = load_policy("GB")
    cell = row.sees[role]
    lines = (*cell[:line], choice, *cell[line + 1 :])
    mutant = replace(row, sees=MappingProxyType({**row.sees, role: lines}))
    written = {key: mutant if rule.code == row.code else rule for key, rule in policy.written.items()}
    return replace(policy, written=MappingProxyType(written))


def other_verdicts(choice: Choice) -> Iterator[Choice]:
    """The same line with every other verdict that makes a difference."""
    for verdict in VERDICTS:
        if verdict != choice.verdict and not any({verdict, choice.verdict} <= same for same in SAME):
            yield replace(choice, verdict=verdict)


def other_conditions(choice: Choice) -> Iterator[Choice]:
    """The same line a year earlier or later, or with one word of its condition left out."""
    condition = choice.condition
    for years in (-1, 1):
        if condition.age_from is not None:
            yield replace(choice, condition=replace(condition, age_from=condition.age_from + years))
        if condition.age_under is not None:
            yield replace(choice, condition=replace(condition, age_under=condition.age_under + years))
    for word in condition.wanted:
        yield replace(choice, condition=replace(condition, wanted=condition.wanted - {word}))
    for word in condition.unwanted:
        yield replace(choice, condition=replace(condition, unwanted=condition.unwanted - {word}))


def stamped(policy: Policy, kind: str, case: Case) -> Stamp | None:
    said: Circumstances = dict.fromkeys(case.true, True)  # type: ignore[assignment]
    try:
        return stamp_for(policy, kind=kind, author_role=Role(case.author), subject_age=case.age, **said)
    except NotAllowed:
        return None


def seen(policy: Policy, row: KindRule, words: frozenset[str]) -> bool:
    """Whether any case of this row is stamped otherwise than the prose says."""
    truths = product((True, False), repeat=len(words))
    for kind, author, age, holds in product(row.written_as, row.written_by, AGES, truths):
        true = frozenset(word for word, yes in zip(sorted(words), holds, strict=True) if yes)
        case = Case(author.value, age, true)
        stamp = stamped(policy, kind, case)
        if (stamp and matrix.letters_of(stamp)) != cells(kind, case):
            return True
    return False


def words_of(row: KindRule) -> frozenset[str]:
    """The circumstances this row asks about."""
    conditions = [choice.condition for cell in row.sees.values() for choice in cell] + list(row.written_if)
    return frozenset(word for each in conditions for word in each.wanted | each.unwanted)


def told(code: str, role: Role, line: int, choice: Choice) -> str:
    """One turned line in a few words."""
    asked = choice.condition
    words = [f"from {asked.age_from}"] if asked.age_from is not None else []
    words += [f"under {asked.age_under}"] if asked.age_under is not None else []
    words += [*sorted(asked.wanted), *(f"not {word}" for word in sorted(asked.unwanted))]
    return f"{code}, {role}, line {line + 1}: {choice.verdict} if {', '.join(words) or 'anything'}"


def unseen(code: str) -> list[str]:
    """Every turned line of this row that nobody noticed."""
    row = load_policy("GB").rows[code]
    words = words_of(row)
    assert not seen(load_policy("GB"), row, words)
    return sorted(
        told(code, role, line, other)
        for role, cell in row.sees.items()
        for line, choice in enumerate(cell)
        for other in (*other_verdicts(choice), *other_conditions(choice))
        if not seen(turned(row, role, line, other), row, words)
    )


@pytest.mark.parametrize("code", WRITTEN)
def test_a_cell_of_the_table_turned_to_anything_else_is_seen(code: str) -> None:
    assert unseen(code) == sorted(name for name in EQUIVALENT if name.startswith(f"{code},"))
