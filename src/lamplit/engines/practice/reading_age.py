"""How hard a text is to read: the Flesch-Kincaid grade, worked out here so that no word list need be fetched."""

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019]*")
_SENTENCE = re.compile(r"[A-Za-z][^.?!:;\n]*")  # from its first letter to its end
_VOWELS = re.compile(r"[aeiouy]+")
# Endings that are written with a vowel and spoken without one.
_SILENT = re.compile(r"(?:[^laeiouy]e|[^aeioutd]ed|[^aeiousxzchg]es)$")

_TWO_VOWELS = re.compile(r"(?:ia|io(?!u?n)|eo|ua)[a-z]|quiet|being|scien|[dr]ea$|creat(?!ure)")


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """The syllables of an English word, by its groups of vowels; right for nearly all everyday words."""
    bare = re.sub(r"[^a-z]", "", word.lower())
    count = len(_VOWELS.findall(bare))
    if count > 1 and _SILENT.search(bare):
        count -= 1
    if "people" not in bare and _TWO_VOWELS.search(bare):
        count += 1
    return max(count, 1)


def grade(texts: list[str]) -> float:
    """The grade of some texts read one after the other; each text ends a sentence. 5 is about ten years of age."""
    whole = "\n".join(texts)
    words = _WORD.findall(whole)
    if not words:
        return 0.0
    per_sentence = len(words) / len(_SENTENCE.findall(whole))
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59


def word_count(texts: list[str]) -> int:
    """How many words there are."""
    return sum(len(_WORD.findall(text)) for text in texts)
