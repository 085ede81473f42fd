"""Trains the model of 28 feelings on the training half of GoEmotions (Apache-2.0), which may train shipped weights."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.listening.crossing import FINE, best_share
from benchmarks.listening.fit import SEED, Fitted, Task, fit, make_table, write_model
from benchmarks.listening.texts import Row, goemotions
from lamplit.engines.listening.linear import features_of
from lamplit.engines.listening.tokens import read_tokens

LEAST, MOST = {"w": 3}, {"w": 22_000, "c": 0}
STRENGTH, FOLDS = 6.0, 4


def features(rows: Sequence[Row]) -> list[list[str]]:
    """Return the word features of every comment; pieces of words gave nothing here and cost the most."""
    return [[name for name in features_of(read_tokens(str(row["text"]))) if name[0] == "w"] for row in rows]


def names(rows: Sequence[Row]) -> list[str]:
    """Return the feelings people named, in order."""
    return sorted({str(label) for row in rows for label in _labels(row)})


def _labels(row: Row) -> Sequence[object]:
    labels = row["labels"]
    assert isinstance(labels, list)
    return labels


def train(read: Sequence[Sequence[str]], rows: Sequence[Row], classes: Sequence[str]) -> Fitted:
    """Fit yes or no for every feeling."""
    task = Task("feelings", classes, [set(_labels(row)) for row in rows], STRENGTH, one_of=False, balanced=False)
    return fit(make_table(read, LEAST, MOST), read, [task])


def measured() -> list[int]:
    """Return which comments are left out to choose by: every fourth."""
    return [at for at in range(len(goemotions("train"))) if not at % FOLDS]


def held_out() -> np.ndarray:
    """Return what a model that did not learn the comments of `measured` makes of them: comments x feelings."""
    rows = goemotions("train")
    read, held = features(rows), set(measured())
    seen = [at for at in range(len(rows)) if at not in held]
    trial = train([read[at] for at in seen], [rows[at] for at in seen], names(rows))
    return trial.raw([read[at] for at in sorted(held)])["feelings"]


def make(path: Path, about: Mapping[str, object]) -> int:
    """Train the shipped model; how sure to be is chosen on a quarter of its texts. Returns its size in bytes."""
    rows = goemotions("train")
    if not rows:
        return 0
    share, classes = held_out(), names(rows)
    truth = np.array([[each in _labels(rows[at]) for each in classes] for at in measured()])
    fitted = train(features(rows), rows, classes)
    fitted.tasks[0].sure = [
        best_share(share[:, at], truth[:, at], lowest=0.05, points=FINE) for at in range(len(classes))
    ]
    told = {**about, "trained_on": "GoEmotions, training half", "texts": len(rows), "seed": SEED}
    return write_model(fitted, "feelings", told, path, keep=0.0)
