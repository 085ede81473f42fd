"""Finds labels in what adults write and the kinder words offered for them; leaves showing them to the faces.

Never inside quotation marks: what somebody said is kept as it was said. `whispers.js` does the same in the page, from
the same words; a test holds the two against each other.
"""

import re
from dataclasses import dataclass
from functools import cache

from lamplit.engines.records.reading import ContentError, Faults, Item, check_header, content_text, read_items

_LINE = r"(?!\n\s*\n)"  # a quotation that was never closed ends with its paragraph
_QUOTED = re.compile(
    rf'"(?:{_LINE}[^"])*"?'
    rf"|\u201c(?:{_LINE}[^\u201d])*\u201d?"
    rf"|\u201e(?:{_LINE}[^\u201c\u201d])*[\u201c\u201d]?"
    rf"|\u00ab(?:{_LINE}[^\u00bb])*\u00bb?"
    rf"|\u2018(?:{_LINE}(?:[^\u2019]|\u2019(?=\w)))*\u2019?"
    rf"|(?<!\w)'(?=\S)(?:{_LINE}(?:[^']|'(?=\w)))*'(?!\w)"
)
_BETWEEN = r"(?:[\s\u2010\u2011-]+)"


@dataclass(frozen=True, slots=True)
class Label:
    """One offer: the ways a label is written, what may be said instead, and the kinds it is for (empty: all)."""

    written: tuple[str, ...]
    instead: str
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Kinder:
    """The reviewed words of one language: the kinds of entry they are for, the question, and every offer."""

    kinds: frozenset[str]
    lead: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Whisper:
    """One label as it was typed, where it stands (code points), and what may be said instead."""

    written: str
    start: int
    instead: str


@cache
def kinder_words(language: str = "en") -> Kinder:
    """Return the words of one language; raises ContentError, naming file and line, when the file is faulty."""
    return read_kinder(content_text("whispers", f"{language}.yaml"), f"content/whispers/{language}.yaml")


def read_kinder(text: str, file: str) -> Kinder:
    """Return the checked words written in `text`; raises ContentError with every fault at once."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    labels = tuple(_label(item, faults) for item in root.get("words").items())
    phrases = [phrase for label in labels for phrase in label.written]
    for item in root.get("words").items():
        for phrase in item.get("written").items():
            if phrases.count(phrase.text()) > 1:
                faults.add(phrase, "written_twice", f"'{phrase.text()}' stands here twice. Keep one.")
    if not root.get("lead").text().strip():
        faults.add(root.get("lead"), "text_missing", "Add 'lead:' at the top of the file.")
    faults.settle(ContentError)
    kinds = frozenset(each.text() for each in root.get("kinds").items())
    return Kinder(kinds, root.get("lead").saying(), labels)


def whispers_in(text: str, words: Kinder, kind: str = "") -> tuple[Whisper, ...]:
    """Return each label found, in the order of the text, every offer at most once; pure, and quick for any text.

    With a `kind`, offers that are only for other kinds of entry are left out.
    """
    open_text = _QUOTED.sub(lambda said: " " * len(said[0]), text)
    found = [(match.start(), -len(match[0]), match[0], at) for at, pattern in _patterns(words)
             if _is_for(words.labels[at], kind) and (match := pattern.search(open_text))]  # fmt: skip
    kept: list[Whisper] = []
    reached = 0
    for start, _, written, at in sorted(found):
        if start >= reached:
            kept.append(Whisper(" ".join(written.split()), start, words.labels[at].instead))
            reached = start + len(written)
    return tuple(kept)


def _is_for(label: Label, kind: str) -> bool:
    return not kind or not label.only or kind in label.only


def _label(item: Item, faults: Faults) -> Label:
    """Read one offer."""
    written = tuple(each.text().strip() for each in item.get("written").items())
    if not written or not all(written):
        faults.add(item, "text_missing", "List the ways it is written under 'written:'.")
    if not item.get("instead").text().strip():
        faults.add(item, "text_missing", "Add 'instead:' here.")
    only = frozenset(each.text() for each in item.get("only").items())
    return Label(written, item.get("instead").text(), only)


@cache
def _patterns(words: Kinder) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Return one pattern for each offer, the longest way of writing it first."""
    return tuple((at, _pattern(label)) for at, label in enumerate(words.labels))


def _pattern(label: Label) -> re.Pattern[str]:
    ways = "|".join(_BETWEEN.join(map(_word, each.split())) for each in sorted(label.written, key=len, reverse=True))
    upper = all(each.isupper() for each in label.written[:1])  # LAC is a label, lac is not
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)", 0 if upper else re.IGNORECASE)


def _word(word: str) -> str:
    """Return one word as a pattern, with either apostrophe."""
    return "['\u2019]".join(re.escape(part) for part in word.split("'"))
