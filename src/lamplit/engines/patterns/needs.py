"""Counts which need was guessed behind hard moments; leaves finding the moments, and the words for it, to actions.

A guess is a guess: nothing here says what a child is like, what causes what, or what will come.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

NO_GUESS = frozenset({"", "unsure"})


@dataclass(frozen=True, slots=True)
class Guess:
    """One moment and the need somebody guessed behind it; None when nobody did."""

    entry: UUID
    need: str | None


@dataclass(frozen=True, slots=True)
class Need:
    """One need: guessed `times` times (1 or more) `of` so many moments; `evidence` are the moments, as given."""

    need: str
    times: int
    of: int
    evidence: tuple[UUID, ...]


def rank_needs(moments: Iterable[Guess]) -> list[Need]:
    """Return every need guessed at all, the most frequent first; needs guessed equally often stand by name.

    A moment counts once, however often it is given. One without a guess, or with "unsure", counts only in `of`.
    """
    guesses = {moment.entry: moment.need or "" for moment in moments}
    evidence: dict[str, list[UUID]] = {}
    for entry, need in guesses.items():
        if need not in NO_GUESS:
            evidence.setdefault(need, []).append(entry)
    found = [Need(need, len(entries), len(guesses), tuple(entries)) for need, entries in evidence.items()]
    return sorted(found, key=lambda each: (-each.times, each.need))
