"""The fictional circle a newcomer looks at first; one call makes it and one call removes it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One fictional person and the one-time link that signs them in, from this machine only."""

    person: str
    name: str
    role: str
    age: int | None
    circle: str
    circle_name: str
    sign_in: str


def build_demo(now: datetime) -> bool:
    """Make the demo circles that are missing, dated relative to `now`; True when any was made."""
    raise NotImplementedError


def remove_demo() -> int:
    """Remove every demo circle and its people; returns how many circles went."""
    raise NotImplementedError


def demo_people(base_url: str) -> tuple[DemoPerson, ...]:
    """Return every demo person with a fresh one-time link under `base_url`, which must be loopback."""
    raise NotImplementedError
