"""Reads a text with a small sentence encoder where its runtime is installed; leaves verdicts to the readers beside it.

The encoder (`content/models/encoder.onnx`) was made from MiniLM and our own texts; its card is `encoder.json`. For each
answer the score of a text is the mean over its pieces, so what each word adds is exact and can be shown. Without the
extra `semantic`, or with a damaged file, there is no encoder and the linear models speak by themselves.
"""

import hashlib
import json
import logging
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from lamplit.engines.listening.linear import Features, Head, LinearModel, Scored, read_heads, shares_of
from lamplit.engines.listening.tokens import Span
from lamplit.engines.listening.wordpiece import END, START, Piece, pieces
from lamplit.engines.records.reading import content_bytes, content_text

FORMAT = 2
ADDED, MEANT = "added", "meant"  # what the weights give: what each piece adds to each answer, what each means here
BEFORE, OWN = 40, 88  # pieces of what was said before, of the text itself
ENDS = frozenset({"talk"})  # of what these heads are asked, the end of a long text is read: people come to it there
_LEAST = 1e-6
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sense:
    """What the encoder makes of one text: shares from 0 to 1 for each head and class, and what each piece added."""

    shares: Mapping[str, Mapping[str, float]]
    heads: tuple[Head, ...]
    trust: Mapping[str, float]  # for each head, from 0 (the linear model alone) to 1 (the encoder alone)
    pieces: tuple[Piece, ...]
    added: Sequence[Sequence[float]]  # for each piece, for each column

    def sure(self, head: str) -> tuple[float, ...]:
        """Return how sure to be of each class of one head."""
        return next(each.sure for each in self.heads if each.name == head)

    def words(self, head: str, wanted: str) -> Span | None:
        """Return the run of words that spoke most for one class; None when none did, or the encoder lacks the head."""
        of = next((each for each in self.heads if each.name == head), None)
        if of is None:
            return None
        column = of.first + of.classes.index(wanted)
        words = _words(self.pieces, [row[column] for row in self.added])
        most = max((weight for _, weight in words), default=0.0)
        if most <= 0:
            return None
        first = last = next(at for at, (_, weight) in enumerate(words) if weight == most)
        while first > 0 and words[first - 1][1] >= most / 2:
            first -= 1
        while last < len(words) - 1 and words[last + 1][1] >= most / 2:
            last += 1
        return words[first][0][0], words[last][0][1]

    def with_plain(self, scored: Scored, stands: Collection[str] = ()) -> Scored:
        """Return the shares of the linear model and of the encoder as one; heads that the encoder lacks stay so.

        `stands` are flags for which reviewed words were met: those the encoder may raise, not lower.
        """
        found = dict(scored.shares)
        for head in self.heads:
            plain = found.get(head.name)
            if plain is None:
                continue
            both = _blend(head, plain, self.shares[head.name], self.trust[head.name])
            if not head.one_of:
                both |= {each: max(plain[each], both[each]) for each in head.classes if each in stands}
            found[head.name] = both
        return Scored(found)


def pieces_read(kind: str, text: str, vocabulary: Mapping[str, int]) -> list[Piece]:
    """Return the pieces of a text that are read for the heads of one kind: of a long one only its beginning or end."""
    cut = pieces(text, vocabulary)
    return cut[-OWN:] if kind in ENDS else cut[:OWN]


def _words(cut: Sequence[Piece], weights: Sequence[float]) -> list[tuple[Span, float]]:
    """Return whole words with the most that a piece of each added."""
    found: list[tuple[Span, float]] = []
    for piece, weight in zip(cut, weights, strict=True):
        if found and found[-1][0][1] == piece.span[0]:
            (start, _), before = found[-1]
            found[-1] = ((start, piece.span[1]), max(before, weight))
        else:
            found.append((piece.span, weight))
    return found


class Encoder:
    """The encoder, loaded once; safe to use from several threads."""

    def __init__(self, weights: bytes, card: str, vocabulary: str) -> None:
        """Load the weights; raises ValueError or KeyError when they are not those of the card, ImportError without a
        runtime."""
        told = json.loads(card)
        if told["format"] != FORMAT or hashlib.sha256(weights).hexdigest() != told["sha256"]:
            raise ValueError("the weights are not those of the card")
        runtime = import_module("onnxruntime")
        self._numpy = import_module("numpy")
        runtime.disable_telemetry_events()
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        self._session = runtime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._vocabulary = {word: at for at, word in enumerate(vocabulary.split("\n"))}
        self._heads = {str(kind): read_heads(heads) for kind, heads in told["heads"].items()}
        self._trust = {str(kind): {str(head): float(share) for head, share in heads.items()}
                       for kind, heads in told["trust"].items()}  # fmt: skip

    def sure(self, kind: str, head: str) -> tuple[float, ...]:
        """Return how sure to be of each class of one head."""
        return next(each.sure for each in self._heads[kind] if each.name == head)

    def sense(self, kind: str, text: str, previous: str = "") -> Sense | None:
        """Return what the encoder makes of a text after what was said before; None for a text without words.

        `kind` names whose heads answer: those of `skills`, `talk` or `feelings`, as the linear models are named.
        """
        own = pieces_read(kind, text, self._vocabulary)
        if not own:
            return None
        numbers, first = self._numbers(own, previous)
        scores = self._session.run([ADDED], self._fed(numbers))[0][0][first:]
        sums, heads = scores.mean(axis=0).tolist(), self._heads[kind]
        shares = {head.name: shares_of(head, sums) for head in heads}
        return Sense(shares, heads, self._trust[kind], tuple(own), scores[:-1].tolist())

    def meaning(self, text: str) -> tuple[float, ...]:
        """Return what a text means as a direction of length 1; empty for a text without words.

        The sum of products of two of them is their cosine: 1 for the same, about 0 for what has nothing in common.
        """
        own = pieces(text, self._vocabulary)[:OWN]
        if not own:
            return ()
        numbers, first = self._numbers(own)
        mean = self._session.run([MEANT], self._fed(numbers))[0][0][first:].mean(axis=0)
        return tuple((mean / self._numpy.linalg.norm(mean)).tolist())

    def _numbers(self, own: Sequence[Piece], previous: str = "") -> tuple[list[int], int]:
        """Return the pieces of a text in the light of what was said before, and where its own begin."""
        start, end = self._vocabulary[START], self._vocabulary[END]
        before = [piece.number for piece in pieces(previous, self._vocabulary)[-BEFORE:]]
        return [start, *before, end, *(piece.number for piece in own), end], len(before) + 2

    def _fed(self, numbers: Sequence[int]) -> dict[str, object]:
        return {"pieces": self._numpy.array([numbers], dtype=self._numpy.int64)}


def _blend(head: Head, plain: Mapping[str, float], sensed: Mapping[str, float], trust: float) -> dict[str, float]:
    """Return two opinions as one: the weighted mean of their logarithms, or of their log odds."""
    if head.one_of:
        powers = {
            each: max(plain[each], _LEAST) ** (1 - trust) * max(sensed[each], _LEAST) ** trust for each in head.classes
        }
        return {each: power / sum(powers.values()) for each, power in powers.items()}
    odds = {each: (1 - trust) * log_odds(plain[each]) + trust * log_odds(sensed[each]) for each in head.classes}
    return {each: 1 / (1 + math.exp(-value)) for each, value in odds.items()}


def log_odds(share: float) -> float:
    """Return the log odds of a share from 0 to 1; of 0 and 1 as of what is very near them."""
    inside = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(inside / (1 - inside))


Build = tuple[LinearModel, Encoder | None]  # who reads: a linear model, and the encoder if there is one


def scored_by(
    build: Build, kind: str, features: Features, said: tuple[str, str], stands: Collection[str] = ()
) -> tuple[Scored, Sense | None]:
    """Return what a build makes of a text: `said` is the text and what was said just before it."""
    model, encoder_of = build
    scored = model.score(features)
    sense = encoder_of.sense(kind, *said) if encoder_of else None
    return (sense.with_plain(scored, stands), sense) if sense else (scored, None)


@cache
def encoder() -> Encoder | None:
    """Return the shipped encoder; None where its runtime is not installed or its files are not whole."""
    try:
        return Encoder(
            content_bytes("models", "encoder.onnx"),
            content_text("models", "encoder.json"),
            content_text("models", "encoder-vocabulary.txt"),
        )
    except ImportError:
        return None
    except (OSError, KeyError, TypeError, ValueError, RuntimeError) as problem:
        _log.warning("The sentence encoder is left out: its files do not fit together (%s).", type(problem).__name__)
        return None
