"""What a phone needs to write without a connection: public keys and tags, never a name; leaves arriving to `outbox`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.audiences import audience_choices, who_will_see
from lamplit.actions.doors import circles_of, enter
from lamplit.actions.practice import KIND as PRACTICES
from lamplit.actions.practice import only_mine
from lamplit.actions.practice_shelves import shelf_of
from lamplit.actions.tongue import aloud
from lamplit.actions.writing import Refused
from lamplit.engines.kernel import MemberState, Role
from lamplit.vault import outbox
from lamplit.vault.doorway import Visit

KINDS_OFFLINE = ("moment", "check_in", "journal")


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind that may be written: the sentence for those who see it as usual, and the roles it stands for."""

    sees: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ticket:
    """One circle as a phone may know it: a key that only locks, tags that lead nowhere, and sentences without names.

    `path` lets the phone see that an address it was asked for is of this circle. `young` chooses the shape of the page,
    `shelf` the practices it may play alone: whose they are and of which age, nothing for who keeps none.
    """

    place: str
    person: str
    path: str
    key: UUID
    public: bytes
    young: bool
    shelf: str
    since: str
    kinds: Mapping[str, Offer]


@lru_cache(maxsize=4096)
def writer_tag(person: UUID) -> str:
    """Return a person as their phones know them: a tag that leads nowhere without the house's key."""
    return outbox.person_tag(person)


def tickets(person: UUID, session_key: str) -> tuple[Ticket, ...]:
    """Return a ticket for each circle in which this person may write now."""
    mine = [card for card in circles_of(person) if card.state is MemberState.CONFIRMED]
    visits = [visit for card in mine if (visit := enter(session_key, card.id)) is not None]
    found = [_ticket(visit) for visit in visits if visit.viewer.state is MemberState.CONFIRMED]
    return tuple(each for each in found if each.kinds)


def _ticket(visit: Visit) -> Ticket:
    circle, person = visit.viewer.circle, visit.viewer.person
    if circle is None:
        raise ValueError("A ticket is for a circle.")
    place, now = outbox.Place(circle, person), clock.now()
    key = outbox.public_key(circle, now)
    return Ticket(
        place=place.circle_tag,
        person=place.person_tag,
        path=sha256(f"{place.person_tag}|{circle}".encode()).hexdigest(),
        key=key.id,
        public=key.raw,
        young=visit.viewer.role is Role.SUBJECT,
        shelf=shelf_of(visit),
        since=now.isoformat(timespec="seconds"),
        kinds={kind: offer for kind in KINDS_OFFLINE if (offer := _offer(visit, kind)) is not None} | _practices(visit),
    )


def _practices(visit: Visit) -> dict[str, Offer]:
    """Return the offer of keeping practices: for oneself alone, as with a connection."""
    try:
        return {PRACTICES: Offer(aloud(only_mine(visit)), ())} if shelf_of(visit) else {}
    except Refused:
        return {}


def _offer(visit: Visit, kind: str) -> Offer | None:
    here = {f"role:{role}" for role in visit.present}  # a role nobody holds yet was not in the sentence either
    try:
        roles = tuple(each.value for each in audience_choices(visit, kind) if each.value in here)
        return Offer(aloud(who_will_see(visit, kind)), roles)
    except Refused:
        return None
