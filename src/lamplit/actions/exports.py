"""Taking one's record away as a spreadsheet or a page to read; what goes in is decided entry by entry."""

from collections.abc import Iterator
from dataclasses import dataclass

from lamplit.actions.cards import EntryCard
from lamplit.vault.doorway import Visit


@dataclass(frozen=True, slots=True)
class ExportPage:
    """A record made for reading, oldest first."""

    title: str
    made_text: str
    items: tuple[EntryCard, ...]


def may_export(visit: Visit) -> bool:
    """Return whether this visitor could take anything away: exporting needs a second way in (MFA)."""
    raise NotImplementedError


def export_csv(visit: Visit) -> Iterator[str]:
    """Yield a CSV file row by row, safe to open in a spreadsheet."""
    raise NotImplementedError


def export_page(visit: Visit) -> ExportPage:
    """Return the record as a page to read."""
    raise NotImplementedError
