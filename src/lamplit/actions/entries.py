"""Writing, reading, changing and removing entries; leaves showing them to people to `sharing`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lamplit.actions.cards import EntryCard, Part
from lamplit.engines.records.kinds import Problem
from lamplit.vault.doorway import Visit

__all__ = ["AudienceChoice", "Clash", "DiaryPage", "EntryCard", "Part", "Problem", "Refused", "Visit", "Writing", "Written"]


@dataclass(frozen=True, slots=True)
class Writing:
    """What somebody wants to keep: `id` is made by their device, so that sending twice keeps one.

    `audience` is None for the default of the policy, else a list of "me", "role:<role>" and "member:<uuid>".
    `sensitive` None means: as the kind decides from what was written.
    """

    id: UUID
    kind: str
    fields: Mapping[str, object]
    happened_at: datetime | None = None
    audience: Sequence[str] | None = None
    together: bool = False
    sensitive: bool | None = None
    talk_first: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What was kept: `created` is False when the same entry had been kept before; `who_sees` is true for what is stored."""

    id: UUID
    created: bool
    who_sees: str
    revision: int = 1


@dataclass(frozen=True, slots=True)
class DiaryPage:
    """Some entries, newest first; `next` is the opaque cursor of the older ones, or None at the end."""

    items: tuple[EntryCard, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class AudienceChoice:
    """One thing a writer may tick beside Save: `value` goes back as it is, `label` is shown."""

    value: str
    label: str
    chosen: bool


class Refused(Exception):
    """Nothing was kept; each problem says in a sentence what to change, and by its field where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems, in the order of the form."""
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems = tuple(problems)


class Clash(Exception):
    """Nothing was kept: the id holds other words already, or somebody saved a newer version; `current` is what stands."""

    def __init__(self, current: EntryCard | None) -> None:
        """Keep what stands, as its author may see it."""
        super().__init__("clash")
        self.current = current


def write_entry(visit: Visit, writing: Writing) -> Written:
    """Keep a new entry; raises Refused or Clash."""
    raise NotImplementedError


def revise_entry(visit: Visit, entry_id: UUID, base_revision: int, writing: Writing) -> Written | None:
    """Keep a new version of an own entry; None when there is nothing to change; raises Refused or Clash."""
    raise NotImplementedError


def read_entry(visit: Visit, entry_id: UUID) -> EntryCard | None:
    """Return one entry as this visitor may see it; None when there is none for them."""
    raise NotImplementedError


def entry_history(visit: Visit, entry_id: UUID) -> tuple[EntryCard, ...]:
    """Return every version of an entry, newest first, as this visitor may see them."""
    raise NotImplementedError


def diary(visit: Visit, before: str | None = None, limit: int = 50) -> DiaryPage:
    """Return up to `limit` (1 to 100) entries before the cursor, newest first."""
    raise NotImplementedError


def delete_entry(visit: Visit, entry_id: UUID) -> bool:
    """Put an own entry aside for 7 days; False when there is none."""
    raise NotImplementedError


def restore_entry(visit: Visit, entry_id: UUID) -> bool:
    """Bring an own deleted entry back; False when there is none."""
    raise NotImplementedError


def recently_deleted(visit: Visit) -> tuple[EntryCard, ...]:
    """Return own entries that were deleted and can still come back."""
    raise NotImplementedError


def who_will_see(visit: Visit, kind: str, audience: Sequence[str] | None = None, *, together: bool = False) -> str:
    """Return the sentence beside Save, before anything is written."""
    raise NotImplementedError


def audience_choices(visit: Visit, kind: str) -> tuple[AudienceChoice, ...]:
    """Return what a writer of this kind may choose from; "me" comes first."""
    raise NotImplementedError
