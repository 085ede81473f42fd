"""How hard a text is to read: the Flesch-Kincaid grade, worked out here so that no word list need be fetched."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[A-Za-z][A-Za-z']*")
_SENTENCE = re.compile(r"[A-Za-z][^.?!:;\n]*")  # from its first letter to its end
_NO_LETTER = re.compile(r"[^a-z]+")
_VOWELS = re.compile(r"[aeiouy]+")
# Endings that are written with a vowel and spoken without one.
_SILENT = re.compile(r"(?:[^laeiouy]e|[^aeioutd]ed|[^aeiousxzchg]es)$")

_TWO_VOWELS = re.compile(r"(?:ia|io(?!u?n)|eo|ua)[a-z]|quiet|being|scien|[dr]ea$|creat(?!ure)")


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """The syllables of an English word, by its groups of vowels; right for nearly all everyday words."""
    bare = _NO_LETTER.sub("", word.lower())
    count = len(_VOWELS.findall(bare))
    if count > 1 and _SILENT.search(bare):
        count -= 1
    if "people" not in bare and _TWO_VOWELS.search(bare):
        count += 1
    return max(count, 1)


class Counted(NamedTuple):
    """How much there is of one text; what there is of several is the sum."""

    words: int
    sentences: int
    syllables: int


def counted(text: str) -> Counted:
    """The words, sentences and syllables of one text; its end and every line's end a sentence."""
    words = _WORD.findall(text.replace("\u2019", "'"))
    return Counted(len(words), len(_SENTENCE.findall(text)), sum(map(syllables, words)))


def grade_of(whole: Iterable[Counted]) -> tuple[float, int]:
    """The grade of some counted texts read one after the other, and how many words they have."""
    words, sentences, spoken = (sum(each) for each in zip(*whole, (0, 0, 0), strict=True))
    return (0.39 * (words / sentences) + 11.8 * (spoken / words) - 15.59 if words else 0.0), words


def grade(texts: Iterable[str]) -> float:
    """The grade of some texts read one after the other; each text ends a sentence. 5 is about ten years of age."""
    return grade_of(map(counted, texts))[0]
