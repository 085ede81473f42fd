"""Turns a text into plain tokens that remember where they stood; leaves what the tokens mean to rules and models."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

Span = tuple[int, int]

LONGEST_WORD = 32  # a longer "word" is somebody leaning on a key; the rest of it says nothing more
_TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*|[.!?\u2026]+|[,;:\u2014\u2013]|\n|-")
_SPOKEN = frozenset({"um", "uh", "er", "erm", "uhm", "umm"})
_MEANT = {
    "dont": "don't", "cant": "can't", "wont": "won't", "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't",
    "wasnt": "wasn't", "werent": "weren't", "havent": "haven't", "hasnt": "hasn't", "couldnt": "couldn't",
    "wouldnt": "wouldn't", "shouldnt": "shouldn't", "arent": "aren't", "aint": "ain't", "im": "i'm", "ive": "i've",
    "youre": "you're", "youve": "you've", "youd": "you'd", "youll": "you'll", "thats": "that's", "whats": "what's",
    "theyre": "they're", "theres": "there's", "u": "you", "ur": "your", "r": "are", "wanna": "want to",
    "gonna": "going to", "gotta": "got to", "kinda": "kind of", "sorta": "sort of", "cannot": "can't", "lets": "let's",
    "dunno": "don't know", "whos": "who's", "hows": "how's", "wheres": "where's", "shes": "she's",
    "hes": "he's", "ok": "okay", "cos": "because", "cuz": "because", "coz": "because", "'cause": "because",
    "mam": "mum", "mom": "mum", "mammy": "mum", "mummy": "mum", "tho": "though", "idk": "i don't know", "pls": "please",
    "realise": "realise", "realize": "realise", "realized": "realised", "realizing": "realising", "ye": "you",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as lower-case tokens, each with its place in the text (code points); sentence ends are `.`, `!` or `?`."""

    text: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]

    def span(self, first: int, last: int) -> Span:
        """Return where the tokens from `first` to `last` (both included) stand in the text."""
        return self.spans[first][0], self.spans[last][1]


@dataclass(frozen=True, slots=True)
class Line:
    """Tokens written out for matching: a space before each, after a word the capital letters of its lists."""

    tokens: Tokens
    written: str
    starts: tuple[int, ...]

    def tokens_at(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and last token of a match from `start` to `end` of what is written here."""
        first = bisect_right(self.starts, start + 1) - 1
        return max(first, 0), max(bisect_right(self.starts, end - 1) - 1, first, 0)


def read_tokens(text: str) -> Tokens:
    """Return the tokens of any text; fillers and stutters ("you-you") are left out, common short forms written out."""
    words: list[str] = []
    spans: list[Span] = []
    dashed = False
    for match in _TOKEN.finditer(text):
        found, span = match[0].lower().replace("\u2019", "'"), match.span()
        if found == "-":
            dashed = True
            continue
        _take(found, span, words, spans, dashed=dashed)
        dashed = False
    if not words or words[-1] not in ".!?":
        words.append(".")
        spans.append((len(text), len(text)))
    return Tokens(text, tuple(words), tuple(spans))


def _take(found: str, span: Span, words: list[str], spans: list[Span], *, dashed: bool) -> None:
    """Add one token, unless it is a filler, a stutter or a second end of the same sentence."""
    if found[0] in ".!?\u2026\n":
        if words and words[-1] in ".!?":
            return
        words.append("?" if "?" in found else "!" if "!" in found else ".")
        spans.append(span)
    elif found[0] in ",;:\u2014\u2013":
        words.append(",")
        spans.append(span)
    elif found not in _SPOKEN and not (dashed and words and words[-1] == found):
        for word in _MEANT.get(found, found[:LONGEST_WORD]).split():
            words.append(word)
            spans.append(span)


def line_of(tokens: Tokens, lists: Mapping[str, str]) -> Line:
    """Return the tokens written out; `lists` gives for a word the capital letters of the lists it is in."""
    written, starts, at = [" ."], [], 3
    for word in tokens.words:
        piece = f" {word}{lists.get(word, '')}"
        written.append(piece)
        starts.append(at)
        at += len(piece)
    return Line(tokens, "".join(written) + " ", tuple(starts))
