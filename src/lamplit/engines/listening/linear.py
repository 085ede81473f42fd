"""Scores exported linear models with the standard library and shows what decided; leaves training to benchmarks.

A model is one table: a row for each feature (a word, two words, a piece of a word, a shape, a rule that was met), a
column for each class. Rows are signed bytes; words and pieces are weighed by how rare they are and by how many there
are. Several questions ("heads") about the same text share the table, so a text is read once.
"""

import json
import math
import zlib
from array import array
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lamplit.engines.listening.tokens import Span, Tokens

FORMAT = 2
RARITY_STEP = 16.0  # rarity is kept as one byte, in sixteenths
_PIECES = (3, 4, 5)
Features = Mapping[str, tuple[int, int]]


class ModelError(Exception):
    """An exported model cannot be used; the text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Head:
    """One question a model answers: its classes, where their columns start, and how sure it must be of each."""

    name: str
    one_of: bool
    classes: tuple[str, ...]
    first: int
    bias: tuple[float, ...]
    sure: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature that spoke for a class: as it is known to the model, how much it weighed, and where it stands."""

    feature: str
    weight: float
    span: Span


@dataclass(frozen=True, slots=True)
class Scored:
    """What a model makes of one text: for each head and class a share from 0 to 1."""

    shares: Mapping[str, Mapping[str, float]]

    def best(self, head: str) -> str:
        """Return the class with the largest share of one head."""
        shares = self.shares[head]
        return max(shares, key=lambda each: shares[each])


@dataclass(frozen=True, slots=True)
class LinearModel:
    """An exported model, ready to read texts."""

    name: str
    rows: Mapping[str, int]
    rarity: bytes
    weights: "array[int]"
    scales: tuple[float, ...]
    heads: tuple[Head, ...]

    def score(self, features: Features) -> Scored:
        """Return the shares of every head for one text's features."""
        sums = self._sums(features)
        return Scored({head.name: shares_of(head, sums) for head in self.heads})

    def reasons(self, features: Features, tokens: Tokens, head: str, wanted: str, most: int = 3) -> tuple[Reason, ...]:
        """Return the features that spoke most for one class, strongest first; only those that stand in the text."""
        of = next(each for each in self.heads if each.name == head)
        column = of.first + of.classes.index(wanted)
        width, scale = len(self.scales), self.scales[column]
        weighed = (
            (self.weights[row * width + column] * scale, name)
            for name in features
            if (row := self.rows.get(name)) is not None and name[0] in "wr"
        )
        top = sorted((pair for pair in weighed if pair[0] > 0), reverse=True)[:most]
        return tuple(Reason(name, weight, tokens.span(*features[name])) for weight, name in top)

    def _sums(self, features: Features) -> list[float]:
        """Return the weighted sum of each column: words and pieces each as a unit vector, the rest as they are."""
        width = len(self.scales)
        sums = [0.0] * width
        for kind, block in _blocks(features, self.rows).items():
            size = math.sqrt(sum((self.rarity[row] / RARITY_STEP) ** 2 for row in block)) if kind in "wc" else 1.0
            columns = zip(*(self.weights[row * width : row * width + width] for row in block), strict=True)
            sums = [have + sum(column) / (size or 1.0) for have, column in zip(sums, columns, strict=True)]
        return [total * scale for total, scale in zip(sums, self.scales, strict=True)]


def _blocks(features: Features, rows: Mapping[str, int]) -> dict[str, list[int]]:
    """Return the rows of the features the model knows, by the first letter of their names."""
    blocks: dict[str, list[int]] = {}
    for name in features:
        row = rows.get(name)
        if row is not None:
            blocks.setdefault(name[0], []).append(row)
    return blocks


def shares_of(head: Head, sums: Sequence[float]) -> dict[str, float]:
    """Turn one head's sums into shares: together one where it is one of several, else each by itself."""
    raw = [sums[head.first + at] + bias for at, bias in enumerate(head.bias)]
    if not head.one_of:
        return {each: _logistic(value) for each, value in zip(head.classes, raw, strict=True)}
    top = max(raw)
    powers = [math.exp(value - top) for value in raw]
    return {each: power / sum(powers) for each, power in zip(head.classes, powers, strict=True)}


def _logistic(value: float) -> float:
    """Return the share that belongs to a sum."""
    return 1.0 / (1.0 + math.exp(-max(min(value, 60.0), -60.0)))


def features_of(tokens: Tokens, more: Features | None = None) -> dict[str, tuple[int, int]]:
    """Return a text's features, each with its first and last token: words `w`, pieces `c`, and those of `more`."""
    found: dict[str, tuple[int, int]] = {}
    words = tokens.words
    for at, word in enumerate(words):
        found.setdefault(f"w{word}", (at, at))
        if at:
            found.setdefault(f"w{words[at - 1]} {word}", (at - 1, at))
        for piece in _pieces(word):
            found.setdefault(piece, (at, at))
    return found | dict(more or {})


@lru_cache(maxsize=8192)
def _pieces(word: str) -> tuple[str, ...]:
    """Return the pieces of one word, 3 to 5 characters each, its edges marked by spaces."""
    padded = f" {word} "
    return tuple({f"c{padded[at : at + size]}" for size in _PIECES for at in range(len(padded) - size + 1)})


def read_model(text: str, file: str) -> LinearModel:
    """Return the model written in `text` (JSON); raises ModelError naming the file when it does not fit together."""
    try:
        told = json.loads(text)
        names = _unpacked(told["features"]).decode().split("\n")
        weights = array("b", _unpacked(told["weights"]))
        heads = read_heads(told["heads"])
        scales = tuple(float(each) for each in told["scales"])
        model = LinearModel(str(told["name"]), {name: at for at, name in enumerate(names)},
                            _unpacked(told["rarity"]), weights, scales, heads)  # fmt: skip
        fits = told["format"] == FORMAT and len(weights) == len(names) * len(scales) and len(model.rarity) == len(names)
    except (KeyError, TypeError, ValueError, zlib.error) as problem:
        raise ModelError(f"{file} is not a model this version can read ({type(problem).__name__}).") from problem
    if not fits or len(model.rows) != len(names) or sum(len(head.classes) for head in heads) != len(scales):
        raise ModelError(f"{file} does not fit together. Train it again with: make models")
    return model


def _unpacked(told: str) -> bytes:
    return zlib.decompress(b64decode(told))


def read_heads(told: "Sequence[Mapping[str, object]]") -> tuple[Head, ...]:
    """Read the heads of a model; a missing field or a wrong one is a KeyError or TypeError for the caller."""
    return tuple(_head(each) for each in told)


def _head(told: "Mapping[str, object]") -> Head:
    """Read one head."""
    classes, bias, sure = told["classes"], told["bias"], told["sure"]
    if not isinstance(classes, list) or not isinstance(bias, list) or not isinstance(sure, list):
        raise TypeError
    if not len(classes) == len(bias) == len(sure) or not isinstance(told["first"], int):
        raise TypeError
    return Head(
        str(told["name"]), bool(told["one_of"]), tuple(map(str, classes)), told["first"],
        tuple(map(float, bias)), tuple(map(float, sure)),
    )  # fmt: skip
