"""Compiles reviewed patterns over plain words and finds where they are met; leaves what they mean to the cues.

A pattern is words with a few signs: `(a|b c)` one of these, `(a|b)?` or nothing, `~3` up to three words between in the
same sentence, `word*` any ending, `<idea>` any phrase of a list. Every gap is bounded, so no text is slow.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lamplit.engines.listening.normalise import Plain

KEY = 3  # letters of a word under which a pattern is looked up
MOST_PLACES = 8  # of one pattern in one text
_PIECE = re.compile(r"\(|\)\?|\)|\||<\w+>|[^\s()|<>]+")
_FREQUENT = frozenset({
    "i", "am", "is", "my", "me", "the", "to", "a", "it", "not", "do", "he", "she", "and", "of", "in", "on", "was",
    "hav", "wil", "for", "be", "you", "or", "if", "thi", "so", "no", "are", "wit", "jus",
})  # fmt: skip
Keys = frozenset[str]


class PatternError(Exception):
    """A pattern cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One compiled pattern; a text that holds none of the `keys` cannot meet it."""

    shape: re.Pattern[str]
    keys: Keys


@dataclass(frozen=True)
class Index:
    """Patterns by the first letters of a word they need, each with a number of its own."""

    wordings: tuple[tuple[int, Wording], ...]
    by_key: Mapping[str, tuple[int, ...]]

    def find(self, plain: Plain) -> Iterator[tuple[int, int, int]]:
        """Yield the number, first and last word of every place where a pattern is met."""
        wanted: set[int] = set()
        for key in {word.text[:KEY] for word in plain.words}:
            wanted.update(self.by_key.get(key, ()))
        for at in sorted(wanted):
            number, wording = self.wordings[at]
            for count, match in enumerate(wording.shape.finditer(plain.text)):
                if count == MOST_PLACES:
                    break
                yield number, plain.index(match.start()), plain.index(match.end() - 2)


def index_of(wordings: Sequence[tuple[int, Wording]]) -> Index:
    """Return an index over numbered patterns."""
    by_key: dict[str, list[int]] = {}
    for at, (_, wording) in enumerate(wordings):
        for key in wording.keys:
            by_key.setdefault(key, []).append(at)
    return Index(tuple(wordings), {key: tuple(found) for key, found in by_key.items()})


def wording(pattern: str, ideas: Mapping[str, Sequence[str]]) -> Wording:
    """Compile one pattern; raises PatternError when it cannot be read or could be met by any word."""
    pieces = _PIECE.findall(pattern)[::-1]
    shape, keys = _ways(pieces, ideas)
    if pieces:
        raise PatternError("A bracket is closed here that was never opened.")
    if not keys:
        raise PatternError("Add a word that must be there.")
    return Wording(re.compile(f"(?<= ){shape}"), keys)


def any_of(phrases: Iterable[str]) -> Wording:
    """Compile a list of plain phrases, the longest first."""
    told = sorted(set(phrases), key=lambda each: (-len(each), each))
    ways = "|".join(re.escape(each) + " " for each in told)
    return Wording(
        re.compile(f"(?<= )(?:{ways})"), _best([frozenset({each.split()[0][:KEY]}) for each in told], all_=True)
    )


def _ways(pieces: list[str], ideas: Mapping[str, Sequence[str]]) -> tuple[str, Keys]:
    """Read ways between `|` up to a closing bracket; the keys are those of every way, or none when one has none."""
    ways = [_row(pieces, ideas)]
    while pieces and pieces[-1] == "|":
        pieces.pop()
        ways.append(_row(pieces, ideas))
    return "(?:" + "|".join(shape for shape, _ in ways) + ")", _best([keys for _, keys in ways], all_=True)


def _row(pieces: list[str], ideas: Mapping[str, Sequence[str]]) -> tuple[str, Keys]:
    """Read what stands one after another; the keys are those of its rarest part."""
    parts: list[str] = []
    keys: list[Keys] = []
    while pieces and pieces[-1] != "|" and not pieces[-1].startswith(")"):
        piece = pieces.pop()
        shape, found = _ways(pieces, ideas) if piece == "(" else _piece(piece, ideas)
        if piece == "(":
            closing = pieces.pop() if pieces else ""
            if not closing.startswith(")"):
                raise PatternError("A bracket is open here.")
            shape, found = (f"{shape}?", frozenset()) if closing == ")?" else (shape, found)
        parts.append(shape)
        keys.append(found)
    return "".join(parts), _best([each for each in keys if each], all_=False)


def _best(keys: Sequence[Keys], *, all_: bool) -> Keys:
    """Return keys one of which must be there: of every way together, or of the part with the fewest frequent ones."""
    if all_:
        return frozenset[str]().union(*keys) if keys and all(keys) else frozenset()
    return min(keys, key=lambda each: (len(each & _FREQUENT), len(each), sorted(each)), default=frozenset())


def _piece(piece: str, ideas: Mapping[str, Sequence[str]]) -> tuple[str, Keys]:
    """Return one word, gap or idea as an expression, and the keys it needs."""
    if piece.startswith("<"):
        if piece[1:-1] not in ideas:
            raise PatternError(f"There is no idea called {piece}.")
        found = any_of(ideas[piece[1:-1]])
        return found.shape.pattern.removeprefix("(?<= )"), found.keys
    if piece.startswith("~"):
        return rf"(?:[^ .?!\n]+ ){{0,{int(piece[1:])}}}?", frozenset()
    if piece.endswith("*"):
        if len(piece) <= KEY:
            raise PatternError(f"Write at least {KEY} letters before the star of {piece}.")
        return f"{re.escape(piece[:-1])}[^ ]* ", frozenset({piece[:KEY]})
    return f"{re.escape(piece)} ", frozenset({piece[:KEY]})
