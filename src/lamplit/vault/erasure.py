"""Erasure that is true: rows, keys and journal gone, and a tombstone that outlives every backup."""

from datetime import datetime
from uuid import UUID

from lamplit.engines.kernel import Viewer
from lamplit.vault.shapes import Receipt


def erase_entry(viewer: Viewer, entry_id: UUID, now: datetime) -> Receipt | None:
    """Erase one of the viewer's own entries for good; None when it is not theirs."""
    raise NotImplementedError


def erase_person(person_id: UUID, now: datetime) -> Receipt:
    """Erase everything a person wrote, and the keys of their own compartments."""
    raise NotImplementedError


def erase_circle(circle_id: UUID, now: datetime) -> Receipt:
    """Erase everything in a circle and destroy its keys."""
    raise NotImplementedError


def purge_due(now: datetime) -> Receipt:
    """Erase entries deleted more than seven days ago and drafts older than thirty."""
    raise NotImplementedError


def replay(now: datetime) -> int:
    """Erase again whatever the tombstones name, as after a restored backup; return how many were found."""
    raise NotImplementedError
