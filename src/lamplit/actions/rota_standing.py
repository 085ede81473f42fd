"""Whether what a circle agreed about reading holds at this moment, and telling it when it is over; agrees nothing."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.doors import Visit
from lamplit.actions.members import Member, confirmed_members
from lamplit.engines.kernel import Role
from lamplit.engines.safety.rota import named
from lamplit.people import notices, rotas
from lamplit.people.rotas import Kept
from lamplit.vault import audit, store
from lamplit.vault.failures import NotSaved

NOT_ASKED = frozenset({Role.TEACHER})  # they learn no name of those who help, and nothing they write is on the rota


@dataclass(frozen=True, slots=True)
class Standing:
    """What a circle has agreed, or is asked about, at one moment.

    `kept` is the newest proposal, `here` are those whose yes it takes, in the order of the circle. `holds` says that
    it is in force now.
    """

    kept: Kept
    here: tuple[Member, ...]
    holds: bool

    @property
    def may_go_on(self) -> bool:
        """Tell whether it is still asked or agreed, with the very people who are here and can still read."""
        same = self.kept.asked == frozenset(each.membership for each in self.here)
        return self.kept.ended_at is None and same and named(self.kept.turns) <= _able(self.here)

    def name(self, membership: UUID) -> str:
        """Return what somebody here is called."""
        return next((each.name for each in self.here if each.membership == membership), "")


def asked_here(circle: UUID, now: datetime) -> tuple[Member, ...]:
    """Return everybody whose yes it takes: all confirmed members but teachers."""
    return tuple(each for each in confirmed_members(circle, now, clock.today()) if each.role not in NOT_ASKED)


def can_read(member: Member) -> bool:
    """Tell whether somebody may be named as one who reads: a grown-up whose part somebody agreed to."""
    return member.role is not Role.SUBJECT and member.role not in NOT_ASKED and member.consented


def standing(visit: Visit) -> Standing | None:
    """Return what is agreed or asked in this circle; None where nobody was ever asked."""
    circle = visit.viewer.circle
    return standing_of(circle, clock.now()) if visit.rota and circle is not None else None


def standing_of(circle: UUID, now: datetime) -> Standing | None:
    """Return what is agreed or asked in a circle, reckoned afresh."""
    kept = rotas.latest(circle)
    if kept is None:
        return None
    here = asked_here(circle, now)
    holds = kept.holds(frozenset(each.membership for each in here)) and named(kept.turns) <= _able(here)
    return Standing(kept, here, holds)


def settle(circle: UUID) -> None:
    """Write down, and tell, that it is over because somebody came, went or was paused; it has ended already.

    A disk that takes no write keeps nobody from their page: what is over does not hold, written down or not.
    """
    now = clock.now()
    found = standing_of(circle, now)
    if found is None or found.kept.ended_at is not None or found.may_go_on:
        return
    with suppress(NotSaved), store.write_transaction():
        if rotas.end(circle, now):
            notices.tell(circle, "rota_ended" if found.kept.since else "rota_dropped", now, by=None)
            audit.append(None, circle, "circle.rota_over", [found.kept.id], "changed", now)


def _able(here: tuple[Member, ...]) -> frozenset[UUID]:
    return frozenset(each.membership for each in here if can_read(each))
