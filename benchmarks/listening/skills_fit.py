"""Trains the model of replies: from our own passes for the shipped build, with AnnoMI and EPITOME for research."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.listening.fit import SEED, Fitted, Task, fit, make_table, write_model
from benchmarks.listening.texts import Row, annomi, authored, epitome
from lamplit.engines.listening.shape import read_with
from lamplit.engines.listening.skills import FLAGS, KINDS_OF_EMPATHY, skills_phrases

BEHAVIOURS = ("question", "reflection", "input", "other")
LEVELS = ("0", "1", "2")
STRENGTH = {"behaviour": 1.0, "question": 1.0, "reflection": 0.5, "flags": 1.5}
FOLDS = 4
LEAST, MOST = {"w": 2, "c": 4, "r": 1, "s": 2}, {"w": 6000, "c": 6000}
FROM_ANNOMI = {"therapist_input": "input"}


def features(rows: Sequence[Row]) -> list[dict[str, tuple[int, int]]]:
    """Return the features of every reply."""
    return [read_with(skills_phrases(), str(row["text"]), str(row["previous"])).features for row in rows]


def own(row: Row) -> dict[str, object]:
    """Return the answers of one of our own rows, by task."""
    nvc, empathy = row["nvc"], row["empathy"]
    assert isinstance(nvc, Mapping)
    assert isinstance(empathy, Mapping)
    flags = {each for each in FLAGS if row.get(each) or nvc.get(each)} | set(nvc["violations"])
    return {
        "behaviour": row["behaviour"], "question": row["question"] or "none", "reflection": row["reflection"],
        "flags": flags, **{kind: str(empathy[kind]) for kind in KINDS_OF_EMPATHY},
    }  # fmt: skip


def of_annomi(row: Row) -> dict[str, object]:
    """Return what AnnoMI says of a therapist's turn, by task; what it does not say is left open."""
    behaviour = row["therapist_behaviour"]
    question = row["question_subtype"] or ("none" if behaviour != "question" else None)
    return {"behaviour": FROM_ANNOMI.get(str(behaviour), behaviour), "question": question,
            "reflection": row["reflection_subtype"]}  # fmt: skip


def of_epitome(row: Row) -> dict[str, object]:
    """Return what EPITOME says of a response, by task."""
    short = dict(zip(KINDS_OF_EMPATHY, ("ER", "IP", "EX"), strict=True))
    return {kind: str(row[short[kind]]) for kind in KINDS_OF_EMPATHY}


def tasks(answers: Sequence[Mapping[str, object]]) -> list[Task]:
    """Return the questions the model answers."""

    def of(name: str) -> list[object]:
        return [answer.get(name) for answer in answers]

    made = [
        Task("behaviour", BEHAVIOURS, of("behaviour"), STRENGTH["behaviour"]),
        Task("question", ("open", "closed", "none"), of("question"), STRENGTH["question"]),
        Task("reflection", ("simple", "complex"), of("reflection"), STRENGTH["reflection"]),
        Task("flags", FLAGS, of("flags"), STRENGTH["flags"], one_of=False),
    ]
    return made + [Task(kind, LEVELS, of(kind), 1.0, balanced=False) for kind in KINDS_OF_EMPATHY]


def train(rows: Sequence[Row], answers: Sequence[Mapping[str, object]]) -> Fitted:
    """Fit the model of replies on rows and their answers."""
    read = features(rows)
    return fit(make_table(read, LEAST, MOST), read, tasks(answers))


def shipped_rows(leave: str = "") -> tuple[list[Row], list[Mapping[str, object]]]:
    """Return our own rows and answers, but for the pass `leave`."""
    rows = [row for name, part in authored("replies").items() if name != leave for row in part]
    return rows, [own(row) for row in rows]


def research_rows() -> tuple[list[Row], list[Mapping[str, object]]]:
    """Return our own rows with the training halves of AnnoMI and EPITOME."""
    rows, answers = shipped_rows()
    turns = [row for row in annomi("train") if row["therapist_behaviour"]]
    pairs = epitome("train")
    return rows + turns + pairs, answers + [of_annomi(t) for t in turns] + [of_epitome(p) for p in pairs]


def sure_of_flags() -> list[float]:
    """Return how sure to be of each flag, chosen where whole passes are read by a model that never saw them."""
    passes = authored("replies")
    read = {name: features(rows) for name, rows in passes.items()}
    shares, truths = [], []
    for group in range(FOLDS):
        held = [name for at, name in enumerate(passes) if at % FOLDS == group]
        seen = [name for name in passes if name not in held]
        texts = [each for name in seen for each in read[name]]
        answers = [own(row)["flags"] for name in seen for row in passes[name]]
        task = Task("flags", FLAGS, answers, STRENGTH["flags"], one_of=False)
        fitted = fit(make_table(texts, LEAST, MOST), texts, [task])
        shares.append(fitted.raw([each for name in held for each in read[name]])["flags"])
        truths += [own(row)["flags"] for name in held for row in passes[name]]
    share = np.vstack(shares)
    return [best_share(share[:, at], np.array([each in truth for truth in truths])) for at, each in enumerate(FLAGS)]  # type: ignore[operator]


def best_share(share: np.ndarray, truth: np.ndarray) -> float:
    """Return the share from which a yes gives the best F1."""

    def f1(least: float) -> float:
        hit = share >= least
        return float(2 * (hit & truth).sum() / max(hit.sum() + truth.sum(), 1))

    return max((round(float(each), 2) for each in np.linspace(0.2, 0.8, 31)), key=f1)


def export(fitted: Fitted, path: Path, about: Mapping[str, object], sure: Sequence[float]) -> int:
    """Write the model, with how sure to be of each flag."""
    for task in fitted.tasks:
        if task.name == "flags":
            task.sure = sure
    return write_model(fitted, "skills", about, path, keep=0.02)


def make(path: Path, rows: tuple[list[Row], list[Mapping[str, object]]], about: Mapping[str, object]) -> int:
    """Train a model and write it; returns its size in bytes."""
    told = {**about, "texts": len(rows[0]), "seed": SEED}
    return export(train(*rows), path, told, sure_of_flags())
