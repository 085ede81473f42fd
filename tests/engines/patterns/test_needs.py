"""Which need was guessed behind hard moments, and how often of how many."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamplit.engines.patterns.needs import Guess, rank_needs

pytestmark = pytest.mark.row("TP15")

NEEDS = st.sampled_from([None, "", "unsure", "rest", "connection", "being_heard"])
MOMENTS = st.lists(st.builds(Guess, st.uuids(), NEEDS), max_size=30)


def some(*needs: str | None) -> list[Guess]:
    return [Guess(uuid4(), need) for need in needs]


def test_the_need_guessed_most_often_stands_first_with_its_count() -> None:
    moments = some("rest", "connection", None, "connection", "unsure", "connection")
    found = rank_needs(moments)
    assert [(each.need, each.times, each.of) for each in found] == [("connection", 3, 6), ("rest", 1, 6)]
    assert found[0].evidence == tuple(moments[place].entry for place in (1, 3, 5))


def test_needs_guessed_equally_often_always_stand_in_the_same_order() -> None:
    moments = some("space", "food", "space", "food")
    assert [each.need for each in rank_needs(moments)] == [each.need for each in rank_needs(moments[::-1])]


def test_nothing_guessed_says_nothing() -> None:
    assert rank_needs([]) == []
    assert rank_needs(some(None, "", "unsure")) == []


@given(MOMENTS)
def test_every_count_is_borne_out_by_the_moments_it_names(moments: list[Guess]) -> None:
    needs: dict[UUID, str | None] = {moment.entry: moment.need for moment in moments}
    found = rank_needs(moments)
    for each in found:
        assert each.times == len(set(each.evidence)) == len(each.evidence)
        assert {needs[entry] for entry in each.evidence} == {each.need}
        assert each.of == len(needs)
    assert [each.times for each in found] == sorted((each.times for each in found), reverse=True)


@given(MOMENTS)
def test_a_moment_given_twice_counts_once(moments: list[Guess]) -> None:
    assert rank_needs([*moments, *moments]) == rank_needs(moments)
