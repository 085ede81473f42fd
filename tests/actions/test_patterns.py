"""Needs guessed behind hard moments: counted over what the one who asks may read, and over nothing else."""

import pytest

from lamplit.actions import patterns
from tests.cast import Cast, a_moment, write

pytestmark = pytest.mark.row("TP15")


def hard(cast: Cast, need: str | None, **more: object) -> object:
    fields = a_moment(tone="hard") | ({"need": need} if need else {})
    return write(cast.carer, "moment", fields, **more)


def test_a_need_is_told_as_a_count_with_the_moments_it_came_from(cast: Cast) -> None:
    heard = [hard(cast, "being_heard") for _ in range(4)]
    for need in ("rest", None):
        hard(cast, need)
    write(cast.carer, "moment", a_moment(tone="good", need="being_heard"))
    (line,) = patterns.show_needs(cast.carer.visit)
    assert line.text == "Behind 4 of 6 hard moments the guess was: To be heard."
    assert set(line.moments) == set(heard)


def test_fewer_than_three_are_an_anecdote_and_not_told(cast: Cast) -> None:
    for _ in range(2):
        hard(cast, "rest")
    assert patterns.show_needs(cast.carer.visit) == ()


def test_nobody_learns_a_count_of_moments_they_may_not_read(cast: Cast) -> None:
    for _ in range(3):
        hard(cast, "rest")
    for _ in range(2):
        hard(cast, "rest", audience=["me"])
    seen = {part.role: [(each.times, each.of) for each in patterns.show_needs(part.visit)] for part in cast.everyone}
    assert {role: counts for role, counts in seen.items() if counts} == {
        cast.carer.role: [(5, 5)],
        cast.other_carer.role: [(3, 3)],
        cast.subject.role: [(3, 3)],
        cast.therapist.role: [(3, 3)],
    }
    for part in cast.strangers:
        assert patterns.show_needs(part.visit_to(cast.circle)) == ()
