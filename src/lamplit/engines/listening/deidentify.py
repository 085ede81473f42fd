"""Takes out of a text what could tell who somebody is and puts stable placeholders there; keeps no key to undo it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from lamplit.engines.kernel import Span
from lamplit.engines.listening.masking.headed import headed_in
from lamplit.engines.listening.masking.lexicon import lexicon
from lamplit.engines.listening.masking.naming import Page
from lamplit.engines.listening.masking.people import known_folds, people_in
from lamplit.engines.listening.masking.placeholders import Numbers
from lamplit.engines.listening.masking.shapes import shaped_in
from lamplit.engines.listening.masking.tokens import Token, tokens_of

_NEAR = 12  # signs before an address that may be its number
_NUMBER_BEFORE = re.compile(r"(?<![\w.,:/-])\d{1,6}[A-Za-z]?,? $")
_NUMBER_AFTER = re.compile(r"(?:,? |,?\n ?)\d{4,6}(?![\w%:/-]|[.,]\d)")
_POSTAL_CODE_AFTER = re.compile(r"(?:,? |,?\n ?)\d{5,6}(?![\w%:/-]|[.,]\d)")


class Identifier(StrEnum):
    """What kind of thing was masked (contract.md)."""

    PERSON = "PERSON"
    SCHOOL = "SCHOOL"
    PLACE = "PLACE"
    ADDRESS = "ADDRESS"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    DATE = "DATE"
    AGE = "AGE"
    ID = "ID"
    URL_HANDLE = "URL_HANDLE"
    ORG = "ORG"
    VEHICLE = "VEHICLE"


@dataclass(frozen=True, slots=True)
class Masked:
    """One part that was masked: where it stood in the text as it was given, and what kind it is."""

    span: Span
    label: Identifier


@dataclass(frozen=True, slots=True)
class Deidentified:
    """A text with placeholders, and what was masked in the text as it was given, in its order."""

    text: str
    spans: tuple[Masked, ...]


class Deidentifier:
    """Masks one text after another of the same circle, so that one person keeps one number throughout."""

    def __init__(self, names: tuple[str, ...] = ()) -> None:
        """Begin with the names known in the circle, each as people write it."""
        self._known = known_folds(names, lexicon())
        self._numbers = Numbers(lexicon())

    def mask(self, text: str) -> Deidentified:
        """Return `text` with placeholders such as [Person 1]; any text is allowed, time grows with its length."""
        found = identifiers_in(text, self._known)
        parts, reached = [], 0
        for each in found:
            parts += [text[reached : each.span.start], self._numbers.sign(each.label, each.span.of(text))]
            reached = each.span.end
        return Deidentified("".join([*parts, text[reached:]]), found)


def deidentify(text: str, names: tuple[str, ...] = ()) -> Deidentified:
    """Return one text with placeholders; `names` are people of the circle, found even where nothing else tells."""
    return Deidentifier(names).mask(text)


def identifiers_in(text: str, known: frozenset[str] = frozenset()) -> tuple[Masked, ...]:
    """Return everything to be masked, in order, never overlapping; `known` are folded names."""
    lists = lexicon()
    tokens = tokens_of(text)
    found = _apart(sorted(shaped_in(text), key=lambda each: each[0] - each[1]), [])
    whole = [(tokens[first].start, _end(text, tokens, last, label), label)
             for first, last, label in headed_in(text, tokens, lists)]  # fmt: skip
    found = _apart(sorted(whole, key=lambda each: each[0] - each[1]), found)
    page = Page(text, tokens, lists, known, _covered(tokens, found))
    single = [(_begin(text, tokens, first, label), tokens[last].end - page.is_run_on(tokens[last].fold), label)
              for first, last, label in people_in(page)]  # fmt: skip
    found = _merged(text, _with_numbers(text, sorted(_apart(single, found))))
    return tuple(Masked(Span(start, end), Identifier(label)) for start, end, label in found)


def _apart(more: list[tuple[int, int, str]], found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return `found` with those of `more` that touch nothing before them in the order given."""
    taken = bytearray(max((end for _, end, _ in [*more, *found]), default=0))
    for start, end, _ in found:
        taken[start:end] = b"\1" * (end - start)
    kept = list(found)
    for start, end, label in more:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end, label))
    return kept


def _covered(tokens: list[Token], found: list[tuple[int, int, str]]) -> frozenset[int]:
    """Return the numbers of the tokens that something found lies over."""
    spans = sorted(found)
    covered, at = set[int](), 0
    for number, token in enumerate(tokens):
        while at < len(spans) and spans[at][1] <= token.start:
            at += 1
        if at < len(spans) and spans[at][0] < token.end:
            covered.add(number)
    return frozenset(covered)


def _begin(text: str, tokens: list[Token], first: int, label: str) -> int:
    """Return where a person's name starts, with the titles before it (Mr and Mrs)."""
    if label != "PERSON" or not _is_title(text, tokens, first - 1):
        return tokens[first].start
    couple = first >= 3 and tokens[first - 2].fold in {"and", "&"} and tokens[first - 3].fold in {"mr", "mrs", "dr"}
    return tokens[first - 3 if couple else first - 1].start


def _is_title(text: str, tokens: list[Token], at: int) -> bool:
    """Say whether the word at `at` is a title of the name that follows it."""
    if at < 0 or tokens[at].fold not in lexicon().around("titles"):
        return False
    between = text[tokens[at].end : tokens[at + 1].start]
    opens = tokens[at].first and tokens[at].fold in {"coach", "nurse"}
    return not opens and (between == " " or (len(tokens[at].text) <= 4 and between in {". ", "."}))


def _end(text: str, tokens: list[Token], last: int, label: str) -> int:
    """Return where a name ends; the 's of a school's name belongs to it."""
    end = tokens[last].end
    return end + 2 if tokens[last].owned and label != "PERSON" and text[end : end + 2] in {"'s", "\u2019s"} else end


def _with_numbers(text: str, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Give an address the numbers that touch it, and a place the postal code that follows it: they say which house."""
    wider, reached = list[tuple[int, int, str]](), 0
    for number, (start, end, label) in enumerate(found):
        following = found[number + 1][0] if number + 1 < len(found) else len(text)
        if label == "ADDRESS" and (house := _NUMBER_BEFORE.search(text, max(reached, start - _NEAR), start)):
            start = house.start()
        after = {"ADDRESS": _NUMBER_AFTER, "PLACE": _POSTAL_CODE_AFTER}.get(label)
        if after and (code := after.match(text, end, following)):
            end = code.end()
        wider.append((start, end, label))
        reached = end
    return wider


def _merged(text: str, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Join an address with the town and postcode that follow it, over a comma or a line's end."""
    joined: list[tuple[int, int, str]] = []
    for start, end, label in found:
        if joined and label in {"ADDRESS", "PLACE"} and joined[-1][2] == "ADDRESS":
            before, reached, _ = joined[-1]
            if start - reached <= 4 and not text[reached:start].strip(", \n"):
                joined[-1] = (before, end, "ADDRESS")
                continue
        if joined and label == "ADDRESS" and joined[-1][2] == "PLACE" and not text[joined[-1][1] : start].strip(", "):
            joined[-1] = (joined[-1][0], end, "ADDRESS")
            continue
        joined.append((start, end, label))
    return joined
