"""Reads every writing pass by models that never saw it, for honest figures and for how sure to be of each flag."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.listening.figures import f1, interval, macro
from benchmarks.listening.fit import Task, fit, make_table

HELD_OUT = Path(__file__).resolve().parent / "held_out.json"
FOLDS = 4
FINE = 76
NEARLY = 0.01
LOWEST = 0.05  # share of which is tried whether it is sure enough: rare feelings have no larger ones
Answers = Sequence[Mapping[str, object]]


@dataclass
class Crossed:
    """What models that never saw a pass make of it: shares of each task, the truth, and which fold and pass."""

    shares: dict[str, np.ndarray]
    truth: list[Mapping[str, object]]
    fold: np.ndarray
    passes: list[str]

    def yes(self, task: str, at: int, name: str) -> np.ndarray:
        """Say which texts get a flag, with the share for each fold chosen on the other folds."""
        column, truth = self.shares[task][:, at], self.is_so(task, name)
        said = np.zeros(len(column), dtype=bool)
        for group in range(FOLDS):
            here = self.fold == group
            said[here] = column[here] >= best_share(column[~here], truth[~here], points=FINE)
        return said

    def is_so(self, task: str, name: str) -> np.ndarray:
        """Return the truth of one flag."""
        return np.array([name in flags if isinstance(flags := each[task], set) else False for each in self.truth])


def cross(
    read: Mapping[str, list[dict[str, tuple[int, int]]]],
    answers: Mapping[str, Answers],
    tasks: Sequence[Task],
    limits: tuple[Mapping[str, int], Mapping[str, int]],
    always: Collection[str] = (),
) -> Crossed:
    """Split whole passes into folds and read each fold by models fitted on the others.

    Passes named in `always` are learnt from every time, and never read.
    """
    split = [name for name in read if name not in always]
    found: dict[str, list[np.ndarray]] = {task.name: [] for task in tasks}
    truth: list[Mapping[str, object]] = []
    folds: list[int] = []
    passes: list[str] = []
    for group in range(FOLDS):
        held = [name for at, name in enumerate(split) if at % FOLDS == group]
        seen = [name for name in read if name not in held]
        texts = [each for name in seen for each in read[name]]
        known = [each for name in seen for each in answers[name]]
        asked = [Task(t.name, t.classes, [each[t.name] for each in known], t.strength, one_of=t.one_of) for t in tasks]
        raw = fit(make_table(texts, *limits), texts, asked).raw([each for name in held for each in read[name]])
        for task in tasks:
            found[task.name].append(raw[task.name])
        truth += [each for name in held for each in answers[name]]
        folds += [group for name in held for _ in read[name]]
        passes += [name for name in held for _ in read[name]]
    return Crossed({name: np.vstack(parts) for name, parts in found.items()}, truth, np.array(folds), passes)


def best_share(share: np.ndarray, truth: np.ndarray, lowest: float = 0.2, points: int = 31) -> float:
    """Return the share from which a yes gives the best F1."""

    def reached(least: float) -> float:
        said = share >= least
        return float(2 * (said & truth).sum() / max(said.sum() + truth.sum(), 1))

    return max((round(float(each), 3 if points > 31 else 2) for each in np.linspace(lowest, 0.8, points)), key=reached)


def nearly_best(share: np.ndarray, truth: np.ndarray) -> list[float]:
    """Return the shares from which a yes gives as good an F1 as the best but for `NEARLY`, lowest first.

    The very best one is where these texts happen to fall; the middle holds on others. The lowest is for what is better
    heard too often.
    """
    tried = np.linspace(LOWEST, 0.8, FINE).tolist()
    reached = [f1(list(zip(truth.tolist(), (share >= least).tolist(), strict=True)), wanted=True) for least in tried]
    return [least for least, value in zip(tried, reached, strict=True) if value >= max(reached) - NEARLY]


def row(name: str, pairs: list[tuple[object, object]], needs: tuple[float, float], *, flag: bool) -> dict[str, object]:
    """Return one row of held-out figures, ready to be written."""

    def measure(some: Sequence[tuple[object, object]]) -> float:
        return f1(some, wanted=True) if flag else macro(some)

    classes = {} if flag else {str(each): round(f1(pairs, each), 3) for each in sorted({t for t, _ in pairs}, key=str)}
    low, high = interval(pairs, measure)
    return {"row": name, "value": round(measure(pairs), 3), "between": [round(low, 3), round(high, 3)],
            "needs": list(needs), "classes": classes, "texts": len(pairs)}  # fmt: skip


def keep(kind: str, rows: list[dict[str, object]]) -> None:
    """Write the rows of one kind beside those of the others."""
    told = json.loads(HELD_OUT.read_text(encoding="utf-8")) if HELD_OUT.is_file() else {}
    told[kind] = rows
    HELD_OUT.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")
