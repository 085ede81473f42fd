"""Words not yet saved, sealed for their writer alone; leaves saving them for good to `entries`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.wording import at_text
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import KINDS
from lamplit.vault import drafts, shapes
from lamplit.vault.doorway import Visit

MOST_CHARACTERS = 60_000  # all fields of one form together; longer than anything that could be saved


@dataclass(frozen=True, slots=True)
class Draft:
    """Unsaved words: `id` is the id the entry will have, `fields` are the form's fields as typed."""

    id: UUID
    kind: str
    kind_title: str
    fields: Mapping[str, object]
    kept_text: str


def keep_draft(visit: Visit, draft_id: UUID, kind: str, fields: Mapping[str, object]) -> bool:
    """Keep what is typed so far; False when it is too long, of no known kind, or the circle is closed to the writer."""
    if visit.viewer.role is None or kind not in KINDS or _length(fields) > MOST_CHARACTERS:
        return False
    return drafts.keep(visit.viewer, draft_id, kind, fields, clock.now())


def open_draft(visit: Visit, draft_id: UUID) -> Draft | None:
    """Return an own draft; None when there is none."""
    found = drafts.open_draft(visit.viewer, draft_id, clock.now())
    return _draft(found) if found else None


def my_drafts(visit: Visit) -> tuple[Draft, ...]:
    """Return own drafts in this circle, newest first."""
    return tuple(_draft(each) for each in drafts.mine(visit.viewer, clock.now()))


def unfinished_text(visit: Visit) -> str:
    """Return when own words not saved yet were last kept here, or nothing; what came through the door says enough."""
    kept_at, now = visit.draft_kept_at, clock.now()
    return _kept_text(kept_at) if kept_at is not None and kept_at > now - drafts.KEPT else ""


def drop_draft(visit: Visit, draft_id: UUID) -> bool:
    """Forget an own draft; False when there was none."""
    return drafts.drop(visit.viewer, draft_id)


def _draft(found: shapes.Draft) -> Draft:
    return Draft(found.id, found.kind, KINDS[found.kind].title, found.fields, _kept_text(found.kept_at))


def _kept_text(kept_at: datetime) -> str:
    return say("Kept {when}", when=at_text(kept_at, clock.today(), clock.zone()))


def _length(fields: Mapping[str, object]) -> int:
    return sum(len(str(key)) + len(str(value)) for key, value in fields.items())
