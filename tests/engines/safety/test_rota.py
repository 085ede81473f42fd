"""Hours at which somebody reads: never in force without every yes, right at midnight and when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplit.engines.safety.rota import (
    Absence,
    Turn,
    empty_days,
    hours_after,
    hours_on,
    in_force,
    next_hours,
    reading_at,
    waits_for,
)

LONDON = ZoneInfo("Europe/London")
PEOPLE = [UUID(int=number) for number in range(1, 7)]
SAM, JO, ROBIN = PEOPLE[:3]
WEEKDAYS = frozenset(range(5))
OFFICE = Turn(SAM, JO, WEEKDAYS, time(9), time(17))
NIGHT = Turn(SAM, JO, frozenset({4}), time(22), time(6))

groups = st.frozensets(st.sampled_from(PEOPLE))
pairs = st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True)
clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))
turns_of = st.builds(
    lambda pair, days, starts, ends: Turn(pair[0], pair[1], days, starts, ends),
    pairs,
    st.frozensets(st.integers(0, 6), min_size=1),
    clocks,
    clocks,
).filter(lambda turn: turn.starts != turn.ends)
days_of_two_years = st.dates(date(2026, 1, 1), date(2027, 12, 31))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
absences = st.builds(
    lambda who, first, length: Absence(who, first, first + timedelta(days=length)),
    st.sampled_from(PEOPLE),
    days_of_two_years,
    st.integers(0, 20),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@settings(max_examples=150, deadline=None)
@given(groups, groups, groups, st.lists(turns_of, max_size=3))
def test_it_is_never_in_force_without_the_yes_of_everybody_who_is_here(
    asked: frozenset[UUID], here: frozenset[UUID], said_yes: frozenset[UUID], turns: list[Turn]
) -> None:
    holds = in_force(asked, here, said_yes, turns)
    if holds:
        assert here
        assert here <= said_yes
        assert asked == here
    for one in here:
        assert not in_force(asked, here, said_yes - {one}, turns), "one who takes their yes back is enough"
        assert not (holds and in_force(asked, here - {one}, said_yes, turns)), "and so is one who goes, or is paused"
    for new in set(PEOPLE) - asked:
        assert not in_force(asked, here | {new}, said_yes | {new}, turns), "and so is one who comes"


def test_it_is_in_force_with_every_yes() -> None:
    everybody = frozenset({SAM, JO, ROBIN})
    assert in_force(everybody, everybody, everybody, [OFFICE])
    assert not in_force(everybody, everybody, everybody, [])
    assert not in_force({SAM, ROBIN}, {SAM, ROBIN}, {SAM, ROBIN}, [OFFICE]), "somebody who stands in has gone"
    assert not in_force((), (), (), [])


@pytest.mark.parametrize(
    ("moment", "who"),
    [
        ("2026-11-23T08:59", set()),
        ("2026-11-23T09:00", {SAM}),
        ("2026-11-23T16:59", {SAM}),
        ("2026-11-23T17:00", set()),
        ("2026-11-22T12:00", set()),  # a Sunday
        ("2026-11-24T12:00", {JO}),  # Sam is away
        ("2026-11-25T12:00", set()),  # both are
    ],
)
def test_who_reads_now(moment: str, who: set[UUID]) -> None:
    away = [Absence(SAM, date(2026, 11, 24), date(2026, 11, 25)), Absence(JO, date(2026, 11, 25), date(2026, 11, 25))]
    assert reading_at([OFFICE], away, at(moment), LONDON) == who


@pytest.mark.parametrize(
    ("moment", "reads"),
    [
        ("2026-11-27T21:59", False),
        ("2026-11-27T23:59", True),
        ("2026-11-28T00:00", True),
        ("2026-11-28T05:59", True),
        ("2026-11-28T06:00", False),
        ("2026-11-28T22:30", False),
        ("2026-11-27T03:00", False),
    ],
)
def test_hours_past_midnight_belong_to_the_day_on_which_they_begin(moment: str, reads: bool) -> None:
    assert reading_at([NIGHT], (), at(moment), LONDON) == ({SAM} if reads else set())


def test_hours_follow_the_clock_on_the_wall_when_clocks_change() -> None:
    winter, summer = hours_on(OFFICE, date(2026, 3, 27), (), LONDON), hours_on(OFFICE, date(2026, 3, 30), (), LONDON)
    assert (winter.begins.hour, summer.begins.hour) == (9, 8)
    every_night = Turn(SAM, JO, frozenset(range(7)), time(22), time(6))
    assert [
        (each.ends - each.begins) / timedelta(hours=1)
        for each in (hours_on(every_night, date(2026, month, day), (), LONDON) for month, day in ((3, 28), (10, 24)))
    ] == [7, 9]
    twice = hours_on(Turn(SAM, JO, frozenset({6}), time(1, 15), time(1, 45)), date(2026, 10, 25), (), LONDON)
    assert twice.ends - twice.begins == timedelta(minutes=90), "an hour that comes twice is read both times"


@settings(max_examples=100, deadline=None)
@given(st.lists(turns_of, min_size=1, max_size=3), st.lists(absences, max_size=3), moments)
def test_only_who_is_there_reads_and_the_next_hours_are_the_next(
    turns: list[Turn], away: list[Absence], now: datetime
) -> None:
    for who in reading_at(turns, away, now, LONDON):
        mine = [each for each in hours_after(turns, away, now, LONDON, days=1) if each.reads == who]
        assert any(each.begins <= now < each.ends and not _is_away(away, who, each.day) for each in mine)
    coming = next_hours(turns, away, now, LONDON)
    if coming is not None:
        assert coming.ends > now
        assert coming.begins < coming.ends
        assert coming.reads in {coming.turn.reader, coming.turn.cover}
        assert coming.day.weekday() in coming.turn.days
        if reading_at(turns, away, now, LONDON):
            assert coming.begins <= now


@settings(max_examples=100, deadline=None)
@given(turns_of, st.lists(absences, max_size=3), moments, st.integers(0, 14 * 24 * 60))
def test_a_reader_always_has_it_and_who_stands_in_never_before_its_time(
    turn: Turn, away: list[Absence], since: datetime, minutes: int
) -> None:
    now = since + timedelta(minutes=minutes)
    found = waits_for([turn], away, since, now, LONDON)
    assert turn.reader in found
    assert found <= {turn.reader, turn.cover}
    coming = next(iter(hours_after((turn,), away, since, LONDON)))
    there = coming.reads == turn.reader
    assert (turn.cover in found) is (now >= (coming.ends if there else coming.begins))
    assert turn.cover in waits_for([turn], away, since, since + timedelta(days=16), LONDON), "it is never nobody's"


def test_days_on_which_both_are_away_are_named() -> None:
    away = [Absence(SAM, date(2026, 11, 24), date(2026, 11, 29)), Absence(JO, date(2026, 11, 27), date(2026, 11, 30))]
    assert empty_days([OFFICE], away, date(2026, 11, 23), 14) == (date(2026, 11, 27),)


def _is_away(away: list[Absence], who: UUID, day: date) -> bool:
    return any(each.holds(who, day) for each in away)
