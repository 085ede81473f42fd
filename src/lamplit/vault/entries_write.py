"""Writing entries; leaves showing and deleting to `entries_share`."""

from datetime import datetime
from uuid import UUID

from lamplit.engines.kernel import Viewer
from lamplit.vault.shapes import Conflict, NewEntry, Opened, Outcome


def record(viewer: Viewer, new: NewEntry, now: datetime) -> Outcome:
    """Seal and store one entry; the same id with the same content again is SAME."""
    raise NotImplementedError


def revise(viewer: Viewer, entry_id: UUID, base_revision: int, new: NewEntry, now: datetime) -> Opened | Conflict | None:
    """Store a new revision on top of `base_revision`; None when the entry is not the viewer's to revise."""
    raise NotImplementedError
