"""Tells whether a text is in a language we have words for; leaves every other language to a translator.

It does not guess: an unknown language is said to be one, and nothing is made up about what was written.
"""

from functools import cache

from lamplit.engines.listening.normalise import Plain
from lamplit.engines.records.reading import content_text, read_items

NOT_UNDERSTOOD = "Not understood in this language yet. Nothing was looked for, which does not mean nothing is there."
KNOWN = frozenset({"", "en"})
_FEWEST = 4  # words in letters before a language can be told
_SHARE = 0.2  # of them must be small words of English


@cache
def _small_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return small words of English, and of other languages."""
    root = read_items(content_text("lexicons", "languages.yaml"), "content/lexicons/languages.yaml")
    return frozenset(root.get("en").text().split()), frozenset(root.get("others").text().split())


def understood(plain: Plain, language: str = "") -> bool:
    """Say whether a text can be read: in English, or too short to tell; `language` is what it is said to be."""
    if language.split("-")[0].lower() not in KNOWN:
        return False
    letters = [word.text for word in plain.words if word.text[:1].isalpha()]
    if not letters:
        return not any(word.text.isalpha() for word in plain.words)
    foreign = sum(not word.isascii() for word in letters)
    if foreign * 2 > len(letters):
        return False
    english, others = _small_words()
    known = sum(word in english for word in letters)
    if len(letters) < _FEWEST:
        return not (known == 0 and any(word in others for word in letters))
    return known >= len(letters) * _SHARE or sum(word in others for word in letters) <= known
