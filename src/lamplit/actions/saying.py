"""What one logged behaviour might be saying: lines to choose from, and the chosen one kept in the moment itself.

It is part of the moment, so exactly those who read the moment read it; earlier versions stay as with any change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from lamplit.actions.cards import EntryCard
from lamplit.actions.entries import read_entry, revise_entry
from lamplit.actions.findings import SAYING
from lamplit.actions.writing import Writing
from lamplit.engines.practice.behaviours import Behaviour, meant_by
from lamplit.engines.records.kinds.kind import text_of, texts_of
from lamplit.engines.records.kinds.moment import MOMENT
from lamplit.vault.doorway import Visit


@dataclass(frozen=True, slots=True)
class MightSay:
    """What stands beside one's own moment: the behaviours its picks name, and the line that was chosen, or nothing."""

    behaviours: tuple[Behaviour, ...]
    chosen: str

    def words_of(self, pick: str) -> str | None:
        """Return the line a pick names (`<behaviour>.<its place>`), "" for no pick, None for one that is not there."""
        lines = {f"{each.slug}.{at}": line.words for each in self.behaviours for at, line in enumerate(each.meanings)}
        return str.__str__(lines[pick]) if pick in lines else None if pick else ""


def might_say(card: EntryCard) -> MightSay | None:
    """Return what can be chosen for one's own moment as it stands; None for everything else."""
    if card.kind != MOMENT.code or not card.own or not card.can_revise or card.body is None or card.state != "live":
        return None
    found = MightSay(meant_by(texts_of(card.body, "happened")), text_of(card.body, SAYING))
    return found if found.behaviours or found.chosen else None


def choose(visit: Visit, entry: UUID, pick: str) -> bool:
    """Keep one of the lines that are offered, or none for an empty pick; False when there is no such thing to choose.

    Raises Clash or SignedOff when the moment has changed meanwhile, NotSaved when it cannot be kept.
    """
    card = read_entry(visit, entry)
    offered = might_say(card) if card else None
    words = offered.words_of(pick) if offered else None
    if card is None or offered is None or words is None:
        return False
    if words == offered.chosen:
        return True
    body: Mapping[str, object] = card.body or {}
    fields = {name: value for name, value in body.items() if name != SAYING} | ({SAYING: words} if words else {})
    writing = Writing(entry, card.kind, fields, sensitive=card.sensitive)
    return revise_entry(visit, entry, card.revision, writing) is not None
