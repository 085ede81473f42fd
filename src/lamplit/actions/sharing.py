"""Showing one entry to one person, taking it back, and seeing who read it; leaves the rule to `records`."""

from dataclasses import dataclass
from uuid import UUID

from lamplit.actions.cards import EntryCard
from lamplit.vault.doorway import Visit


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody an entry may be shown to; `shown` is True while it is."""

    membership: UUID
    name: str
    role_label: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """One reader of an own entry: `at_text` reads "Seen Tue 9:02"."""

    name: str
    role_label: str
    at_text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of "Who sees": somebody opened something of mine, or I showed it or took it back."""

    entry: UUID
    summary: str
    day_text: str
    name: str
    role_label: str
    what: str
    at_text: str


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """Some lines of "Who sees", newest first, and the opaque cursor of the older ones."""

    items: tuple[Reading, ...]
    next: str | None


def people_to_show(visit: Visit, entry_id: UUID) -> tuple[PersonChoice, ...]:
    """Return those to whom the author may show this entry; empty for anybody but the author."""
    raise NotImplementedError


def preview(visit: Visit, entry_id: UUID, membership: UUID) -> EntryCard | None:
    """Return exactly what that person will see once shown; None when it may not be shown to them."""
    raise NotImplementedError


def show_entry(visit: Visit, entry_id: UUID, membership: UUID) -> bool:
    """Show an own entry to one person; False when that is not possible."""
    raise NotImplementedError


def stop_showing(visit: Visit, entry_id: UUID, membership: UUID) -> bool:
    """Take an own entry back from one person, from their next request on; False when it was not shown."""
    raise NotImplementedError


def who_saw(visit: Visit, entry_id: UUID) -> tuple[Seen, ...]:
    """Return who opened an own entry and when, newest first; empty for anybody but its author."""
    raise NotImplementedError


def who_sees_log(visit: Visit, before: str | None = None) -> ReadingPage:
    """Return who opened what of this visitor's, newest first."""
    raise NotImplementedError
