"""What the page about agreed hours says to its reader, and the line on a first screen when they change."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from lamplit.actions import clock, rota
from lamplit.actions.circle_page import name_of
from lamplit.actions.doors import Visit
from lamplit.actions.members import Member
from lamplit.actions.rota_standing import Standing, standing
from lamplit.actions.watched import absence_said, hours_said
from lamplit.actions.wording import role_label, weekday_and_time
from lamplit.engines.kernel import Role, one_after_another, say
from lamplit.engines.kernel.days import SHORT_WEEKDAYS
from lamplit.engines.safety.rota import MOST_TURNS, named, next_hours
from lamplit.people.models import Person

CHILD_UNDER = 13
TOLD_FOR = timedelta(days=7)  # how long a first screen says that hours have begun or are over


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One row: who reads when, and who stands in."""

    reader: str
    hours: str
    cover: str


@dataclass(frozen=True, slots=True)
class AwayLine:
    """Some days away in words; `mine` is True for the reader's own, which they can take back."""

    id: UUID
    text: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the form as it was typed, or as it is now."""

    number: int
    reader: str = ""
    cover: str = ""
    days: tuple[str, ...] = ()
    starts: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class RotaPage:
    """Everything the page says: `state` is "none", "asked" or "holds"; `waits` why the reader cannot say yes yet."""

    state: str
    turns: tuple[TurnLine, ...]
    by: str
    next_text: str
    waits: str
    may_say_yes: bool
    said_yes: bool
    child: bool
    away: tuple[AwayLine, ...]
    reads: bool
    may_propose: bool
    people: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """One line on a first screen: that something is asked, has begun or is over."""

    text: str
    asked: bool = False


def rota_page(visit: Visit, typed: tuple[Row, ...] = ()) -> RotaPage:
    """Return the page for one member; `typed` are rows that were sent and not taken."""
    found = standing(visit)
    there = found if found is not None and found.may_go_on else None
    state = "none" if there is None else "holds" if there.holds else "asked"
    mine = visit.viewer.membership
    may = rota.may_propose(visit)
    return RotaPage(
        state=state,
        turns=_turns(there),
        by=_proposer(there) if there else "",
        next_text=_next(there) if there and there.holds else "",
        waits=_waits(visit, there) if there else "",
        may_say_yes=there is not None and mine not in there.kept.said_yes and not _waits(visit, there),
        said_yes=there is not None and mine in there.kept.said_yes,
        child=visit.viewer.role is Role.SUBJECT and visit.subject_age is not None and visit.subject_age < CHILD_UNDER,
        away=_away(there, mine) if there else (),
        reads=there is not None and mine in named(there.kept.turns),
        may_propose=may,
        people=tuple(_choice(each) for each in rota.readers_here(visit)) if may else (),
        rows=typed or _rows(there),
    )


def note(visit: Visit) -> Note | None:
    """Return what a first screen says: a question to answer, hours that have begun, or that they are over."""
    found = standing(visit)
    if found is None:
        return None
    kept, now = found.kept, clock.now()
    if found.holds:
        begun = kept.since is not None and now - kept.since < TOLD_FOR
        return Note(say("Everybody said yes. What is shown is read at set hours.")) if begun else None
    if kept.since is not None:
        over = kept.ended_at or now
        return Note(say("The hours for reading are over. Nobody is watching now.")) if now - over < TOLD_FOR else None
    mine = visit.viewer.membership
    if found.may_go_on and mine not in kept.said_yes and not _waits(visit, found):
        return Note(say("You are asked about set hours for reading. Nobody is watching yet."), asked=True)
    return None


def hours_text(visit: Visit) -> str:
    """Return who reads what is shown, and when, as a circle's page says it; nothing while nobody does."""
    found = standing(visit)
    if found is None or not found.holds:
        return ""
    return one_after_another(*(_said(each) for each in _turns(found)))


def blank_rows(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return rows of a form with empty ones behind them."""
    return (*rows, *(Row(number) for number in range(len(rows), MOST_TURNS)))


def weekdays() -> tuple[tuple[str, str], ...]:
    """Return the days to choose from."""
    return tuple((str(number), word) for number, word in enumerate(SHORT_WEEKDAYS))


def _turns(found: Standing | None) -> tuple[TurnLine, ...]:
    turns = found.kept.turns if found else ()
    return tuple(TurnLine(found.name(each.reader), hours_said(each), found.name(each.cover)) for each in turns if found)


def _proposer(found: Standing) -> str:
    made_by = found.kept.made_by
    return name_of(Person.objects.filter(pk=made_by).first() if made_by else None)


def _said(turn: TurnLine) -> str:
    words = {"name": turn.reader, "hours": turn.hours, "cover": turn.cover}
    return say("{name} reads what is shown {hours}. {cover} stands in.", **words)


def _waits(visit: Visit, found: Standing) -> str:
    subject = next((each.membership for each in found.here if each.role is Role.SUBJECT), None)
    if subject in found.kept.said_yes or subject == visit.viewer.membership:
        return ""
    return say("{name} answers first. You are asked after that.", name=visit.subject_name)


def _next(found: Standing) -> str:
    away = [each for _, each in rota.away(found)]
    coming = next_hours(found.kept.turns, away, clock.now(), clock.zone())
    if coming is None or coming.reads is None:
        return say("Nobody reads in the coming weeks.")
    if coming.begins <= clock.now():
        return say("{name} reads until {when}.", name=found.name(coming.reads), when=_at(coming.ends))
    return say("Next is {name}, {when}.", name=found.name(coming.reads), when=_at(coming.begins))


def _at(moment: datetime) -> str:
    return weekday_and_time(moment, clock.zone())


def _away(found: Standing, mine: UUID | None) -> tuple[AwayLine, ...]:
    today = clock.today()
    return tuple(
        AwayLine(number, absence_said(each, found.name(each.who), today), each.who == mine)
        for number, each in rota.away(found)
    )


def _choice(member: Member) -> tuple[str, str]:
    words = say("{name} ({role})", name=member.name, role=role_label(member.role).lower())
    return str(member.membership), words


def _rows(found: Standing | None) -> tuple[Row, ...]:
    """Return what the form begins with: the hours as they are, or weekdays from nine to five."""
    if found is None:
        return (Row(0, days=("0", "1", "2", "3", "4"), starts="09:00", ends="17:00"),)
    return tuple(
        Row(
            number,
            str(each.reader),
            str(each.cover),
            tuple(str(day) for day in sorted(each.days)),
            _typed(each.starts),
            _typed(each.ends),
        )
        for number, each in enumerate(found.kept.turns)
    )


def _typed(at: time) -> str:
    return f"{at.hour:02d}:{at.minute:02d}"
