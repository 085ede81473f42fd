"""Reads one text for the models: its tokens, phrases and shape; leaves every verdict to the models."""

from collections.abc import Iterable
from dataclasses import dataclass

from lamplit.engines.listening.linear import features_of
from lamplit.engines.listening.phrases import Found, Phrases
from lamplit.engines.listening.tokens import Tokens, read_tokens

_LENGTHS = (1, 2, 4, 7, 12, 20, 35, 60)
_OPENERS = frozenset(("okay", "yeah", "so", "and", "but", "well", "right", "mm", "hmm", "oh", "now", "yes", "alright"))
_YOU = frozenset(("you", "your", "you're", "you've", "you'd", "you'll", "yours", "yourself"))
_I = frozenset(("i", "i'm", "i've", "i'd", "i'll", "my", "me", "mine", "myself", "we", "we're", "we've", "our", "us"))
_PLAIN = _YOU | _I | _OPENERS | frozenset(
    ("the", "a", "an", "to", "is", "was", "of", "in", "it", "it's", "that", "that's", "this", "for", "on", "at", "be",
     "with", "as", "do", "did", "have", "had", "not", "just", "like", "what", "how", "are", "were", "if", "when", "or")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """One text read once: tokens, the phrases met, the features the models know, and the tokens said before it."""

    tokens: Tokens
    found: tuple[Found, ...]
    features: dict[str, tuple[int, int]]
    before: int

    def of(self, label: str) -> tuple[Found, ...]:
        """Return the phrases met that carry one label."""
        return tuple(each for each in self.found if each.rule.label == label)


def read_with(phrases: Phrases, text: str, previous: str = "") -> Read:
    """Read a text in the light of what was said before it."""
    tokens = read_tokens(text)
    found = phrases.find(phrases.line(tokens))
    more: dict[str, tuple[int, int]] = {}
    for each in found:
        more.setdefault(f"r{each.rule.name}", (each.first, each.last))
        more.setdefault(f"r={each.rule.label}", (each.first, each.last))
    whole, before = (0, len(tokens.words) - 1), read_tokens(previous)
    more.update((f"s{name}", whole) for name in _shape(tokens, before))
    return Read(tokens, found, features_of(tokens, more), len(before.words))


def sentences(tokens: Tokens) -> tuple[tuple[str, ...], ...]:
    """Return the words of each sentence, its end sign last."""
    found: list[tuple[str, ...]] = []
    start = 0
    for at, word in enumerate(tokens.words):
        if word in ".!?":
            found.append(tokens.words[start : at + 1])
            start = at + 1
    return tuple(found)


def _shape(tokens: Tokens, before: Tokens) -> Iterable[str]:
    """Name what is seen from outside: how long, how it starts and ends, who it speaks of, how much it gives back."""
    parts = sentences(tokens)
    words = [word for word in tokens.words if word not in ".!?,"]
    yield f"long{sum(len(words) >= size for size in _LENGTHS)}"
    yield f"parts{min(len(parts), 4)}"
    yield from _ends(parts)
    yield from _people(words)
    yield f"echo{_echo(words, before)}"
    if "?" in before.words:
        yield "answers"
    if len(before.words) <= 1:
        yield "first"


def _ends(parts: tuple[tuple[str, ...], ...]) -> Iterable[str]:
    """Name how the sentences start and which of them ask."""
    asking = [part for part in parts if part[-1] == "?"]
    yield "asks" if asking else "tells"
    if parts[-1][-1] == "?":
        yield "ends asking"
    if len(asking) == len(parts):
        yield "only asks"
    for part in asking[-2:]:
        yield from (f"ask {start}" for start in _starts(part))
    yield from (f"start {start}" for start in _starts(parts[0]))
    if len(parts) > 1:
        yield from (f"last {start}" for start in _starts(parts[-1]))


def _starts(part: tuple[str, ...]) -> Iterable[str]:
    """Return the first word and the first two of a sentence, past "okay", "so" and the like."""
    at = 0
    while at < len(part) - 2 and (part[at] in _OPENERS or part[at] == ","):
        at += 1
    yield part[at]
    yield " ".join(part[at : at + 2])


def _people(words: list[str]) -> Iterable[str]:
    """Name whom a text speaks of."""
    you, own = sum(word in _YOU for word in words), sum(word in _I for word in words)
    yield f"you{min(you, 3)}"
    yield f"own{min(own, 3)}"
    if you > own:
        yield "more you"
    if own > you:
        yield "more own"


def _echo(words: list[str], before: Tokens) -> int:
    """Return how much of a text was said just before, from 0 (nothing) to 3 (most of it); -1 where nothing was."""
    said = {word[:5] for word in before.words if word not in _PLAIN and len(word) > 2}
    own = [word for word in words if word not in _PLAIN and len(word) > 2]
    if not said or not own:
        return -1
    share = sum(word[:5] in said for word in own) / len(own)
    return 0 if share == 0 else 1 if share < 0.25 else 2 if share < 0.5 else 3
