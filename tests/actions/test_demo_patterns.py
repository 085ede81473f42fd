"""Plain counting finds what each fictional circle holds: what comes before the hard moments, and what settles them."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

import pytest

from lamplit.actions import clock, demo, doors
from lamplit.engines.records.kinds.moment import Moment
from tests.actions.test_demo import URL, everything
from tests.cast import sign_in


@dataclass(frozen=True)
class Pattern:
    """What there is to find: what comes before, what was done, and the weekday it falls on (None: any)."""

    before: str
    did: str
    weekday: int | None = None


PATTERNS = {
    "wren": Pattern("change_of_plan", "stayed_close"),
    "otter": Pattern("school", "food_drink", weekday=6),
    "kestrel": Pattern("family_time", "used_few_words", weekday=5),
}


Hard = list[tuple[int, Moment]]


@pytest.mark.parametrize("slug", demo.STORIES)
def test_counting_what_the_carer_reads_finds_what_comes_before_and_what_settles_it(vault: None, slug: str):
    pattern, hard = PATTERNS[slug], hard_moments_of(slug)
    one_thing_comes_before_most(pattern, hard)
    those = [(day, moment) for day, moment in hard if pattern.before in moment.before]
    they_fall_on_one_weekday(pattern, those)
    one_answer_settles_clearly_more(pattern, [moment for _, moment in those])
    it_is_the_best_of_those_tried_often(pattern, [moment for _, moment in those])


def hard_moments_of(slug: str) -> Hard:
    """Build one circle; return its hard moments with their weekdays as the carer reads them."""
    demo.build_demo(clock.now(), (slug,))
    carer = next(each for each in demo.demo_people(URL) if each.role == "carer")
    visit = doors.enter(sign_in(UUID(carer.person)), UUID(carer.circle))
    assert visit is not None
    moments = [(card.day.weekday(), Moment.of(card.body or {})) for card in everything(visit) if card.kind == "moment"]
    return [each for each in moments if each[1].tone == "hard"]


def one_thing_comes_before_most(pattern: Pattern, hard: Hard) -> None:
    before = Counter(code for _, moment in hard for code in moment.before)
    (most, times), (_, next_most) = before.most_common(2)
    assert most == pattern.before, before
    assert times >= max(6, len(hard) / 2)
    assert times > next_most


def they_fall_on_one_weekday(pattern: Pattern, those: Hard) -> None:
    if pattern.weekday is not None:
        days = [day for day, _ in those]
        assert days.count(pattern.weekday) >= max(6, 0.75 * len(days))


def one_answer_settles_clearly_more(pattern: Pattern, those: list[Moment]) -> None:
    helped = [moment for moment in those if pattern.did in moment.did]
    others = [moment for moment in those if pattern.did not in moment.did]
    assert len(helped) >= 4
    assert len(others) >= 2
    assert share_settled(helped) >= 0.75
    assert share_settled(others) <= 0.4


def it_is_the_best_of_those_tried_often(pattern: Pattern, those: list[Moment]) -> None:
    tried = Counter(code for moment in those for code in moment.did)
    often = [code for code, times in tried.items() if times >= 4]
    shares = {code: share_settled([moment for moment in those if code in moment.did]) for code in often}
    assert shares[pattern.did] == max(shares.values()), shares


def share_settled(moments: list[Moment]) -> float:
    return sum(each.ended == "settled" for each in moments) / len(moments)
