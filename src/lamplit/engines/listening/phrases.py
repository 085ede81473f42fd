"""Finds reviewed phrases in a text and keeps the words that were found; leaves what they mean to the readers of skills.

A pattern is plain words with a few signs, matched over tokens, so its cost grows no faster than the text:
`word`, `feel*` with any ending, `(a|b c)` one of these, `(a|b)?` or nothing, `~3` up to three words between, `,~3` the
same across commas, `^` where a sentence or a part of it starts, `.` where a sentence ends, `?` where a question ends,
`<feeling>` a word of that list.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from lamplit.engines.listening.tokens import Line, Span, Tokens, line_of
from lamplit.engines.records.reading import ContentError, Faults, Item, check_header, content_text, read_items

MOST_PLACES = 6  # of one pattern in one text: enough to show, and a text of one phrase repeated stays quick
_PIECE = re.compile(r"\(|\)\?|\)|\||[^\s()|]+")
_SIGNS = {"^": r"(?<=[.!?,])", ".": r" [.!?]", "?": r" \?", "!": " !", ",": " ,"}
_COMMON = frozenset(
    ("i", "you", "it", "the", "a", "to", "is", "that", "so", "and", "of", "in", "be", "this", "what", "how", "we", "me")
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One compiled pattern; a text holding none of its `anchors` cannot match it (empty: always looked for)."""

    shape: str
    anchors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One reviewed rule: its label, the sentence that explains it, its patterns, and where it holds and where not."""

    name: str
    label: str
    because: str
    patterns: tuple[Pattern, ...]
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One rule met in a text: which tokens, their place in the text, and the words as they were written."""

    rule: Rule
    first: int
    last: int
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """The rules of one content file, the lists they use, and what is said about each label."""

    rules: tuple[Rule, ...]
    lists: Mapping[str, str]
    about: Mapping[str, "About"]

    def line(self, tokens: Tokens) -> Line:
        """Return a text's tokens written out for these rules."""
        return line_of(tokens, self.lists)

    def find(self, line: Line) -> tuple[Found, ...]:
        """Return every rule met, in the order of the text."""
        here = frozenset(line.tokens.words)
        return tuple(sorted(_found(self.rules, line, here), key=lambda each: (each.first, each.last, each.rule.name)))


@dataclass(frozen=True, slots=True)
class About:
    """What a label means, how often trained people disagree on it (0 to 1), and what could be said instead."""

    sentence: str
    disagree: float
    instead: str = ""


@cache
def phrases(name: str, language: str = "en") -> Phrases:
    """Return the shipped rules of one file; raises ContentError, naming file and line, when the file is faulty."""
    return read_phrases(content_text("lexicons", language, f"{name}.yaml"), f"content/lexicons/{language}/{name}.yaml")


def read_phrases(text: str, file: str) -> Phrases:
    """Return the checked rules written in `text`; raises ContentError with every fault at once."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    letters = {name: chr(ord("A") + at) for at, name in enumerate(root.get("lists").fields())}
    about = {name: _about(item, faults) for name, item in root.get("labels").fields().items()}
    rules = tuple(_rule(item, letters, faults) for item in root.get("rules").items())
    for item in root.get("rules").items():
        if item.get("label").text() not in about:
            faults.add(item, "label_unknown", f"'{item.get('label').text()}' is not among the labels of this file.")
    faults.settle(ContentError)
    return Phrases(rules, _letters_of(root.get("lists"), letters), about)


def _letters_of(lists: Item, letters: Mapping[str, str]) -> dict[str, str]:
    """Return for each listed word the letters of the lists it is in."""
    found: dict[str, str] = {}
    for name, item in lists.fields().items():
        for word in item.text().split():
            found[word] = found.get(word, "") + letters[name]
    return found


def _about(item: Item, faults: Faults) -> About:
    """Read what is said about one label."""
    try:
        share = float(item.get("disagree").text())
        return About(item.get("sentence").text(), share, item.get("instead").text())
    except ValueError:
        faults.add(item, "bad_number", "Write 'disagree:' as a share from 0 to 1.")
        return About("", 0.0)


def _rule(item: Item, letters: Mapping[str, str], faults: Faults) -> Rule:
    """Read one rule; every rule needs a pattern, a text it is met in and one it is not."""
    for key in ("name", "label", "because", "patterns", "hits", "misses"):
        if not item.get(key).text().strip() and not item.get(key).items():
            faults.add(item, "text_missing", f"Add '{key}:' to this rule.")
    patterns = tuple(_pattern(each, letters, faults) for each in item.get("patterns").items())
    said = [tuple(each.text() for each in item.get(key).items()) for key in ("hits", "misses")]
    return Rule(item.get("name").text(), item.get("label").text(), item.get("because").text(), patterns, *said)


def _pattern(item: Item, letters: Mapping[str, str], faults: Faults) -> Pattern:
    """Compile one pattern."""
    pieces = _PIECE.findall(item.text())[::-1]
    try:
        shape, anchors = _ways(pieces, letters)
    except KeyError as unknown:
        faults.add(item, "list_unknown", f"There is no list {unknown} in this file.")
        return Pattern("(?!)", frozenset())
    if pieces:
        faults.add(item, "bracket_open", "A bracket is closed here that was never opened.")
    return Pattern(f"{shape}(?= )", anchors)


def _ways(pieces: list[str], letters: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """Read ways between `|` up to a closing bracket; returns the expression, and words one of which must be there."""
    ways = [_row(pieces, letters)]
    while pieces and pieces[-1] == "|":
        pieces.pop()
        ways.append(_row(pieces, letters))
    anchors = frozenset[str]().union(*(each for _, each in ways)) if all(each for _, each in ways) else frozenset[str]()
    return "(?:" + "|".join(shape for shape, _ in ways) + ")", anchors


def _row(pieces: list[str], letters: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """Read what stands one after another; of the words that must be there the rarest are the anchors."""
    parts, anchors = [], []
    while pieces and pieces[-1] != "|" and not pieces[-1].startswith(")"):
        piece = pieces.pop()
        if piece != "(":
            parts.append(_part(piece, letters))
            anchors.append(_anchor(piece))
            continue
        shape, inner = _ways(pieces, letters)
        maybe = "?" if pieces and pieces.pop() == ")?" else ""
        parts.append(shape + maybe)
        anchors.append(frozenset() if maybe else inner)
    best = min(
        (each for each in anchors if each), key=lambda each: (len(each & _COMMON), len(each)), default=frozenset()
    )
    return "".join(parts), best


def _part(piece: str, letters: Mapping[str, str]) -> str:
    """Return one word or sign as an expression over a line; raises KeyError for a list that is not there."""
    if piece in _SIGNS:
        return _SIGNS[piece]
    if piece[0] == "<":
        return f" [^ .!?,A-Z]+[A-Z]*{letters[piece[1:-1]]}[A-Z]*"
    if piece.strip(",")[:1] == "~":
        stops = ".!?" if piece[0] == "," else ".!?,"
        return f"(?: [^ {stops}]+){{0,{int(piece[-1])}}}?"
    if piece.endswith("*"):
        return f" {re.escape(piece[:-1])}[^ .!?,]*"
    return f" {re.escape(piece)}[A-Z]*"


def _anchor(piece: str) -> frozenset[str]:
    """Return the word that must be there for this piece, or none when it can be anything."""
    free = piece in _SIGNS or piece[0] in "<~" or piece[:2] == ",~" or piece.endswith("*")
    return frozenset() if free else frozenset({piece})


def _found(rules: Iterable[Rule], line: Line, here: frozenset[str]) -> Iterable[Found]:
    """Give every place where a rule is met, each place once a rule."""
    for rule in rules:
        seen: set[int] = set()
        for pattern in rule.patterns:
            if pattern.anchors and pattern.anchors.isdisjoint(here):
                continue
            for at, match in enumerate(_compiled(pattern.shape).finditer(line.written)):
                if at >= MOST_PLACES:
                    break
                found = _place(rule, line, match)
                if found and found.first not in seen:
                    seen.add(found.first)
                    yield found


@cache
def _compiled(shape: str) -> re.Pattern[str]:
    """Compile an expression when it is first needed: most texts need few of them."""
    return re.compile(shape)


def _place(rule: Rule, line: Line, match: re.Match[str]) -> Found | None:
    """Return one match with its words; none when only signs were matched."""
    if match.end() <= match.start():
        return None
    first, last = line.tokens_at(match.start(), match.end())
    span = line.tokens.span(first, last)
    return Found(rule, first, last, span, line.tokens.text[span[0] : span[1]])
