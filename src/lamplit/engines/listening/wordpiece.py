"""Cuts a text into the pieces the sentence encoder knows, each with its place in the text; leaves meaning to it.

The rules are those of uncased BERT's WordPiece (Devlin and others, NAACL 2019): lower case, no accents, signs by
themselves, then the longest known piece from the left. The usual library for it brings a client that talks to a model
hub, which has no place in this house; a test holds this against that library's own answers.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lamplit.engines.listening.tokens import Span

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST = 100  # characters of a word; a longer one is unknown as a whole
_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_WIDE = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F))  # Chinese signs stand alone


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece as a number of the vocabulary, and where it stands in the text (code points)."""

    number: int
    span: Span


def pieces(text: str, vocabulary: Mapping[str, int]) -> list[Piece]:
    """Return the pieces of any text in order; no text raises."""
    return [piece for word, spans in _words(text) for piece in _cut(word, spans, vocabulary)]


def _words(text: str) -> Iterator[tuple[str, list[int]]]:
    """Give every word or sign, folded, with the place each of its characters came from."""
    word: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        if _left_out(sign):
            continue
        if not (alone := _alone(sign)) and not sign.isspace():
            folded = _folded(sign)
            word += folded
            places += [at] * len(folded)
            continue
        if word:
            yield "".join(word), places
            word, places = [], []
        if alone:
            yield sign, [at]
    if word:
        yield "".join(word), places


def _folded(sign: str) -> list[str]:
    """Return a sign in lower case without accents."""
    return [each for each in unicodedata.normalize("NFD", sign.lower()) if unicodedata.category(each) != "Mn"]


def _left_out(sign: str) -> bool:
    """Say whether a sign is none: control signs, what could not be decoded, accents by themselves."""
    if sign in "\t\n\r":
        return False
    return sign in "\x00\ufffd" or unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Mn")


def _alone(sign: str) -> bool:
    """Say whether a sign is a piece by itself, whatever stands beside it."""
    if sign in _SIGNS or unicodedata.category(sign)[0] == "P":
        return True
    code = ord(sign)
    return code > 0x2FFF and any(low <= code <= high for low, high in _WIDE)


def _cut(word: str, places: list[int], vocabulary: Mapping[str, int]) -> list[Piece]:
    """Return the longest known pieces of one word from the left; one unknown piece where some part is not known."""
    whole = Piece(vocabulary[UNKNOWN], (places[0], places[-1] + 1))
    if len(word) > LONGEST:
        return [whole]
    found: list[Piece] = []
    start = 0
    while start < len(word):
        end = len(word)
        while end > start:
            number = vocabulary.get(word[start:end] if start == 0 else f"##{word[start:end]}")
            if number is not None:
                break
            end -= 1
        else:
            return [whole]
        found.append(Piece(number, (places[start], places[end - 1] + 1)))
        start = end
    return found
