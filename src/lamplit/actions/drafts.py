"""Words not yet saved, sealed for their writer alone; leaves saving them for good to `entries`."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from lamplit.vault.doorway import Visit


@dataclass(frozen=True, slots=True)
class Draft:
    """Unsaved words: `id` is the id the entry will have, `fields` are the form's fields as typed."""

    id: UUID
    kind: str
    kind_title: str
    fields: Mapping[str, object]
    kept_text: str


def keep_draft(visit: Visit, draft_id: UUID, kind: str, fields: Mapping[str, object]) -> bool:
    """Keep what is typed so far; False when it is too long or of no known kind."""
    raise NotImplementedError


def open_draft(visit: Visit, draft_id: UUID) -> Draft | None:
    """Return an own draft; None when there is none."""
    raise NotImplementedError


def my_drafts(visit: Visit) -> tuple[Draft, ...]:
    """Return own drafts in this circle, newest first."""
    raise NotImplementedError


def drop_draft(visit: Visit, draft_id: UUID) -> bool:
    """Forget an own draft; True also when there was none."""
    raise NotImplementedError
