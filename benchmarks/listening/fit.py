"""Fits linear models on features and writes them in the format `lamplit.engines.listening.linear` reads."""

import json
import zlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from lamplit.engines.listening.linear import FORMAT, RARITY_STEP

SEED = 20261122
STEPS = 90


@dataclass
class Task:
    """One question: its name, classes, whether one of them holds, and for each text its answers (None: not asked)."""

    name: str
    classes: Sequence[str]
    answers: Sequence[object]
    strength: float = 1.0
    one_of: bool = True
    sure: Sequence[float] = ()
    balanced: bool = True


@dataclass
class Table:
    """The vocabulary of one model, with how rare each feature is, and which rows to keep."""

    names: list[str]
    rarity: bytes
    rows: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = {name: at for at, name in enumerate(self.names)}

    def matrix(self, texts: Sequence[Iterable[str]]) -> sparse.csr_matrix:
        """Return one row for each text, exactly as the runtime weighs its features."""
        data, columns, ends = [], [], [0]
        for features in texts:
            found = sorted({at for name in features if (at := self.rows.get(name)) is not None})
            weights = np.array([self.rarity[at] / RARITY_STEP for at in found])
            kinds = np.array([self.names[at][0] for at in found])
            for kind in "wc":
                size = np.sqrt((weights[kinds == kind] ** 2).sum())
                weights[kinds == kind] /= size or 1.0
            data.extend(weights)
            columns.extend(found)
            ends.append(len(columns))
        return sparse.csr_matrix((data, columns, ends), shape=(len(texts), len(self.names)))


def make_table(texts: Sequence[Iterable[str]], least: Mapping[str, int], most: Mapping[str, int]) -> Table:
    """Choose the features to keep: seen at least so often, and of each kind the most frequent."""
    counts = Counter(name for features in texts for name in set(features))
    kept: list[str] = []
    for kind in "wcrs":
        of = [(-count, name) for name, count in counts.items() if name[0] == kind and count >= least.get(kind, 3)]
        kept += [name for _, name in sorted(of)[: most.get(kind, 10_000)]]
    rare = [np.log((1 + len(texts)) / (1 + counts[name])) + 1 if name[0] in "wc" else 1.0 for name in kept]
    return Table(kept, bytes(min(255, round(value * RARITY_STEP)) for value in rare))


@dataclass
class Fitted:
    """What was learned for every task over one table."""

    table: Table
    tasks: Sequence[Task]
    weights: np.ndarray  # features x columns
    bias: list[list[float]]

    def raw(self, texts: Sequence[Iterable[str]]) -> dict[str, np.ndarray]:
        """Return the shares of every task for texts, as the runtime computes them but for rounding."""
        sums = self.table.matrix(texts) @ self.weights
        found, first = {}, 0
        for task, bias in zip(self.tasks, self.bias, strict=True):
            part = sums[:, first : first + len(task.classes)] + np.array(bias)
            first += len(task.classes)
            if task.one_of:
                powers = np.exp(part - part.max(axis=1, keepdims=True))
                found[task.name] = powers / powers.sum(axis=1, keepdims=True)
            else:
                found[task.name] = 1 / (1 + np.exp(-part))
        return found


def fit(table: Table, texts: Sequence[Iterable[str]], tasks: Sequence[Task]) -> Fitted:
    """Fit every task by itself over the shared table."""
    matrix = table.matrix(texts)
    columns, biases = [], []
    for task in tasks:
        asked = np.array([answer is not None for answer in task.answers])
        weights, bias = _fit_one(matrix[asked], [a for a in task.answers if a is not None], task)
        columns.append(weights)
        biases.append(bias)
    return Fitted(table, tasks, np.hstack(columns), biases)


def _fit_one(matrix: sparse.csr_matrix, answers: list[object], task: Task) -> tuple[np.ndarray, list[float]]:
    """Return features x classes and one bias for each class."""
    weight = "balanced" if task.balanced else None
    if task.one_of:
        found = LogisticRegression(C=task.strength, class_weight=weight, max_iter=150, random_state=SEED)
        found.fit(matrix, answers)
        return _by_class(found, task)
    truth = np.array([[each in answer for each in task.classes] for answer in answers], dtype=float)  # type: ignore[operator]
    return _fit_each(matrix, truth, task)


def _fit_each(matrix: sparse.csr_matrix, truth: np.ndarray, task: Task) -> tuple[np.ndarray, list[float]]:
    """Fit yes-or-no for every class at once: the same optimum as one logistic regression each, found together."""
    rows, width, classes = *matrix.shape, truth.shape[1]
    share = truth.mean(axis=0).clip(1e-4, 1 - 1e-4)
    weight = np.where(truth > 0, 0.5 / share, 0.5 / (1 - share)) if task.balanced else np.ones_like(truth)
    turned = matrix.T.tocsr()

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        inner = flat.reshape(width + 1, classes)
        raw = matrix @ inner[:-1] + inner[-1]
        off = weight * (1 / (1 + np.exp(-raw)) - truth)
        cost = (weight * (np.logaddexp(0, raw) - truth * raw)).sum() * task.strength + (inner[:-1] ** 2).sum() / 2
        slope = np.vstack([turned @ off * task.strength + inner[:-1], off.sum(axis=0) * task.strength])
        return cost / rows, slope.ravel() / rows

    start = np.zeros((width + 1, classes))
    start[-1] = 0.0 if task.balanced else np.log(share / (1 - share))
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 6})
    inner = found.x.reshape(width + 1, classes)
    return inner[:-1], [float(each) for each in inner[-1]]


def _by_class(found: LogisticRegression, task: Task) -> tuple[np.ndarray, list[float]]:
    """Return coefficients in the order of the task's classes; two classes share one row of coefficients."""
    coefficients, bias = found.coef_, found.intercept_
    if len(found.classes_) == 2:
        coefficients, bias = np.vstack([-coefficients[0], coefficients[0]]) / 2, np.array([-bias[0], bias[0]]) / 2
    order = [list(found.classes_).index(each) for each in task.classes]
    return coefficients[order].T, [float(bias[at]) for at in order]


def write_model(fitted: Fitted, name: str, about: Mapping[str, object], path: Path, *, keep: float = 0.0) -> int:
    """Write a model; features whose strongest weight is under `keep` go. Returns its size in bytes."""
    rare = np.array([value / RARITY_STEP for value in fitted.table.rarity])
    folded = fitted.weights * np.where([n[0] in "wc" for n in fitted.table.names], rare, 1.0)[:, None]
    top = np.abs(folded).max(axis=1)
    rows = [at for at in range(len(fitted.table.names)) if top[at] >= keep]
    scales = np.abs(folded).max(axis=0) / 127
    scales[scales == 0] = 1.0
    small = np.clip(np.round(folded[rows] / scales), -127, 127).astype(np.int8)
    heads, first = [], 0
    for task, bias in zip(fitted.tasks, fitted.bias, strict=True):
        sure = list(task.sure) or [0.5] * len(task.classes)
        heads.append({"name": task.name, "one_of": task.one_of, "classes": list(task.classes), "first": first,
                      "bias": [round(b, 4) for b in bias], "sure": [round(float(s), 3) for s in sure]})  # fmt: skip
        first += len(task.classes)
    told = {
        "format": FORMAT, "name": name, **about, "heads": heads, "scales": [float(f"{s:.5g}") for s in scales],
        "features": _packed("\n".join(fitted.table.names[at] for at in rows).encode()),
        "rarity": _packed(bytes(fitted.table.rarity[at] for at in rows)),
        "weights": _packed(small.tobytes()),
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return path.stat().st_size


def _packed(content: bytes) -> str:
    return b64encode(zlib.compress(content, 9)).decode()
