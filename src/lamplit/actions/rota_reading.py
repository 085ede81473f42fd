"""What waits on the first screen of those who read by agreed hours, and saying "I have read it"; agrees no hours.

Nothing is here that the reader may not read anyway. Concerns go their own way, and so does what teachers send.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.cards import EntryCard
from lamplit.actions.looks import Look, card
from lamplit.actions.noticing import Quote, notice
from lamplit.actions.rota_standing import Standing, standing
from lamplit.actions.wording import day_and_time, weekday_and_time
from lamplit.engines.kernel import say
from lamplit.engines.records.kinds.concern import CONCERN
from lamplit.engines.safety.rota import named, waits_for
from lamplit.people import rotas
from lamplit.vault import said_read
from lamplit.vault.doorway import Visit
from lamplit.vault.shapes import Opened

LOOKED_AT = 200  # entries, the newest
_WEEK = timedelta(days=6)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ToRead:
    """One page marked "please read" that nobody has said to have read; `stands_in` says for whom the reader does."""

    card: EntryCard
    quotes: tuple[Quote, ...]
    stands_in: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader may say beside one page, and what they said: "I have read it", or not yet."""

    said: bool


def waiting(visit: Visit) -> tuple[ToRead, ...]:
    """Return what waits for this visitor by the agreed hours, the newest first; nothing while none are agreed."""
    found = _reads_here(visit)
    if found is None or visit.together:
        return ()
    look = Look.of(visit)
    chosen = said_read.of_those(
        visit.viewer, lambda items: _due(found, look, [each for each in items if _marked(found, look, each)]),
        LOOKED_AT, look.now,
    )  # fmt: skip
    return tuple(_to_read(found, look, each) for each in chosen)


def answer_of(visit: Visit, entry: EntryCard, *, marked: bool) -> Answer | None:
    """Return what this visitor may say beside an entry they read; None for who does not read by agreed hours."""
    if entry.own or not marked or entry.kind == CONCERN.code or _reads_here(visit) is None:
        return None
    said = said_read.traces(visit.viewer, [entry.id])[entry.id].said
    return Answer(any(each.person == visit.viewer.person for each in said))


def say_read(visit: Visit, entry: UUID, *, read: bool) -> bool:
    """Keep that the visitor has read an entry, or not after all; False for whom it is not asked, or not theirs."""
    return _reads_here(visit) is not None and said_read.say(visit.viewer, entry, clock.now(), read=read)


def who_said(visit: Visit, entry: EntryCard) -> tuple[str, ...]:
    """Return who says they read the visitor's own entry, and when, in words; nothing for anybody else's."""
    if not entry.own or not visit.rota:
        return ()
    look = Look.of(visit)
    said = said_read.traces(visit.viewer, [entry.id])[entry.id].said
    return tuple(say("{name} read this on {when}.", name=each.name, when=_when(look, each)) for each in said)


def _reads_here(visit: Visit) -> Standing | None:
    """Return what is agreed where this visitor reads or stands in; None elsewhere, and while it does not hold."""
    found = standing(visit)
    reads = found is not None and found.holds and visit.viewer.membership in named(found.kept.turns)
    return found if reads else None


def _marked(found: Standing, look: Look, opened: Opened) -> bool:
    agreed = any(each.person == opened.author for each in found.here)
    return agreed and opened.kind != CONCERN.code and look.to_read(opened)


def _due(found: Standing, look: Look, items: list[Opened]) -> list[Opened]:
    """Return those of some marked entries that are for this reader now."""
    mine, turns = look.visit.viewer.membership, found.kept.turns
    people = {each.person for each in found.here if each.membership in named(turns)}
    away = [each for _, each in rotas.absences(named(turns), look.today - _DAY)]
    traces = said_read.traces(look.visit.viewer, [each.id for each in items], found.kept.since)
    chosen = []
    for each in items:
        trace = traces[each.id]
        if trace.since is None or any(said.person in people for said in trace.said):
            continue
        if mine in waits_for(turns, away, trace.since, look.now, look.zone):
            chosen.append(each)
    return chosen


def _to_read(found: Standing, look: Look, opened: Opened) -> ToRead:
    mine = look.visit.viewer.membership
    reads = any(turn.reader == mine for turn in found.kept.turns)
    readers = [] if reads else [found.name(turn.reader) for turn in found.kept.turns if turn.cover == mine]
    shown = card(opened, look, listed=True)
    return ToRead(
        shown, notice(look.visit, shown).theirs, say("You stand in for {name}.", name=readers[0]) if readers else ""
    )


def _when(look: Look, said: said_read.Said) -> str:
    recent = look.now - said.at <= _WEEK
    return weekday_and_time(said.at, look.zone) if recent else day_and_time(said.at, look.zone)
