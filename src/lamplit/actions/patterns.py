"""What the moments somebody may read say together; leaves the counting to `engines.patterns`, drawing to the faces."""

from dataclasses import dataclass
from uuid import UUID

from lamplit.actions import clock
from lamplit.engines.kernel.saying import say
from lamplit.engines.patterns.needs import Guess, Need, rank_needs
from lamplit.engines.records.kinds import KINDS
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

LOOKED_AT = 200  # the newest entries this visitor may see
FEWEST = 3  # a need guessed less often is an anecdote


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One observation: `text` reads "Behind 4 of 6 hard moments the guess was: To be heard."; `moments` are those 4."""

    text: str
    times: int
    of: int
    moments: tuple[UUID, ...]


def show_needs(visit: Visit) -> tuple[NeedLine, ...]:
    """Return the needs guessed at least 3 times behind the hard moments this visitor may read, most frequent first.

    Only moments that are open to them with their words count, in `times` and in `of` alike.
    """
    found = entries.page(visit.viewer, None, LOOKED_AT, clock.now()).items
    bodies = [(each.id, each.body) for each in found if each.kind == "moment" and each.body is not None]
    guesses = [Guess(entry, _need(body.get("need"))) for entry, body in bodies if body.get("tone") == "hard"]
    return tuple(_line(need) for need in rank_needs(guesses) if need.times >= FEWEST)


def _need(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _line(need: Need) -> NeedLine:
    choices = KINDS["moment"].words.fields["need"].choices
    label = next((each.label for each in choices if each.value == need.need), need.need)
    text = say("Behind {times} of {of} hard moments the guess was: {label}.", times=need.times, of=need.of, label=label)
    return NeedLine(text, need.times, need.of, need.evidence)
