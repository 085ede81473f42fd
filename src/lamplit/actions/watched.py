"""What stands beside a place of writing about who reads, and when; true whenever it is read, and never "now".

A page whose words nobody named may ever see says the same as in a circle that has agreed nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.audiences import default_stamp
from lamplit.actions.rota_standing import NOT_ASKED, Standing, standing
from lamplit.actions.wording import plain_day
from lamplit.actions.writing import Refused
from lamplit.engines.kernel import Role, listed, one_after_another, say
from lamplit.engines.kernel.days import WEEKDAYS
from lamplit.engines.records.stamp import Stamp
from lamplit.engines.safety.rota import Absence, Turn, empty_days, named
from lamplit.people import rotas
from lamplit.vault.doorway import Visit

COMING = 14  # days of which it is said that somebody is away
_WEEK, _WORKING_DAYS, _WEEKEND = frozenset(range(7)), frozenset(range(5)), frozenset({5, 6})
_EVERYBODY = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Line:
    """Who reads what the writer shows, and when; `reaches` where somebody named sees the page once it is kept."""

    said: str
    reaches: bool


def line(visit: Visit, kind: str = "") -> Line | None:
    """Return what is said beside a page of this kind, None where nobody is watching; no kind is a page of any sort."""
    if visit.together or visit.viewer.role in NOT_ASKED or visit.sharing_paused:
        return None
    found = standing(visit)
    if found is None or not found.holds:
        return None
    usual, ever = _sight(visit, kind)
    roles = {each.membership: each.role for each in found.here}
    able = frozenset(each for each in named(found.kept.turns) if roles[each] in ever) - {visit.viewer.membership}
    mine = [_for_those(each, able) for each in found.kept.turns if each.reader in able]
    if not mine:
        return None
    reaches = bool(usual & {roles[each] for each in named(mine)})
    return Line(one_after_another(*_turns_said(found, mine), *_away_said(found, mine)), reaches)


def _for_those(turn: Turn, able: frozenset[UUID]) -> Turn:
    """Return a turn for a page that only some may ever be shown: who never may cannot stand in there."""
    return turn if turn.cover in able else replace(turn, cover=turn.reader)


def _turns_said(found: Standing, turns: Iterable[Turn]) -> list[str]:
    """Return who reads and when, in whole sentences to somebody who shows them something."""
    said: list[str] = []
    for turn in turns:
        name, hours = found.name(turn.reader), hours_said(turn)
        said.append(say("{name} reads what you show them {hours}.", name=name, hours=hours))
        if turn.cover != turn.reader:
            said.append(say("{name} stands in.", name=found.name(turn.cover)))
    return said


def hours_said(turn: Turn) -> str:
    """Return "on weekdays, 9:00 to 17:00"."""
    begins, ends = _clock(turn.starts), _clock(turn.ends)
    if turn.past_midnight:
        return say("{days}, {begins} to {ends} the next morning", days=_days(turn.days), begins=begins, ends=ends)
    return say("{days}, {begins} to {ends}", days=_days(turn.days), begins=begins, ends=ends)


def absence_said(absence: Absence, name: str, today: date) -> str:
    """Return on which days somebody is away."""
    first, last = plain_day(absence.first, today), plain_day(absence.last, today)
    if absence.first <= today:
        return say("{name} is away until the end of {day}.", name=name, day=last)
    if absence.first == absence.last:
        return say("{name} is away on {day}.", name=name, day=first)
    return say("{name} is away from {first} to {last}.", name=name, first=first, last=last)


def _sight(visit: Visit, kind: str) -> tuple[frozenset[Role], frozenset[Role]]:
    """Return which roles read this kind as it is kept, and which could ever be shown it."""
    if not kind:
        return frozenset(), _EVERYBODY
    try:
        stamp: Stamp = default_stamp(visit, kind)
    except Refused:
        return frozenset(), frozenset()
    usual = frozenset(stamp.readers | stamp.duty_readers)
    return usual, usual | stamp.showable


def _away_said(found: Standing, turns: list[Turn]) -> list[str]:
    today = clock.today()
    away = [each for _, each in rotas.absences(named(turns), today)]
    coming = [each for each in away if each.first <= today + timedelta(days=COMING)]
    said = [absence_said(each, found.name(each.who), today) for each in coming]
    nobody = [plain_day(day, today) for day in empty_days(turns, away, today, COMING)] if away else []
    return [*said, say("Nobody reads on {days}.", days=listed(nobody))] if nobody else said


def _days(days: frozenset[int]) -> str:
    if days == _WEEK:
        return say("every day")
    if days == _WORKING_DAYS:
        return say("on weekdays")
    if days == _WEEKEND:
        return say("at weekends")
    return say("on {days}", days=listed([WEEKDAYS[day] for day in sorted(days)]))


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02d}"
