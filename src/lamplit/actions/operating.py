"""What the person who runs the machine may know of it; no names, no counts of anybody's words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One fact about the house: `good` is None when there is nothing to judge."""

    label: str
    text: str
    good: bool | None


@dataclass(frozen=True, slots=True)
class Health:
    """The operator's page, line by line."""

    lines: tuple[HealthLine, ...]
    all_good: bool


def health(*, secure: bool) -> Health:
    """Return the state of the house; `secure` is True when this very request came over trusted HTTPS."""
    raise NotImplementedError
