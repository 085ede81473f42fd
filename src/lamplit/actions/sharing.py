"""Showing one entry to one person, taking it back, and seeing who read it; leaves the rule to `records`."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.cards import EntryCard
from lamplit.actions.looks import Look, card, facts_of
from lamplit.actions.members import Member
from lamplit.actions.wording import at_text, role_label
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.visibility import Action, Decision, EntryState, Facts, Level, decide
from lamplit.vault import audit, entries
from lamplit.vault.doorway import Visit
from lamplit.vault.shapes import Read

READINGS_ON_A_PAGE = 30
_SAW = {Level.FULL: "read it", Level.SUMMARY: "saw that it is there"}


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody an entry may be shown to; `shown` is True while it is."""

    membership: UUID
    name: str
    role: Role
    shown: bool

    @property
    def role_label(self) -> str:
        """What they are here, in words."""
        return role_label(self.role)


@dataclass(frozen=True, slots=True)
class Seen:
    """One reader of an own entry: `at_text` reads "Seen Tue 9:02"."""

    name: str
    role_label: str
    at_text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of "Who sees": who opened which of my entries, and when; `what` reads "read it".

    `on` is the day of the reading in this house, `at_text` the same with its time, in words.
    """

    entry: UUID
    summary: str
    day_text: str
    name: str
    role_label: str
    what: str
    at_text: str
    on: date


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """Some lines of "Who sees", newest first, and the opaque cursor of the older ones."""

    items: tuple[Reading, ...]
    next: str | None


def people_to_show(visit: Visit, entry_id: UUID) -> tuple[PersonChoice, ...]:
    """Return those to whom the author may show this entry; empty for anybody but the author.

    Somebody who reads it anyway is not offered: there is nothing to show and nothing to take back.
    """
    look, facts = Look.of(visit), entries.standing(visit.viewer, entry_id)
    if facts is None:
        return ()
    return tuple(
        PersonChoice(each.membership, each.name, each.role, each.membership in facts.shown_to)
        for each in look.members()
        if _as_shown(facts, each).reason == "shown"
    )


def preview(visit: Visit, entry_id: UUID, membership: UUID) -> EntryCard | None:
    """Return exactly what that person will see once shown; None when it may not be shown to them."""
    look = Look.of(visit)
    opened = _own(look, entry_id)
    member = next((each for each in look.members() if each.membership == membership), None)
    if opened is None or member is None:
        return None
    decision = _as_shown(facts_of(opened, _circle(visit)), member)
    if decision.reason != "shown":
        return None
    theirs = opened._replace(own=False, level=decision.level, shown_to=frozenset(), written_at=None)
    return card(theirs, replace(look, visit=replace(visit, viewer=member.as_viewer(_circle(visit)))))


def show_entry(visit: Visit, entry_id: UUID, membership: UUID) -> bool:
    """Show an own entry to one person; False when that is not possible."""
    return entries.show(visit.viewer, entry_id, membership, clock.now())


def stop_showing(visit: Visit, entry_id: UUID, membership: UUID) -> bool:
    """Take an own entry back from one person, from their next request on; False when it was not shown."""
    return entries.stop_showing(visit.viewer, entry_id, membership, clock.now())


def who_saw(visit: Visit, entry_id: UUID) -> tuple[Seen, ...]:
    """Return who opened an own entry and when, newest first; empty for anybody but its author."""
    reads = audit.reads_of(visit.viewer, entry_id)
    if not reads:
        return ()
    look = Look.of(visit)
    return tuple(
        Seen(read.name, _role_of(look, read.person), say("Seen {when}", when=_at(read, look))) for read in reads
    )


def who_sees_log(visit: Visit, before: str | None = None) -> ReadingPage:
    """Return who opened what of this visitor's, newest first."""
    reads, cursor = audit.readings(visit.viewer, before, READINGS_ON_A_PAGE)
    look = Look.of(visit)
    mine = {each.id: each for each in entries.read_several(visit.viewer, {read.entry for read in reads}, look.now)}
    return ReadingPage(tuple(_line(read, mine.get(read.entry), look) for read in reads), cursor)


def _line(read: Read, opened: entries.Opened | None, look: Look) -> Reading:
    shown = card(opened, look) if opened else None
    return Reading(
        entry=read.entry,
        summary=shown.summary if shown else say("Something you have removed"),
        day_text=shown.day_text if shown else "",
        name=read.name,
        role_label=_role_of(look, read.person),
        what=_SAW.get(read.level, "read it"),
        at_text=_at(read, look),
        on=read.at.astimezone(look.zone).date(),
    )


def _at(read: Read, look: Look) -> str:
    return at_text(read.at, look.today, look.zone)


def _own(look: Look, entry_id: UUID) -> entries.Opened | None:
    """Return a live entry of this visitor's own, if the rule lets them show it."""
    visit = look.visit
    opened = entries.read(visit.viewer, entry_id, look.now)
    if opened is None or not opened.own or opened.state is not EntryState.LIVE:
        return None
    return opened if decide(visit.viewer, Action.SHOW, facts_of(opened, visit.viewer.circle)).allowed else None


def _as_shown(facts: Facts, member: Member) -> Decision:
    """Ask the rule as that member, with the entry shown to them."""
    shown = replace(facts, shown_to=facts.shown_to | {member.membership})
    return decide(member.as_viewer(facts.circle), Action.READ, shown)


def _circle(visit: Visit) -> UUID:
    return visit.viewer.circle or visit.viewer.person


def _role_of(look: Look, person: UUID) -> str:
    return next((role_label(each.role) for each in look.members() if each.person == person), "")
