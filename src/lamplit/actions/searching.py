"""Finding one's way back to words one may read; leaves opening them to the vault."""

from lamplit.actions.cards import EntryCard
from lamplit.actions.looks import Look, cards
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

FEWEST_CHARACTERS = 2
MOST_CHARACTERS = 100
MOST_FOUND = 50


def search(visit: Visit, words: str) -> tuple[EntryCard, ...]:
    """Return up to 50 entries holding all of `words`, newest first; empty for fewer than 2 characters.

    Words beyond 100 characters are not looked at. Case does not matter.
    """
    wanted = " ".join(words.split())[:MOST_CHARACTERS]
    if len(wanted) < FEWEST_CHARACTERS:
        return ()
    look = Look.of(visit)
    return cards(entries.search(visit.viewer, wanted, look.now, MOST_FOUND), look)
