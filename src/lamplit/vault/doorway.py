"""Who is at the door: one query from a session or token to a standing in one circle, read afresh every time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lamplit.engines.kernel import Viewer


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's request to one circle: their standing and what every page says about where they are.

    `viewer.role` is None for somebody signed in who is no member. `session_key` is None for a token.
    """

    viewer: Viewer
    person_name: str
    circle_name: str
    subject: UUID | None
    subject_name: str
    subject_age: int | None
    country: str
    plan_agreed: bool
    together: bool
    seen_at: datetime
    session_key: str | None
    operator: bool


def enter(session_key: str | None, circle: UUID, now: datetime) -> Visit | None:
    """Return the visit of a signed-in person, or None when nobody is signed in."""
    raise NotImplementedError


def enter_by_token(token: str, circle: UUID, now: datetime) -> Visit | None:
    """Return the visit of a program with an API token, or None when the token opens nothing here."""
    raise NotImplementedError
