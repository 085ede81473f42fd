"""Words kept while they are being written, sealed for their writer alone; leaves saving to `entries`."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from lamplit.engines.kernel import Viewer
from lamplit.vault.shapes import Draft


def keep(viewer: Viewer, draft_id: UUID, kind: str, fields: Mapping[str, object], now: datetime) -> bool:
    """Keep the words typed so far; False when the id is not this writer's to use."""
    raise NotImplementedError


def mine(viewer: Viewer, now: datetime) -> list[Draft]:
    """Return this writer's drafts in this circle, newest first, none older than 30 days."""
    raise NotImplementedError


def open_draft(viewer: Viewer, draft_id: UUID, now: datetime) -> Draft | None:
    """Return one of this writer's drafts."""
    raise NotImplementedError


def drop(viewer: Viewer, draft_id: UUID) -> bool:
    """Throw one of this writer's drafts away."""
    raise NotImplementedError
