"""S02 for the grant: it opens exactly what the prose allows, and every wrong turn in making one is seen."""

import ast
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from lamplit.engines.kernel import Viewer
from lamplit.engines.records.visibility import Action, Decision, Facts, Level
from lamplit.vault import grants
from tests.exam import matrix
from tests.exam.test_s02_mutants import STAMPED

pytestmark = pytest.mark.exam("S02")

SOURCE = Path(str(grants.__file__)).read_text(encoding="utf-8")
MUTANTS = (
    ("a no makes a grant too", " if decision.allowed else None", ""),
    ("no grant is ever made", "if decision.allowed else None", "if not decision else None"),
    ("only a whole yes makes a grant", "if decision.allowed else", "if decision.level is Level.FULL else"),
    ("a grant always opens all of it", "self.level: Level = decision.level", "self.level: Level = Level.FULL"),
    ("every reader counts as the writer", "self.person: UUID = viewer.person", "self.person: UUID = facts.author"),
    ("a writer counts as a reader", "self.person == self.facts.author", "self.person != self.facts.author"),
    (
        "the rule is asked about reading, whatever is done",
        "decide(viewer, action, facts)\n    return Grant",
        "decide(viewer, Action.READ, facts)\n    return Grant",
    ),
    ("anybody makes a grant", "if maker is not _MAKER:", "if maker is None:"),
)


def _mutated(out: str, instead: str) -> ModuleType:
    assert SOURCE.count(out) == 1
    module = ModuleType("mutant of the grant")
    exec(compile(ast.parse(SOURCE.replace(out, instead)), "mutant", "exec"), module.__dict__)  # noqa: S102
    return module


def _as_rule(module: ModuleType) -> Callable[[Viewer, Action, Facts], Decision]:
    """What a module's grants open, told as the rule tells it; a grant that mistakes whose words they are opens none."""

    def rule(viewer: Viewer, action: Action, facts: Facts) -> Decision:
        grant = module.authorise(viewer, action, facts)
        if grant is None:
            return Decision(allowed=False, level=Level.NONE, reason="")
        level = grant.level if grant.own is (viewer.person == facts.author) else Level.NONE
        return Decision(allowed=True, level=level, reason=grant.reason)

    return rule


def _forged(module: ModuleType) -> bool:
    """Whether somebody who is not `authorise` can make a grant out of a no."""
    no = Decision(allowed=False, level=Level.NONE, reason="")
    try:
        module.Grant(object(), matrix.as_viewer(matrix.inside()[0]), Action.READ, _some_facts(), no)
    except TypeError:
        return False
    return True


def _some_facts() -> Facts:
    return matrix.as_facts(matrix.everything()[0], STAMPED[0].stamp)


def _wrong(module: ModuleType) -> bool:
    rule = _as_rule(module)
    return _forged(module) or any(
        matrix.differences(matrix.inside(), matrix.everything(), each, rule)[1] for each in STAMPED
    )


def test_a_grant_opens_exactly_what_the_prose_allows() -> None:
    assert not _wrong(grants)


@pytest.mark.parametrize(("name", "out", "instead"), MUTANTS, ids=[name for name, _, _ in MUTANTS])
def test_a_wrong_turn_in_making_a_grant_is_seen(name: str, out: str, instead: str) -> None:
    assert _wrong(_mutated(out, instead)), name
