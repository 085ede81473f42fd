"""Phone numbers out of a cell of the lines: several in one, notes in brackets, words to text; knows no country."""

import re
from dataclasses import dataclass

_NOTE = re.compile(r"\s*[(\[](?![\d\s()+-]+[)\]])(?!option\b)[^)\]]*[)\]]", re.IGNORECASE)  # "(011)" is dialled
_BEHIND = re.compile(r"\bfrom knowledge\b.*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[/;,]|\bor\b)\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\((?:option[^)]*|0)\)", re.IGNORECASE)  # read out, never dialled
_WORD_FIRST = re.compile(r"^text (?P<word>\w+) to (?P<to>.+)$", re.IGNORECASE)
_WORD_BEHIND = re.compile(r"^(?P<to>[\d\s-]+)\(text (?P<word>\w+)[^)]*\)", re.IGNORECASE)
_LEAST, _MOST = 2, 15


@dataclass(frozen=True, slots=True)
class Number:
    """A number as people read it and as a phone dials it."""

    text: str
    dial: str


def read_numbers(cell: str) -> tuple[Number, ...]:
    """Return every number of a cell in its order; notes are left away, what is no number is left out."""
    plain = _BEHIND.sub("", _NOTE.sub("", cell))
    found = (Number(part, _dial(part)) for part in _BETWEEN.split(plain.strip()) if part)
    return tuple(each for each in found if _LEAST <= len(each.dial.lstrip("+")) <= _MOST)


def read_texting(cell: str) -> tuple[Number | None, str]:
    """Return the number to text and the word to text to it, if one is asked for ("text HOME to 741741")."""
    found = _WORD_FIRST.match(cell) or _WORD_BEHIND.match(cell)
    numbers = read_numbers(found["to"] if found else cell)
    return (numbers[0] if numbers else None), (found["word"].upper() if found and numbers else "")


def _dial(text: str) -> str:
    digits = re.sub(r"[^\d+]", "", _BRACKETS.sub("", text))
    return digits[:1] + digits[1:].replace("+", "")
