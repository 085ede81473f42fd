"""S01: the rule and the policy against a table written from the prose alone, over the whole space of questions."""

import ast
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType

import pytest

from lamplit.engines.kernel import MemberState, Role, Viewer
from lamplit.engines.records.policy import load_policy, reads_together
from lamplit.engines.records.stamp import Stamp
from lamplit.engines.records.visibility import Action, EntryState, Facts, decide
from tests.exam import matrix, oracle, writers

pytestmark = pytest.mark.exam("S01")

ALLOWED = {oracle: ["collections.abc", "dataclasses", "itertools", "tests.exam.writers"], writers: []}

OPEN = matrix.Stamped(
    Stamp(*[frozenset(Role)] * 5, matrix.OPENS_ON),
    tuple((role, "RSADL") for role in oracle.ROLES),
    "an entry open to all",
    oracle.Case("subject", 14),
)


def _inside(stamped: matrix.Stamped) -> tuple[int, list[str]]:
    return matrix.differences(matrix.inside(), matrix.everything(), stamped)


def _outside(stamped: matrix.Stamped) -> tuple[int, list[str]]:
    return matrix.differences(matrix.outside(), matrix.everything(), stamped)


def _waiting(every: list[matrix.Stamped]) -> list[matrix.Stamped]:
    """What the prose lets somebody read from a day that was named."""
    return [each for each in every if any("L" in letter for _, letter in each.letters)]


@pytest.mark.parametrize("module", ALLOWED, ids=["the table", "who writes"])
def test_the_table_written_from_the_prose_never_looks_at_the_rule(module: ModuleType) -> None:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    imported = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    imported += [str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert sorted(imported) == ALLOWED[module]
    assert not called & {"__import__", "eval", "exec", "open", "getattr", "globals"}


def test_every_kind_author_age_and_circumstance_is_stamped_as_the_prose_says() -> None:
    found, differences, asked = matrix.stamps()
    assert differences == []
    assert asked == len(list(matrix.cases())) > 100_000
    assert len(found) > 30


def test_the_grown_up_who_sat_there_reads_it_only_at_the_ages_the_prose_says() -> None:
    policy = load_policy("GB")
    for kind in oracle.TABLE:
        for author in oracle.ROLES:
            for age in oracle.AGES:
                reads = reads_together(policy, kind=kind, author_role=Role(author), subject_age=age)
                assert reads is oracle.together_adult_reads(kind, author, age), (kind, author, age)


def test_nobody_sees_more_or_less_than_the_prose_says() -> None:
    started = time.process_time()
    every, _, _ = matrix.stamps()
    needed = [stamped for stamped in every if stamped.kind in {"check_in", "journal", "moment", "practice_done"}]
    asked, differences = 0, []
    waiting = [each.asked_on(day) for each in _waiting(every) for day in (matrix.EVE, matrix.OPENS_ON)]
    assert len(waiting) == 2
    for count, found in [*map(_inside, [*needed, *waiting, OPEN])]:
        asked += count
        differences += found
    assert differences == []
    assert asked > 300_000
    assert time.process_time() - started < 15


@pytest.mark.whole
def test_nobody_sees_more_or_less_than_the_prose_says_over_five_million_questions() -> None:
    started = time.perf_counter()
    every, _, _ = matrix.stamps()
    widest = sorted(every, key=lambda each: sum(len(letter) for _, letter in each.letters))[-4:]
    asked, differences = 0, []
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        waiting = [each.asked_on(day) for each in _waiting(every) for day in matrix.DAYS]
        answers = [pool.map(_inside, [*every, *waiting, OPEN]), pool.map(_outside, [*widest, *waiting, OPEN])]
        for count, found in (each for answer in answers for each in answer):
            asked += count
            differences += found
    assert differences[:20] == []
    assert asked >= 5_000_000, asked
    assert time.perf_counter() - started <= 90


@pytest.mark.parametrize("junk", [None, "", 0, object(), "PRIVATE", ["read"], {"a": 1}, float("nan"), b"carer"])
def test_a_question_that_makes_no_sense_is_refused_and_never_breaks(junk: object) -> None:
    viewer = Viewer(
        matrix.VIEWER, matrix.CIRCLE, matrix.MEMBERSHIP, Role.CARER, MemberState.CONFIRMED, mfa=True, consented=True
    )
    facts = Facts(matrix.CIRCLE, matrix.SOMEBODY_ELSE, EntryState.LIVE, OPEN.stamp)
    asked: list[tuple[object, object, object]] = [(junk, Action.READ, facts), (viewer, junk, facts)]
    asked += [(viewer, Action.READ, junk)]
    for name in ("circle", "state", "stamp", "shown_to", "held", "silent"):
        values = {slot: getattr(facts, slot) for slot in Facts.__slots__} | {name: junk}
        if not (name in values and getattr(facts, name) is junk):
            asked.append((viewer, Action.READ, Facts(**values)))
    for name in ("circle", "role", "state", "consented"):
        values = {slot: getattr(viewer, slot) for slot in Viewer.__slots__} | {name: junk}
        asked.append((Viewer(**values), Action.READ, facts))
    for who, act, what in asked:
        decision = decide(who, act, what)  # type: ignore[arg-type]
        assert not decision.allowed, (who, act, what)
        assert decision.level == "none"


def test_the_rule_has_a_row_in_its_own_table_for_every_reason_it_gives() -> None:
    import lamplit.engines.records.visibility as rule

    given = {
        keyword.value.value
        for node in ast.walk(ast.parse(Path(str(rule.__file__)).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "reason" and isinstance(keyword.value, ast.Constant)
    }
    written = {line.split("|")[1].strip() for line in str(rule.__doc__).splitlines() if line.startswith("| ")}
    assert given == written - {"reason"}
