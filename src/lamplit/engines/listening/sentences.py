"""Cuts a text into sentences and tokens with their places; leaves what they mean to the readers beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lamplit.engines.kernel.evidence import Span
from lamplit.engines.listening.spelling import spelling

# A token is a word (with apostrophes and inner hyphens), a number, or one other sign that is not a space.
_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019\-][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]|_")
_END = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019)\]]*(?=\s|$)|\n+")
_LAST_WORD = re.compile(r"[^\W\d_.]+(?:\.[^\W\d_]+)*$")
SAYS_ENOUGH = 4  # words that say something by themselves; fewer are shown with what stands around them
_LOOK_BACK = 12  # code points before a full stop that can hold an abbreviation


class Token(NamedTuple):
    """One word, number or sign as it was written, and its code points from `start` to `end` in the whole text."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Return where it stands."""
        return Span(self.start, self.end)

    @property
    def is_word(self) -> bool:
        """Say whether this is a word or a number, not a sign."""
        return self.text[0].isalnum()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as it was written, without the spaces around it, and where."""

    text: str
    span: Span

    def tokens(self) -> tuple[Token, ...]:
        """Return the tokens of this sentence, with their places in the whole text."""
        return tokens_of(self.text, self.span.start)


def tokens_of(text: str, offset: int = 0) -> tuple[Token, ...]:
    """Return every token of a text in order; `offset` is added to their places."""
    return tuple(Token(m[0], offset + m.start(), offset + m.end()) for m in _TOKEN.finditer(text))


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order; a line break ends one, "Dr." and "e.g." do not."""
    return tuple(_cut(text))


def sentence_at(text: str, place: Span) -> Sentence | None:
    """Return the first sentence that shares a code point with `place`; None when none does."""
    return next((each for each in sentences_of(text) if each.span.meets(place)), None)


def _cut(text: str) -> Iterator[Sentence]:
    start = 0
    for match in _END.finditer(text):
        if match[0] == "." and _is_short_form(text, match.start()):
            continue
        yield from _stripped(text, start, match.end())
        start = match.end()
    yield from _stripped(text, start, len(text))


def _is_short_form(text: str, stop: int) -> bool:
    """Say whether the full stop at `stop` belongs to an abbreviation or to one capital letter."""
    word = _LAST_WORD.search(text[max(0, stop - _LOOK_BACK) : stop])
    if word is None:
        return False
    return (
        "." in word[0]
        or word[0].lower() in spelling().short_forms
        or (len(word[0]) == 1 and word[0].isupper() and word[0] != "I")
    )


def _stripped(text: str, start: int, end: int) -> Iterator[Sentence]:
    part = text[start:end]
    words = part.strip()
    if words:
        begin = start + len(part) - len(part.lstrip())
        yield Sentence(words, Span(begin, begin + len(words)))
