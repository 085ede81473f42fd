"""What pages say of people being let back in: who asks, who is asked, what was done lately; changes nothing."""

from dataclasses import dataclass
from uuid import UUID

from lamplit.actions import clock, way_back
from lamplit.actions.circle_page import name_of, when_text
from lamplit.actions.circles import circle_of, own_membership
from lamplit.actions.doors import Visit
from lamplit.actions.wording import time_text
from lamplit.engines.kernel.saying import say
from lamplit.people import ways_back
from lamplit.people.models import WayBack


@dataclass(frozen=True, slots=True)
class AskCard:
    """One way back that may still be used: who asks, for whom, until when, and what the reader may do about it."""

    id: UUID
    by: str
    about: str
    about_you: bool
    ends: str
    may_agree: bool
    may_stop: bool


@dataclass(frozen=True, slots=True)
class BackCard:
    """Somebody who was let back in within the last 72 hours; the reader may say that it was not them."""

    id: UUID
    about: str
    by: str
    at: str
    may_stop: bool


def asked(visit: Visit) -> tuple[AskCard, ...]:
    """Return the ways back of this circle that wait for a second person."""
    now = clock.now()
    return tuple(_card(visit, row) for row in ways_back.waiting(circle_of(visit), now))


def about_me(visit: Visit) -> tuple[AskCard, ...]:
    """Return the ways back by which somebody else could come in as the visitor; they may stop each."""
    rows = ways_back.unused_of(visit.viewer.person, clock.now())
    return tuple(_card(visit, row) for row in rows if row.membership_id == visit.viewer.membership)


def lately(visit: Visit) -> tuple[BackCard, ...]:
    """Return who was let back in here within the last 72 hours."""
    return tuple(
        BackCard(
            row.pk,
            name_of(row.membership.person),
            " and ".join([name_of(row.asked_by), _second(row)]),
            when_text(row.used_at or row.asked_at),
            way_back.may_stop(visit, row.membership_id),
        )
        for row in ways_back.used_lately(circle_of(visit), clock.now())
    )


def opens_text(visit: Visit) -> str:
    """Return when what the visitor wrote before they were helped back in opens again, or nothing."""
    if not visit.shut:
        return ""
    if visit.shut_until is None:
        return say(
            "What you wrote before is shut. Somebody said that it was not you who came back. "
            "Two people of your circle can help you to settle it."
        )
    return say(
        "What you wrote before opens again {when}. Nobody can read it until then. "
        "That keeps it yours, should somebody only say that they are you.",
        when=when_text(visit.shut_until),
    )


def _card(visit: Visit, row: WayBack) -> AskCard:
    mine = own_membership(visit)
    return AskCard(
        row.pk,
        name_of(row.asked_by),
        name_of(row.membership.person),
        row.membership_id == mine,
        time_text(row.ends_at, clock.zone()),
        way_back.may_agree(visit, row),
        row.membership_id == mine or way_back.may_stop(visit, row.membership_id),
    )


def _second(row: WayBack) -> str:
    return say("the person who runs this Lamplit") if row.by_operator else name_of(row.agreed_by)
