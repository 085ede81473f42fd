"""The chain of who did what: content-free, MACed link by link, anchored outside the database."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from lamplit.engines.kernel import Viewer
from lamplit.vault.shapes import Read


def append(actor: UUID | None, circle: UUID | None, action: str, objects: Sequence[UUID], reason: str, now: datetime) -> None:
    """Add one link to the chain, in the running write transaction or one of its own."""
    raise NotImplementedError


def verify() -> list[str]:
    """Walk the whole chain; return one sentence for each thing that is wrong, an empty list when all is well."""
    raise NotImplementedError


def reads_of(viewer: Viewer, entry_id: UUID) -> list[Read]:
    """Return each time somebody else opened the viewer's own entry, newest first; empty for anyone but its author."""
    raise NotImplementedError


def readings(viewer: Viewer, before: str | None, limit: int) -> tuple[list[Read], str | None]:
    """Return who opened what of the viewer's, newest first, and a cursor to earlier readings."""
    raise NotImplementedError
