"""What the linear model of signals looks at in a text: words, ideas, ideas side by side, cues and their standing."""

from collections.abc import Iterable, Iterator

from lamplit.engines.listening.cues import Cues
from lamplit.engines.listening.linear import Features, features_of
from lamplit.engines.listening.normalise import Plain
from lamplit.engines.listening.tokens import Tokens

Place = tuple[int, int]
Standing = tuple[str, bool, int, int]  # a cue's label, whether it counts, first and last word
_ENDS = frozenset(".?!\n")
MOST_WORDS = 400  # of one text; what is longer is read in parts
_NEXT = 7  # words between two ideas that are said together
_MOST_IDEAS = 60


def tokens_of(plain: Plain) -> Tokens:
    """Return the words of a text as the linear models know them."""
    spans = tuple((word.start, word.end) for word in plain.words)
    return Tokens(plain.source, tuple(word.text for word in plain.words), spans)


def features(plain: Plain, known: Cues, standing: Iterable[Standing]) -> dict[str, Place]:
    """Return every feature of a text, with its first and last word."""
    ideas = list(ideas_in(plain, known))[:_MOST_IDEAS]
    more: dict[str, Place] = {}
    for name, first, last in ideas:
        more.setdefault(f"r<{name}>", (first, last))
    for name, place in _pairs(ideas, plain):
        more.setdefault(name, place)
    for label, counts, first, last in standing:
        more.setdefault(f"r={label}{'' if counts else ' not'}", (first, last))
    more.setdefault("r#long" if len(plain.words) > 30 else "r#short" if len(plain.words) < 9 else "r#middling", (0, 0))
    return dict(features_of(tokens_of(plain), more))


def ideas_in(plain: Plain, known: Cues) -> Iterator[tuple[str, int, int]]:
    """Yield every idea met, the longest phrase of each at each word."""
    words = tuple(word.text for word in plain.words)
    for at, word in enumerate(words):
        seen: set[str] = set()
        for phrase, name in known.by_first.get(word, ()):
            if name not in seen and words[at : at + len(phrase)] == phrase:
                seen.add(name)
                yield name, at, at + len(phrase) - 1


def _pairs(ideas: list[tuple[str, int, int]], plain: Plain) -> Iterator[tuple[str, Place]]:
    """Yield two ideas said close together in one sentence, and a small word of person or denial before an idea."""
    words = plain.words
    for at, (name, first, last) in enumerate(ideas):
        for other, start, end in ideas[at + 1 : at + 12]:
            if start - last > _NEXT:
                break
            if other != name and not any(word.text in _ENDS for word in words[last + 1 : start]):
                yield f"r<{name}> <{other}>", (first, max(last, end))
        for back in range(max(0, first - 3), first):
            if words[back].text in _BEFORE:
                yield f"r{words[back].text} <{name}>", (back, last)


_BEFORE = frozenset(["i", "me", "my", "he", "she", "they", "we", "you", "not", "never", "no", "if", "the", "his", "her"])


