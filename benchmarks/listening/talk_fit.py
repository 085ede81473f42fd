"""Trains the model of clients' turns: from our own passes for the shipped build, with AnnoMI for research."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.listening.crossing import Crossed, best_share, cross, keep, row
from benchmarks.listening.fit import SEED, Fitted, Task, fit, make_table, write_model
from benchmarks.listening.marked import by_writer, everything, moments, of_harm, turns
from benchmarks.listening.marked import own as of_session
from benchmarks.listening.texts import Row, of_others
from lamplit.engines.listening.shape import read_with
from lamplit.engines.listening.talk import STANDS_OUT, STRUGGLE, TURNING, talk_phrases

TALK = ("change", "sustain", "neutral")
LEAST, MOST = {"w": 2, "c": 4, "r": 1, "s": 2}, {"w": 5000, "c": 5000}


def features(rows: Sequence[Row]) -> list[dict[str, tuple[int, int]]]:
    """Return the features of every turn."""
    return [read_with(talk_phrases(), str(row["text"]), str(row["previous"])).features for row in rows]


def own(row: Row) -> dict[str, object]:
    """Return the answers of one of our own rows, by task."""
    return {
        "talk": row["talk"],
        "flags": {each for each in STANDS_OUT if row[each]},
        STRUGGLE: {STRUGGLE} if row[STRUGGLE] else set(),
        "turning": None,
        **of_harm(row),
    }


def of_annomi(row: Row) -> dict[str, object]:
    """Return what AnnoMI says of a client's turn."""
    return {"talk": row["client_talk"], "flags": None, STRUGGLE: None, "turning": None}


def train(rows: Sequence[Row], answers: Sequence[Mapping[str, object]]) -> Fitted:
    """Fit the model of turns on rows and their answers."""
    read = features(rows)
    return fit(make_table(read, LEAST, MOST), read, tasks(answers))


def tasks(answers: Sequence[Mapping[str, object]]) -> list[Task]:
    """Return the questions the model answers."""
    return [
        Task("talk", TALK, [answer["talk"] for answer in answers], 1.0),
        Task("flags", STANDS_OUT, [answer["flags"] for answer in answers], 1.5, one_of=False),
        Task(STRUGGLE, (STRUGGLE,), [answer[STRUGGLE] for answer in answers], 1.5, one_of=False),
        Task("turning", TURNING, [answer["turning"] for answer in answers], 1.5, one_of=False),
    ]


def shipped_rows(leave: str = "") -> tuple[list[Row], list[Mapping[str, object]]]:
    """Return our own rows and answers, but for the pass `leave`."""
    rows = [row for name, part in turns().items() if name != leave for row in part]
    marked = [row for part in everything().values() for row in part]
    return rows + marked, [own(row) for row in rows] + [of_session(row) for row in marked]


def research_rows(wanted: Callable[[Row], bool] = lambda _: True) -> tuple[list[Row], list[Mapping[str, object]]]:
    """Return our own rows with the training half of AnnoMI."""
    rows, answers = shipped_rows()
    _, clients, _ = of_others("train", wanted)
    return rows + clients, [*answers, *map(of_annomi, clients)]


def crossed() -> Crossed:
    """Read every pass by models that never saw it; they saw the other passes and what was marked elsewhere."""
    passes = turns()
    return _cross(passes, {name: [own(row) for row in rows] for name, rows in passes.items()}, everything(), tasks([]))


def crossed_sessions() -> Crossed:
    """Read the marked sessions of every writer by models that saw only those of others, and all single turns."""
    passes = by_writer()
    answers = {name: [of_session(row) for row in rows] for name, rows in passes.items()}
    asked = [task for task in tasks([]) if task.name in {"flags", "turning"}]
    return _cross(passes, answers, moments(), asked)


def _cross(
    passes: Mapping[str, list[Row]], answers: Mapping[str, list[Mapping[str, object]]],
    beside: Mapping[str, list[Row]], asked: Sequence[Task],
) -> Crossed:  # fmt: skip
    read = {name: features(rows) for name, rows in (dict(passes) | dict(beside)).items()}
    known = dict(answers) | {name: [of_session(row) for row in rows] for name, rows in beside.items()}
    return cross(read, known, asked, (LEAST, MOST), always=beside)


def figures(found: Crossed) -> list[dict[str, object]]:
    """Return the held-out row of talk."""
    talk = [TALK[at] for at in found.shares["talk"].argmax(axis=1)]
    pairs = [(truth["talk"], said) for truth, said in zip(found.truth, talk, strict=True)]
    hard = list(zip(found.is_so(STRUGGLE, STRUGGLE).tolist(), found.yes(STRUGGLE, 0, STRUGGLE).tolist(), strict=True))
    return [
        row("turns, all passes: talk", pairs, (0.42, 0.52), flag=False),
        row("turns, all passes: something hard is told", hard, (0.5, 0.7), flag=True),
    ]


def make(path: Path, rows: tuple[list[Row], list[Mapping[str, object]]], about: Mapping[str, object]) -> int:
    """Train a model and write it; returns its size in bytes."""
    fitted = train(*rows)
    found = crossed()
    if "research" not in str(path):
        keep("turns", figures(found))
    fitted.tasks[1].sure = [best_share(found.shares["flags"][:, at], found.is_so("flags", each))
                            for at, each in enumerate(STANDS_OUT)]  # fmt: skip
    fitted.tasks[2].sure = [best_share(found.shares[STRUGGLE][:, 0], found.is_so(STRUGGLE, STRUGGLE))]
    turned = crossed_sessions()
    fitted.tasks[3].sure = [best_share(turned.shares["turning"][:, at], turned.is_so("turning", each))
                            for at, each in enumerate(TURNING)]  # fmt: skip
    return write_model(fitted, "talk", {**about, "texts": len(rows[0]), "seed": SEED}, path, keep=0.02)
