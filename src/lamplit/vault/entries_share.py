"""Showing, not showing, deleting and restoring entries."""

from datetime import datetime
from uuid import UUID

from lamplit.engines.kernel import Viewer


def show(viewer: Viewer, entry_id: UUID, membership_id: UUID, now: datetime) -> bool:
    """Show one entry to one member; False when it is not the viewer's to show or not showable to them."""
    raise NotImplementedError


def stop_showing(viewer: Viewer, entry_id: UUID, membership_id: UUID, now: datetime) -> bool:
    """Stop showing one entry to one member; bites at their next request."""
    raise NotImplementedError


def delete(viewer: Viewer, entry_id: UUID, now: datetime) -> bool:
    """Put one entry away; its author may have it back for seven days."""
    raise NotImplementedError


def restore(viewer: Viewer, entry_id: UUID, now: datetime) -> bool:
    """Bring back an entry deleted less than seven days ago."""
    raise NotImplementedError
