"""Cuts a text into words with what a name finder asks of them; leaves what a word means to `lexicon`."""

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\-\u2010\u2011][^\W\d_]+)*")
_ENDS = frozenset(".!?:;\u2022\u2026*>|#=")
_CLOSERS = "\"'\u201c\u201d\u2018\u2019()[]-\u2013\u2014 \t"
_POSSESSIVE = ("'s", "\u2019s")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: where it stands (code points), how it is looked up, and whether a sentence begins with it."""

    start: int
    end: int
    text: str
    fold: str
    first: bool
    owned: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        """Whether it is written in capitals only."""
        return len(self.text) > 1 and self.text.isupper()


def fold(word: str) -> str:
    """Return a word as it is looked up: small letters, no accents, straight apostrophe and hyphen."""
    if word.isascii():
        return word.lower()
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
    return plain.lower().translate(
        {0x2019: "'", 0x2010: "-", 0x2011: "-", 0x142: "l", 0xF8: "o", 0x131: "i", 0xDF: "ss"}
    )


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text in order; a final 's is left off and remembered in `owned`."""
    found: list[Token] = []
    reached = 0
    for match in _WORD.finditer(text):
        word, start = match[0], match.start()
        owned = len(word) > 2 and word.endswith(_POSSESSIVE)
        if owned:
            word = word[:-2]
        found.append(Token(start, start + len(word), word, fold(word), _begins(text, reached, start), owned))
        reached = match.end()
    return found


def _begins(text: str, reached: int, start: int) -> bool:
    """Say whether a sentence, line or item begins at `start`, seeing what stands since the last word."""
    between = text[reached:start]
    if reached == 0 and not between.strip(_CLOSERS):
        return True
    if "\n" in between:
        return True
    if any(sign in _ENDS for sign in between):
        return not (between == ". " and _is_abbreviation(text, reached))
    return any(sign in between for sign in '"\u201c\u2018') and not between.endswith(('" ', "\u201d "))


def _is_abbreviation(text: str, reached: int) -> bool:
    """Say whether the full stop belongs to a title or an initial."""
    before = text[max(0, reached - 4) : reached].rsplit(" ", 1)[-1].rsplit("\n", 1)[-1]
    return before in {"Mr", "Mrs", "Ms", "Dr", "St", "Prof", "Rev"} or (len(before) == 1 and before.isupper())
