"""The viewer: who is asking, in which circle, as what; every reading and writing act takes one."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lamplit.engines.kernel.roles import MemberState, Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """One person's standing in one circle at one moment, read afresh for every request.

    `circle`, `membership`, `role` and `state` are None for somebody with no membership in the circle asked for.
    `on_duty` is True when the membership has no duty dates or today lies within them. `mfa` is True when a second
    factor or a passkey was used to sign in. `consented` is True while consent to this member's part is on record.
    `today` is the day it is in this house; without it nothing opens that waits for a day.

    `silent` are other people of the circle who have paused their sharing. For some days after somebody was helped back
    in, what they wrote before is shut to themselves too: entries up to place `shut_up_to` (0: none), and what was
    kept unsaved until `shut_since`.
    """

    person: UUID
    circle: UUID | None = None
    membership: UUID | None = None
    role: Role | None = None
    state: MemberState | None = None
    on_duty: bool = True
    mfa: bool = False
    consented: bool = True
    today: date | None = None
    silent: frozenset[UUID] = frozenset()
    shut_up_to: int = 0
    shut_since: datetime | None = None
