"""Paths: a step opens when the one before has ended with its grounding; every step of every path has one."""

import pytest

from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice import player
from lamplit.engines.practice.library import shipped
from lamplit.engines.practice.paths import is_steadied, later_on, paths, read_paths
from lamplit.engines.records.reading import ContentError

HEAD = "source: a\nlicence: b\nreview_date: 2026-11-22\npaths:\n"
ORDER = ("a", "b", "c")


@pytest.mark.requirement("PF21")
def test_a_step_is_open_only_after_the_grounding_of_the_one_before() -> None:
    assert later_on(ORDER, ()) == {"b", "c"}
    assert later_on(ORDER, {"a"}) == {"c"}
    assert later_on(ORDER, {"b"}) == {"b"}, "a later one done in another way opens nothing before it"
    assert later_on(ORDER, {"a", "b"}) == frozenset()
    assert later_on(("a",), ()) == frozenset()


@pytest.mark.requirement("PF21")
def test_a_run_that_was_stopped_turned_away_or_is_under_way_is_no_grounding_record() -> None:
    variant = shipped().practices["look-round"].bands[AgeBand.ADULT]
    answers: dict[str, object] = {}
    while isinstance(player.next_step(variant, answers), player.Showing):
        assert not is_steadied(player.walk(variant, answers))
        given = player.answer(variant, answers, None)
        assert not isinstance(given, player.Refused)
        answers = given
    assert is_steadied(player.walk(variant, answers))
    stopped = player.stop(variant, player.stop(variant, {}))
    assert not is_steadied(player.walk(variant, stopped))


def test_every_step_of_every_path_has_a_grounding_at_the_ages_it_is_for() -> None:
    assert paths()
    for path in paths().values():
        for slug in path.steps:
            for band, variant in shipped().practices[slug].bands.items():
                if variant.offered and band in (AgeBand.TEEN, AgeBand.ADULT):
                    parts = {step.section.value for step in variant.steps if step.type == "ground"}
                    assert parts & {"body", "closing"}, (slug, band)


def test_a_fault_in_a_path_is_told_with_its_line() -> None:
    with pytest.raises(ContentError) as refused:
        read_paths(f"{HEAD}  one:\n    title: A\n    from_age: x\n    steps: [look-round, nowhere]\n", "_paths.yaml")
    codes = {fault.code: fault.line for fault in refused.value.faults}
    assert codes == {"text_missing": 6, "not_a_number": 7, "step_unknown": 8}
