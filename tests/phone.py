"""A phone without a connection, for tests: it locks pages as the browser's module does, with the server's library."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson
from cryptography.hazmat.primitives.asymmetric import ec

from lamplit.actions import clock, tickets
from lamplit.actions.outbox import Arrival, Sealed, places, take
from lamplit.actions.tickets import Ticket
from lamplit.vault.crypto import bind, pad
from lamplit.vault.outbox import DOMAIN, SUITE
from lamplit.web.forms.arrived import read
from tests.cast import Part


@dataclass
class Phone:
    """One person's phone, given its ticket while it had a connection."""

    part: Part
    ticket: Ticket = field(init=False)

    def __post_init__(self) -> None:
        """Visit once, signed in."""
        self.renew()

    def renew(self) -> None:
        """Fetch a fresh ticket."""
        (self.ticket,) = tickets.tickets(self.part.person, self.part.session_key)

    def write(
        self, kind: str = "moment", *, entry: UUID | None = None, at: datetime | None = None, **more: Any
    ) -> Sealed:
        """Lock one page; `more` may name answers, sees, to, base, unfinished and since."""
        offer = self.ticket.kinds.get(kind)
        page = {
            "kind": kind,
            "answers": {"tone": ["hard"], "happened": ["shouted"]},
            "sees": offer.sees if offer else "",
            "to": list(offer.to) if offer else [],
            "base": 0,
            "unfinished": False,
            "since": self.ticket.since,
            "at": (at or clock.now()).isoformat(),
        } | more
        return self.lock(entry or uuid4(), orjson.dumps(page))

    def lock(self, entry: UUID, plain: bytes, **other: str) -> Sealed:
        """Lock bytes for this phone's circle, or bound to something `other`."""
        ticket = self.ticket
        bound = {"circle": ticket.place, "entry": entry.hex, "key": ticket.key.hex, "person": ticket.person} | other
        info = DOMAIN + bind({name: value.encode() for name, value in {**bound, "version": "1"}.items()})
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), ticket.public)
        return Sealed(entry, ticket.key, ticket.place, ticket.person, SUITE.encrypt(pad(plain), key, info=info))

    def send(self, item: Sealed, as_: Part | None = None) -> Arrival:
        """Send one thing, by default as the person themself."""
        who = as_ or self.part
        return take(who.person, places(who.person, who.session_key).get(item.place), item, read)


def a_while_ago(**since: float) -> datetime:
    """Return a moment a little back, in whole seconds, later than the ticket's day."""
    return (clock.now() - timedelta(**since)).replace(microsecond=0)
