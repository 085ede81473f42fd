"""Reads how words are spelt in one language: slang, algospeak, emoji, guarded words; leaves using it to `normalise`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from lamplit.engines.records.reading import ContentError, Faults, Item, check_header, content_text, read_items

SHORTEST_TYPO = 6  # a shorter word is one slip away from too many others


@dataclass(frozen=True, slots=True)
class Spelling:
    """The spellings of one language; every value is the plain words, already split."""

    words: Mapping[str, tuple[str, ...]]
    pairs: Mapping[tuple[str, str], tuple[str, ...]]
    guarded: frozenset[str]
    emoji: Mapping[str, str]
    slips: Mapping[str, str]
    straight: Mapping[int, str]
    alike: Mapping[int, str]
    pronouns: frozenset[str]
    short_forms: frozenset[str]


@cache
def spelling(language: str = "en") -> Spelling:
    """Return the spellings of a language; raises ContentError, naming file and line, when the file is faulty."""
    return read_spelling(
        content_text("lexicons", language, "spelling.yaml"), f"content/lexicons/{language}/spelling.yaml"
    )


def read_spelling(text: str, file: str) -> Spelling:
    """Return the checked spellings written in `text`; raises ContentError with every fault at once."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    told = {**_told(root.get("slang"), faults), **_told(root.get("algospeak"), faults)}
    faults.settle(ContentError)
    guarded = frozenset(root.get("guarded").text().split())
    innocent = frozenset(root.get("not_typos").text().split())
    emoji = {sign: item.text() for sign, item in root.get("emoji").fields().items()}
    return Spelling(
        words={typed: plain for typed, plain in told.items() if " " not in typed},
        pairs={(typed.split()[0], typed.split()[1]): plain for typed, plain in told.items() if typed.count(" ") == 1},
        guarded=guarded,
        emoji=emoji,
        slips=_slips(guarded, innocent | guarded | frozenset(told)),
        straight=_signs(root.get("straight")),
        alike=_signs(root.get("alike")),
        pronouns=frozenset(root.get("contracted_with_is").text().split()),
        short_forms=frozenset(root.get("short_forms").text().split()),
    )


def _told(item: Item, faults: Faults) -> dict[str, tuple[str, ...]]:
    """Read one table of typed words and what they stand for."""
    for typed, plain in item.fields().items():
        if not plain.text().strip():
            faults.add(plain, "text_missing", f"Say what '{typed}' stands for.")
    return {typed: tuple(plain.text().split()) for typed, plain in item.fields().items()}


def _signs(item: Item) -> dict[int, str]:
    """Read which plain sign each odd sign stands for: for each plain one, the odd ones in a row."""
    return {ord(odd): plain for plain, odds in item.fields().items() for odd in odds.text()}


def _slips(guarded: Iterable[str], real: frozenset[str]) -> dict[str, str]:
    """Return every way of writing a long guarded word with one letter left out, doubled or swapped with the next."""
    found: dict[str, str] = {}
    for word in sorted(guarded):
        if len(word) >= SHORTEST_TYPO:
            found.update({slip: word for slip in _one_slip(word) if slip not in real})
    return found


def _one_slip(word: str) -> Iterable[str]:
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[: at + 1] + word[at:]
        yield word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
