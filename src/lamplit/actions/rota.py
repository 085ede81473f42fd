"""Agreeing on who reads what is shown, and when: proposing, each yes, one no, days away; leaves pages to `rota_page`.

It holds only while every one of the circle has said yes to this very version, the young person first. It lets nobody
see anything: who may read an entry is settled by its writer and the rule, as everywhere.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import circle_of, one_change, own_membership
from lamplit.actions.doors import Visit
from lamplit.actions.members import Member
from lamplit.actions.rota_standing import NOT_ASKED, Standing, asked_here, can_read, standing, standing_of
from lamplit.engines.kernel import Role
from lamplit.engines.safety.rota import MOST_TURNS, Absence, Turn, named
from lamplit.people import notices, rotas
from lamplit.vault import audit

PROPOSES = frozenset({Role.THERAPIST, Role.SCHOOL_LEAD, Role.SOCIAL_WORKER})


def may_propose(visit: Visit) -> bool:
    """Tell whether this visitor may propose who reads and when."""
    return visit.viewer.role in PROPOSES and visit.viewer.consented


def readers_here(visit: Visit) -> tuple[Member, ...]:
    """Return who may read or stand in: the adults here whose part somebody agreed to."""
    here = asked_here(circle_of(visit), clock.now())
    return tuple(each for each in here if can_read(each))


def propose(visit: Visit, turns: Sequence[Turn]) -> None:
    """Ask everybody of the circle about these hours; whatever was agreed before ends at once. Raises CircleError."""
    circle, now = circle_of(visit), clock.now()
    if not may_propose(visit):
        raise CircleError("rota_not_yours")
    here = asked_here(circle, now)
    if not any(each.role is Role.SUBJECT for each in here):
        raise CircleError("rota_nobody_yet")
    _check(turns, frozenset(each.membership for each in here if can_read(each)))
    with one_change():
        before = rotas.latest(circle)
        rota = rotas.propose(circle, visit.viewer.person, (each.membership for each in here), turns, now)
        if before is not None and before.since is not None and before.ended_at is None:
            notices.tell(circle, "rota_ended", now, by=None)
        _note(visit, "rota_proposed", rota, now)


def say_yes(visit: Visit) -> bool:
    """Say yes to what is asked; returns whether it holds with this yes. Raises CircleError.

    The young person answers first: until they have said yes, nobody else's yes is asked for.
    """
    mine, now, circle = own_membership(visit), clock.now(), circle_of(visit)
    with one_change():
        now_stands = _open(visit)
        kept = now_stands.kept
        first = next((each.membership for each in now_stands.here if each.role is Role.SUBJECT), None)
        if mine not in kept.asked:
            raise CircleError("rota_over")
        if first is None or (first != mine and first not in kept.said_yes):
            raise CircleError("rota_first")
        if mine in kept.said_yes:
            return now_stands.holds
        rotas.say_yes(kept.id, mine, now)
        audit.append(visit.viewer.person, circle, "circle.rota_yes", [kept.id], "member", now)
        begins = kept.asked <= kept.said_yes | {mine} and rotas.begin(kept.id, now)
        if begins:
            notices.tell(circle, "rota_begun", now, by=None)
            audit.append(None, circle, "circle.rota_begun", [kept.id], "everybody", now)
    return begins


def say_no(visit: Visit) -> None:
    """Say no, or take a yes back: from this moment nobody is watching. Nobody is told whose no it was."""
    circle, now = circle_of(visit), clock.now()
    own_membership(visit)
    with one_change():
        kept = rotas.latest(circle) if visit.viewer.role not in NOT_ASKED else None
        if kept is None or not rotas.end(circle, now):
            raise CircleError("rota_over")
        notices.tell(circle, "rota_ended" if kept.since else "rota_dropped", now, by=None)
        audit.append(visit.viewer.person, circle, "circle.rota_no", [kept.id], "member", now)


def away(found: Standing) -> list[tuple[UUID, Absence]]:
    """Return the days away, not over yet, of everybody who is named in it, each with its id."""
    return rotas.absences(named(found.kept.turns), clock.today())


def say_away(visit: Visit, first: date | None, last: date | None) -> None:
    """Keep that the visitor, who reads or stands in, is away on some days; raises CircleError.

    Nobody's yes is asked anew: everybody has agreed on who stands in then.
    """
    mine, now, found = own_membership(visit), clock.now(), standing(visit)
    if found is None or mine not in named(found.kept.turns):
        raise CircleError("rota_not_yours")
    if first is None or last is None or last < first or last < clock.today():
        raise CircleError("bad_duty", "away")
    with one_change():
        rotas.add_absence(mine, first, last)
        _note(visit, "rota_away", found.kept.id, now)


def back_again(visit: Visit, absence: UUID) -> None:
    """Take days away back; raises CircleError when they are not the visitor's."""
    mine, now = own_membership(visit), clock.now()
    with one_change():
        if not rotas.drop_absence(mine, absence):
            raise CircleError("too_late")
        _note(visit, "rota_away", absence, now)


def turn_of(reader: UUID, cover: UUID, days: frozenset[int], hours: tuple[time, time]) -> Turn:
    """Return one row of a proposal, its hours to the minute."""
    starts, ends = (at.replace(second=0, microsecond=0) for at in hours)
    return Turn(reader, cover, days, starts, ends)


def _open(visit: Visit) -> Standing:
    found = standing_of(circle_of(visit), clock.now())
    if found is None or not found.may_go_on:
        raise CircleError("rota_over")
    return found


def _check(turns: Sequence[Turn], able: frozenset[UUID]) -> None:
    if not 0 < len(turns) <= MOST_TURNS:
        raise CircleError("rota_empty", "turns")
    if not named(turns) <= able:
        raise CircleError("rota_who", "turns")
    if any(not each.days or each.starts == each.ends for each in turns):
        raise CircleError("rota_hours", "turns")
    if any(each.reader == each.cover for each in turns):
        raise CircleError("rota_cover", "turns")


def _note(visit: Visit, code: str, about: UUID, now: datetime) -> None:
    """Tell the circle, and add it to the record of acts."""
    circle, person = circle_of(visit), visit.viewer.person
    notices.tell(circle, code, now, by=person)
    audit.append(person, circle, f"circle.{code}", [about], "member", now)
