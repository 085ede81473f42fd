"""Finding one's way back to words one may read; leaves opening them to the vault."""

from lamplit.actions.cards import EntryCard
from lamplit.vault.doorway import Visit


def search(visit: Visit, words: str) -> tuple[EntryCard, ...]:
    """Return up to 50 entries holding all of `words`, newest first; empty for fewer than 2 characters."""
    raise NotImplementedError
