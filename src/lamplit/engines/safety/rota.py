"""Who reads what was shown, and when, as a team has agreed it; leaves who may see anything at all to the one rule.

Hours are those of a clock on the wall where the house is. A turn whose hours end at or before they begin goes on past
midnight and belongs to the day on which it begins. On the night on which clocks change, hours are never cut short.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from uuid import UUID

MOST_TURNS = 4
_AHEAD = 60  # days that are looked through for somebody who reads


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's hours: weekdays from 0 (Monday) to 6; `cover` stands in for `reader`, both are memberships."""

    reader: UUID
    cover: UUID
    days: frozenset[int]
    starts: time
    ends: time

    @property
    def past_midnight(self) -> bool:
        """Tell whether the hours end on the day after."""
        return self.ends <= self.starts


@dataclass(frozen=True, slots=True)
class Absence:
    """The days on which one person is away, the first and the last included."""

    who: UUID
    first: date
    last: date

    def holds(self, who: UUID, day: date) -> bool:
        """Tell whether this person is away on a day."""
        return who == self.who and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Hours:
    """One turn on one day: from when until when, as instants in UTC, and who reads then; nobody when both are away."""

    turn: Turn
    day: date
    begins: datetime
    ends: datetime
    reads: UUID | None


def in_force(
    asked: Collection[UUID], here: Collection[UUID], said_yes: Collection[UUID], turns: Collection[Turn]
) -> bool:
    """Tell whether an agreement holds: everybody here was asked, nobody else was, and every one of them has said yes.

    Somebody who has come, gone or been paused since ends it, and so does a turn of somebody who is not among them.
    """
    everybody = frozenset(asked)
    same = bool(everybody) and frozenset(here) == everybody
    return same and everybody <= frozenset(said_yes) and bool(turns) and named(turns) <= everybody


def named(turns: Collection[Turn]) -> frozenset[UUID]:
    """Return everybody who reads or stands in."""
    return frozenset(each for turn in turns for each in (turn.reader, turn.cover))


def hours_on(turn: Turn, day: date, away: Collection[Absence], zone: tzinfo) -> Hours:
    """Return one turn on one day, whichever weekday it is."""
    begins = _instants(day, turn.starts, zone)
    ends = _instants(day + timedelta(days=1) if turn.past_midnight else day, turn.ends, zone)
    return Hours(turn, day, min(begins), max(ends), _who(turn, day, away))


def hours_after(
    turns: Collection[Turn], away: Collection[Absence], since: datetime, zone: tzinfo, days: int = _AHEAD
) -> Iterator[Hours]:
    """Yield the hours that end after `since`, those that began before it included, by the day on which they begin."""
    first = since.astimezone(zone).date() - timedelta(days=1)
    for number in range(days + 2):
        day = first + timedelta(days=number)
        found = [hours_on(turn, day, away, zone) for turn in turns if day.weekday() in turn.days]
        yield from sorted((each for each in found if each.ends > since), key=lambda each: each.begins)


def reading_at(turns: Collection[Turn], away: Collection[Absence], now: datetime, zone: tzinfo) -> frozenset[UUID]:
    """Return who reads at this moment."""
    there = [each for each in hours_after(turns, away, now, zone, days=1) if each.begins <= now]
    return frozenset(each.reads for each in there if each.reads is not None)


def next_hours(turns: Collection[Turn], away: Collection[Absence], now: datetime, zone: tzinfo) -> Hours | None:
    """Return the next hours in which somebody reads, those of this moment included; None in the next 60 days."""
    there = (each for each in hours_after(turns, away, now, zone) if each.reads is not None)
    return min(there, key=lambda each: each.begins, default=None)


def waits_for(
    turns: Collection[Turn], away: Collection[Absence], since: datetime, now: datetime, zone: tzinfo
) -> frozenset[UUID]:
    """Return whose first screen holds what was shown at `since` and nobody has said to have read.

    A reader has it at once. Whoever stands in has it when the reader is away in the next hours of theirs, from when
    these begin, and otherwise when they are over.
    """
    found = {turn.reader for turn in turns}
    for turn in turns:
        coming = next(hours_after((turn,), away, since, zone), None)
        if coming is not None and now >= (coming.ends if coming.reads == turn.reader else coming.begins):
            found.add(turn.cover)
    return frozenset(found)


def empty_days(turns: Collection[Turn], away: Collection[Absence], today: date, days: int) -> tuple[date, ...]:
    """Return the coming days, today included, on which a turn falls and both are away."""
    coming = [today + timedelta(days=number) for number in range(days)]
    return tuple(
        day for day in coming if any(day.weekday() in turn.days and _who(turn, day, away) is None for turn in turns)
    )


def _who(turn: Turn, day: date, away: Collection[Absence]) -> UUID | None:
    there = (who for who in (turn.reader, turn.cover) if not any(each.holds(who, day) for each in away))
    return next(there, None)


def _instants(day: date, at: time, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return both instants that a clock on the wall may mean: two on the night on which clocks change."""
    wall = datetime.combine(day, at, zone)
    return wall.replace(fold=0).astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
