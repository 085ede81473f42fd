"""Reading entries; leaves the rule to `grants` and the rows to `rows`."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from lamplit.engines.kernel import Viewer
from lamplit.vault.shapes import Opened, Page


def page(viewer: Viewer, before: str | None, limit: int, now: datetime) -> Page:
    """Return the newest entries this viewer may see, older than cursor `before`; one audit row."""
    raise NotImplementedError


def page_json(viewer: Viewer, before: str | None, limit: int, now: datetime) -> bytes:
    """Return the same page as JSON, its bodies spliced in unread."""
    raise NotImplementedError


def read(viewer: Viewer, entry_id: UUID, now: datetime) -> Opened | None:
    """Return one entry, or None when it is not there or not for this viewer."""
    raise NotImplementedError


def revisions(viewer: Viewer, entry_id: UUID, now: datetime) -> list[Opened]:
    """Return what an entry said before, newest first; its author only."""
    raise NotImplementedError


def search(viewer: Viewer, words: str, now: datetime, limit: int = 50) -> list[Opened]:
    """Return the newest entries that hold every one of `words`."""
    raise NotImplementedError


def export(viewer: Viewer, now: datetime) -> Iterator[Opened]:
    """Return everything this viewer may take away, oldest first; one audit row."""
    raise NotImplementedError


def deleted_page(viewer: Viewer, now: datetime) -> list[Opened]:
    """Return the viewer's own entries deleted in the last seven days."""
    raise NotImplementedError
