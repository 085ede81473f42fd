"""Who is at the door of a circle, and which circles a person belongs to; leaves signing in to `accounts`."""

from dataclasses import dataclass
from uuid import UUID

from lamplit.engines.kernel import MemberState, Role
from lamplit.vault.doorway import Visit

__all__ = ["CircleCard", "Visit", "circles_of", "enter", "enter_by_token"]


@dataclass(frozen=True, slots=True)
class CircleCard:
    """One circle a person belongs to, as it stands in a list."""

    id: UUID
    name: str
    subject_name: str
    role: Role
    state: MemberState
    role_label: str


def enter(session_key: str | None, circle: UUID) -> Visit | None:
    """Return who asks and what they are to this circle; None when nobody is signed in."""
    raise NotImplementedError


def enter_by_token(token: str, circle: UUID) -> Visit | None:
    """Return the visit an API token opens; None when the token opens nothing."""
    raise NotImplementedError


def circles_of(person_id: UUID) -> tuple[CircleCard, ...]:
    """Return the circles a person has not left, the oldest membership first."""
    raise NotImplementedError
