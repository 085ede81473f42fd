"""Turns what was typed into plain lower-case words that remember where they stood; leaves meaning to the readers.

Unicode look-alikes, leet, masks (k*ll), letters spaced out, emoji, slang, algospeak, contractions and one slip of the
finger in a guarded word are undone. Nothing is thrown away but invisible signs; every word keeps its place.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lamplit.engines.kernel.evidence import Span
from lamplit.engines.listening.spelling import Spelling, spelling

LONGEST_WORD = 40  # longer runs are keys, links or noise: cut, so that nothing is slow
_LETTERS = re.compile(r"\w+")
_LATIN = re.compile(r"[a-z]")
_WORD = re.compile(r"[@$]?[^\W_]+(?:['*!@$+|]{1,3}[^\W_]+)*|(?P<hyphen>(?<=[a-z])-(?=[a-z]))|(?:[^\w\s\x00-\x1f]|\n)")
_LEET = str.maketrans("0134578@$!+|", "oieastbasitl")
_LEET_TOO = str.maketrans("0134578@$!+|", "oleastbasltl")
_SIGNS = re.compile(r"[*!@$+|]")
_MASK = re.compile(r"\*+")
_LONG = re.compile(r"([a-z])\1{2,}")
_JOINED = frozenset(".-_ ")
_TAILS = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would"}
_ODD = {"can't": ("can", "not"), "won't": ("will", "not"), "shan't": ("will", "not"), "ain't": ("is", "not"),
        "y'all": ("you", "all"), "let's": ("let", "us"), "o'clock": ("o'clock",)}  # fmt: skip


class Word(NamedTuple):
    """One plain word or sign, and the code points of the input from `start` to `end` that it was read from."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Plain:
    """A text in plain words; `text` is the words with one space between, a space at each end."""

    source: str
    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """Return every word with spaces around it, so that whole words can be looked for."""
        return f" {' '.join(word.text for word in self.words)} "

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Return where each word starts in `text`."""
        found, at = [], 1
        for word in self.words:
            found.append(at)
            at += len(word.text) + 1
        return tuple(found)

    def index(self, place: int) -> int:
        """Return which word stands at a place of `text`; places before the first count as it."""
        return max(0, bisect_right(self.places, place) - 1)

    def span(self, first: int, last: int) -> Span:
        """Return the code points of the input that the words numbered `first` to `last` (included) came from."""
        words = self.words[first : last + 1]
        return Span(min(word.start for word in words), max(word.end for word in words))


def normalise(text: str, language: str = "en") -> Plain:
    """Return a text in plain words; never raises, and takes time in proportion to the text."""
    known = spelling(language)
    folded, places = _fold(text, known)
    typed = [
        Word(_typed(match), places[match.start()], places[match.end() - 1] + 1) for match in _WORD.finditer(folded)
    ]
    read: dict[str, tuple[str, ...]] = {}
    plain: list[Word] = []
    for word in _spaced(typed, known):
        if word.text not in read:
            read[word.text] = _plain(word.text, known)
        plain.extend(Word(each, word.start, word.end) for each in read[word.text])
    return Plain(text, tuple(_pairs(plain, known)))


def _typed(match: re.Match[str]) -> str:
    """Return what was typed; a dash that stands alone is read as a comma."""
    return "," if match[0] == "-" and not match["hyphen"] else match[0][:LONGEST_WORD]


def _fold(text: str, known: Spelling) -> tuple[str, "range | list[int]"]:
    """Return the text in lower case without look-alikes and invisible signs, and where each sign stood."""
    if text.isascii():
        return text.lower(), range(len(text))
    signs: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        for plain in _folded(sign, known):
            signs.append(plain)
            places.append(at)
    return _LETTERS.sub(lambda word: _latin(word[0], known), "".join(signs)), places


def _latin(word: str, known: Spelling) -> str:
    """Read letters of other alphabets that look Latin as Latin in a word that has a Latin letter."""
    return word.translate(known.alike) if not word.isascii() and _LATIN.search(word) else word


def _folded(sign: str, known: Spelling) -> str:
    if sign.isascii():
        return sign.lower()
    if sign in known.emoji:
        return f" {known.emoji[sign]} "
    if ord(sign) in known.straight:
        return known.straight[ord(sign)]
    kind = unicodedata.category(sign)
    if kind in {"Cf", "Mn", "Me", "Cs", "Co"}:
        return ""
    letters = unicodedata.normalize("NFKD", sign)
    return "".join(each for each in letters if not unicodedata.combining(each)).lower()


def _plain(typed: str, known: Spelling) -> tuple[str, ...]:
    """Return the plain words of one typed word; a hyphen inside a word is none."""
    if typed == "-":
        return ()
    if typed in known.words:
        return known.words[typed]
    if len(typed) == 1 or (typed.isalpha() and typed in known.guarded):
        return (typed,)
    if "'" in typed:
        return _apart(typed, known)
    if not typed.isalpha():
        return _unmasked(typed, known)
    return _mended(typed, known)


def _mended(typed: str, known: Spelling) -> tuple[str, ...]:
    """Undo letters held too long and one slip of the finger."""
    if typed in known.slips:
        return (known.slips[typed],)
    short = _LONG.sub(r"\1", typed)
    if short == typed:
        return (typed,)
    double = _LONG.sub(r"\1\1", typed)
    chosen = double if double in known.guarded else short
    return known.words.get(chosen, (chosen,))


def _unmasked(typed: str, known: Spelling) -> tuple[str, ...]:
    """Undo numbers and signs that stand for letters, when that gives a word we know."""
    for table in (_LEET, _LEET_TOO):
        told = typed.translate(table)
        if told in known.guarded or told in known.words:
            return known.words.get(told, (told,))
        if told in known.slips:
            return (known.slips[told],)
    if "*" in typed and (found := _behind(typed, known)):
        return (found,)
    return tuple(part for part in _SIGNS.split(typed) if part)


def _behind(typed: str, known: Spelling) -> str:
    """Return the guarded word behind a mask such as k*ll or su***de; empty when there is none."""
    parts = [re.escape(part) for part in _MASK.split(typed)]
    shape = re.compile(r"[a-z]{1,6}".join(parts) + r"\Z")
    return next((word for word in sorted(known.guarded) if len(word) <= len(typed) + 4 and shape.match(word)), "")


def _apart(typed: str, known: Spelling) -> tuple[str, ...]:
    """Take a contraction apart: don't, I'm, he's; mum's stays mum 's."""
    if typed in _ODD:
        return _ODD[typed]
    if typed.endswith("n't"):
        return (typed[:-3], "not")
    head, mark, tail = typed.rpartition("'")
    if not head:
        return (tail,)
    first = _plain(head, known)
    if mark + tail in _TAILS:
        return (*first, _TAILS[mark + tail])
    if tail == "s":
        return (*first, "is" if head in known.pronouns else "'s")
    return (*first, tail) if tail else first


def _spaced(words: list[Word], known: Spelling) -> list[Word]:
    """Join letters written apart (k m s, s.u.i.c.i.d.e) when together they are a word we know."""
    found: list[Word] = []
    run: list[Word] = []
    for word in [*words, Word("", 0, 0)]:
        if len(word.text) == 1 and (word.text.isalnum() or (run and word.text in _JOINED)):
            run.append(word)
            continue
        found.extend(_together(run, known) if len(run) > 2 else run)
        run = []
        if word.text:
            found.append(word)
    return found


def _together(run: list[Word], known: Spelling) -> list[Word]:
    letters = "".join(word.text for word in run if word.text.isalnum())
    if len(letters) <= LONGEST_WORD and (letters in known.guarded or letters in known.words):
        return [Word(letters, run[0].start, run[-1].end)]
    return run


def _pairs(words: list[Word], known: Spelling) -> list[Word]:
    """Replace two words that together stand for others (un alive, my self)."""
    found: list[Word] = []
    at = 0
    while at < len(words):
        pair = (words[at].text, words[at + 1].text) if at + 1 < len(words) else ("", "")
        plain = known.pairs.get(pair)
        if plain is None:
            found.append(words[at])
            at += 1
        else:
            found.extend(Word(each, words[at].start, words[at + 1].end) for each in plain)
            at += 2
    return found
