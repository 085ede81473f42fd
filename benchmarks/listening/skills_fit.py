"""Trains the model of replies: from our own passes for the shipped build, with AnnoMI and EPITOME for research."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.listening.crossing import FINE, Crossed, best_share, cross, keep, nearly_best, row
from benchmarks.listening.fit import SEED, Fitted, Task, fit, make_table, write_model
from benchmarks.listening.texts import SPOKEN, Row, of_others, replies
from lamplit.engines.listening.reply import VIOLATIONS
from lamplit.engines.listening.shape import read_with
from lamplit.engines.listening.skills import FLAGS, KINDS_OF_EMPATHY, REFLECTS, skills_phrases

BEHAVIOURS = ("question", "reflection", "input", "other")
LEVELS = ("0", "1", "2")
STRENGTH = {"behaviour": 1.0, "question": 1.0, "reflection": 0.5, "flags": 1.5}
MANY = 4000
LEAST, MOST = {"w": 2, "c": 4, "r": 1, "s": 2}, {"w": 6000, "c": 6000}
NEEDS = {"behaviour": (0.75, 0.85), "validation": (0.80, 0.90), "invalidating": (0.85, 0.93),
         **dict.fromkeys(VIOLATIONS, (0.70, 0.85))}  # fmt: skip
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
        REFLECTS: {REFLECTS} if row["reflection"] else set(), "flags": flags,
        **{kind: str(empathy[kind]) for kind in KINDS_OF_EMPATHY},
    }  # fmt: skip


def of_annomi(row: Row) -> dict[str, object]:
    """Return what AnnoMI says of a therapist's turn, by task; what it does not say is left open."""
    behaviour = row["therapist_behaviour"]
    question = row["question_subtype"] or ("none" if behaviour != "question" else None)
    return {"behaviour": FROM_ANNOMI.get(str(behaviour), behaviour), "question": question,
            "reflection": row["reflection_subtype"],
            REFLECTS: {REFLECTS} if row["reflection_subtype"] else set()}  # fmt: skip


def of_epitome(row: Row) -> dict[str, object]:
    """Return what EPITOME says of a response, by task."""
    short = dict(zip(KINDS_OF_EMPATHY, ("ER", "IP", "EX"), strict=True))
    return {kind: str(row[short[kind]]) for kind in KINDS_OF_EMPATHY}


def tasks(answers: Sequence[Mapping[str, object]], more: float = 1.0) -> list[Task]:
    """Return the questions the model answers; `more` than 1 trusts the texts more, where there are many."""

    def of(name: str) -> list[object]:
        return [answer.get(name) for answer in answers]

    made = [
        Task("behaviour", BEHAVIOURS, of("behaviour"), STRENGTH["behaviour"] * more),
        Task("question", ("open", "closed", "none"), of("question"), STRENGTH["question"] * more),
        Task("reflection", ("simple", "complex"), of("reflection"), STRENGTH["reflection"] * more),
        Task(REFLECTS, (REFLECTS,), of(REFLECTS), STRENGTH["behaviour"], one_of=False),
        Task("flags", FLAGS, of("flags"), STRENGTH["flags"], one_of=False),
    ]
    return made + [Task(kind, LEVELS, of(kind), more, balanced=more > 1) for kind in KINDS_OF_EMPATHY]


def train(rows: Sequence[Row], answers: Sequence[Mapping[str, object]]) -> Fitted:
    """Fit the model of replies on rows and their answers."""
    read = features(rows)
    most, more = (MOST, 1.0) if len(rows) < MANY else ({kind: 2 * most for kind, most in MOST.items()}, 3.0)
    return fit(make_table(read, LEAST, most), read, tasks(answers, more))


def shipped_rows(leave: str = "") -> tuple[list[Row], list[Mapping[str, object]]]:
    """Return our own rows and answers, but for the pass `leave`."""
    rows = [row for name, part in replies().items() if name != leave for row in part]
    return rows, [own(row) for row in rows]


def research_rows(wanted: Callable[[Row], bool] = lambda _: True) -> tuple[list[Row], list[Mapping[str, object]]]:
    """Return our own rows with the training halves of AnnoMI and EPITOME.

    Empathy is learnt from EPITOME alone: with ours as well a held-out fifth of it was read worse (ER .63, not .73).
    """
    rows, answers = shipped_rows()
    helpers, _, pairs = of_others("train", wanted)
    own_answers = [{**each, **dict.fromkeys(KINDS_OF_EMPATHY)} for each in answers]
    return rows + helpers + pairs, [*own_answers, *map(of_annomi, helpers), *map(of_epitome, pairs)]


def crossed() -> Crossed:
    """Read every pass by models that never saw it."""
    passes = replies()
    asked = [task for task in tasks([]) if task.name in {"behaviour", "flags", REFLECTS}]
    answers = {name: [own(row) for row in rows] for name, rows in passes.items()}
    return cross({name: features(rows) for name, rows in passes.items()}, answers, asked, (LEAST, MOST))


def figures(found: Crossed) -> list[dict[str, object]]:
    """Return the held-out rows: over every pass, and over those whose writers saw nothing of the rules (`r`)."""
    behaviour = [BEHAVIOURS[at] for at in found.shares["behaviour"].argmax(axis=1)]
    rows = []
    for who, wanted in (("all passes", ""), ("other writers", "r")):
        here = [at for at, name in enumerate(found.passes) if name.startswith(wanted)]
        pairs = [(found.truth[at]["behaviour"], behaviour[at]) for at in here]
        rows.append(row(f"replies, {who}: behaviour", pairs, NEEDS["behaviour"], flag=False))
        for column, flag in enumerate(FLAGS):
            if flag in NEEDS:
                said, truth = found.yes("flags", column, flag), found.is_so("flags", flag)
                both = [(bool(truth[at]), bool(said[at])) for at in here]
                rows.append(row(f"replies, {who}: {flag}", both, NEEDS[flag], flag=True))
    return rows


def export(fitted: Fitted, path: Path, about: Mapping[str, object], sure: Mapping[str, Sequence[float]]) -> int:
    """Write the model, with how sure to be of each answer that is yes or no."""
    for task in fitted.tasks:
        task.sure = sure.get(task.name, task.sure)
    return write_model(fitted, "skills", about, path)


def make(path: Path, rows: tuple[list[Row], list[Mapping[str, object]]], about: Mapping[str, object]) -> int:
    """Train a model and write it; returns its size in bytes."""
    told = {**about, "texts": len(rows[0]), "seed": SEED}
    found = crossed()
    if path.name == "skills.json" and "research" not in str(path):
        keep("replies", figures(found))
    sure = [best_share(found.shares["flags"][:, at], found.is_so("flags", each), points=FINE)
            for at, each in enumerate(FLAGS)]  # fmt: skip
    spoken = [name.startswith(SPOKEN) for name in found.passes]
    reflects = nearly_best(found.shares[REFLECTS][spoken, 0], found.is_so(REFLECTS, REFLECTS)[spoken])[0]
    return export(train(*rows), path, told, {"flags": sure, REFLECTS: [reflects]})
