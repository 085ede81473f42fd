"""Measures replies, turns and feelings on the dev halves; prints each row of the table beside its floor and goal.

The figures for replies by other authors come from `held_out.json`, written by `make models`: each writing pass is read
by a model that never saw it. Rows whose texts are not here are named and left out.
"""

import json
import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks.listening import texts
from benchmarks.listening.figures import Pairs, f1, interval, macro
from lamplit.engines.listening.encoder import Build, Encoder, encoder, scored_by
from lamplit.engines.listening.feelings import feelings_model, read_feelings
from lamplit.engines.listening.linear import LinearModel, read_model
from lamplit.engines.listening.reply import VIOLATIONS, Reply
from lamplit.engines.listening.skills import KINDS_OF_EMPATHY, read_reply, skills_model
from lamplit.engines.listening.talk import read_client_turn, talk_model

RESEARCH = Path(__file__).resolve().parent / "research"
UNSEEN = texts.AUTHORED / "unseen"  # exams: nothing learns from them
HELD_OUT = Path(__file__).resolve().parent / "held_out.json"
NEEDS = {"shipped": {"therapist": (0.64, 0.74), "client": (0.42, 0.52), "question": (0.74, 0.80),
                     "reflection": (0.58, 0.64), "ER": (0.66, 0.72), "EX": (0.62, 0.70), "IP": (0.72, 0.80),
                     "feelings": (0.47, 0.52)},
         "research": {"therapist": (0.76, 0.80), "client": (0.53, 0.62), "question": (0.79, 0.83),
                      "reflection": (0.65, 0.68), "ER": (0.77, 0.80), "IP": (0.60, 0.67),
                      "EX": (0.74, 0.78)}}  # fmt: skip


# Replies of a writer whose pass is never learnt from and by which nothing is chosen.
FIRST_SIGHT = {"behaviour": (0.75, 0.85), "validation": (0.80, 0.90), "invalidating": (0.85, 0.93),
               **dict.fromkeys(VIOLATIONS, (0.70, 0.85))}  # fmt: skip
NEEDS["shipped"] |= FIRST_SIGHT
NEEDS["plain"] = NEEDS["shipped"]


class Readers(NamedTuple):
    """Who reads replies and who reads turns."""

    skills: Build
    talk: Build


@dataclass
class Figure:
    """One row of the table: what, of which build, the figure with its interval, floor, goal and classes."""

    row: str
    build: str
    value: float
    between: tuple[float, float]
    needs: tuple[float, float]
    classes: dict[str, float] = field(default_factory=dict)
    texts: int = 0

    def line(self) -> str:
        """Return the row as it is printed."""
        mark = "goal " if self.value >= self.needs[1] else "floor" if self.value >= self.needs[0] else "UNDER"
        classes = " ".join(f"{name} {value:.2f}" for name, value in self.classes.items())
        low, high = self.between
        return (f"{mark} {self.row:48} {self.build:9} {self.value:.3f} [{low:.2f}-{high:.2f}] "
                f"floor {self.needs[0]:.2f} goal {self.needs[1]:.2f} n={self.texts} {classes}")  # fmt: skip


def figure(row: str, build: str, pairs: Pairs, measure: Callable[[Pairs], float] = macro) -> Figure:
    """Return one row from (truth, answer) pairs."""
    classes = {str(each): round(f1(pairs, each), 3) for each in sorted({truth for truth, _ in pairs}, key=str)}
    needs = NEEDS[build][row.split(" ")[-1]]
    value, between = measure(pairs), interval(pairs, measure)
    return Figure(row, build, round(value, 3), between, needs, classes, len(pairs))


def present(pairs: Pairs) -> float:
    """Return F1 of "there at all" for levels 0 to 2."""
    return f1([(truth != 0, answer != 0) for truth, answer in pairs], wanted=True)


def of_therapists(build: str, readers: Readers) -> Iterator[Figure]:
    """Give the rows of AnnoMI's therapists."""
    turns = [row for row in texts.annomi("dev") if row["therapist_behaviour"]]
    if not turns:
        return
    read = [read_reply(str(row["text"]), str(row["previous"]), readers.skills) for row in turns]
    both = list(zip(turns, read, strict=True))
    named = {"therapist_input": "input"}
    yield figure("AnnoMI therapist", build, [
        (named.get(str(row["therapist_behaviour"]), row["therapist_behaviour"]), reply.behaviour) for row, reply in both
    ])  # fmt: skip
    asked = [(row["question_subtype"], reply.question) for row, reply in both if row["question_subtype"]]
    yield figure("AnnoMI question", build, asked)
    said = [(row["reflection_subtype"], reply.reflection) for row, reply in both if row["reflection_subtype"]]
    yield figure("AnnoMI reflection", build, said)


def of_clients(build: str, readers: Readers) -> Iterator[Figure]:
    """Give the row of AnnoMI's clients."""
    turns = [row for row in texts.annomi("dev") if row["client_talk"]]
    if turns:
        yield figure("AnnoMI client", build, [
            (row["client_talk"], read_client_turn(str(row["text"]), str(row["previous"]), readers.talk).talk)
            for row in turns
        ])  # fmt: skip


def of_empathy(build: str, readers: Readers) -> Iterator[Figure]:
    """Give the rows of EPITOME: there or not for the shipped build, three levels for research."""
    pairs = texts.epitome("dev")
    read = [read_reply(str(row["text"]), str(row["previous"]), readers.skills).empathy for row in pairs]
    for short, kind in zip(("ER", "IP", "EX"), KINDS_OF_EMPATHY, strict=True):
        levels = [(row[short], getattr(empathy, kind)) for row, empathy in zip(pairs, read, strict=True)]
        if levels:
            yield figure(f"EPITOME {short}", build, levels, macro if build == "research" else present)


def of_first_sight(build: str, readers: Readers) -> Iterator[Figure]:
    """Give the rows of the exams of replies: what a reply does, validation, dismissing and the violations."""
    exams = {path.stem.removeprefix("replies_"): texts.rows(path) for path in sorted(UNSEEN.glob("replies_*.jsonl"))}
    both = {
        name: [(row, read_reply(str(row["text"]), str(row["previous"]), readers.skills)) for row in rows]
        for name, rows in exams.items()
    }
    for name, some in (*both.items(), ("all", [each for part in both.values() for each in part])):
        told = [(row["behaviour"], reply.behaviour) for row, reply in some if row["behaviour"]]
        if told:
            yield figure(f"first sight, {name}: behaviour", build, told)
        for flag in FIRST_SIGHT:
            if flag != "behaviour":
                pairs = [(_given(row, flag), _found(reply, flag)) for row, reply in some if not _open(row, flag)]
                yield figure(f"first sight, {name}: {flag}", build, pairs, lambda some: f1(some, wanted=True))


def _open(row: texts.Row, flag: str) -> bool:
    """Say whether the writer of an exam left a label open, for careful colleagues could differ."""
    left = row.get("unscored")
    return isinstance(left, list) and flag in left


def _given(row: texts.Row, flag: str) -> bool:
    nvc = row["nvc"]
    return bool(row.get(flag)) or (isinstance(nvc, dict) and flag in nvc["violations"])


def _found(reply: Reply, flag: str) -> bool:
    return flag in reply.nvc.violations or bool(getattr(reply, flag, False))


def of_feelings() -> Iterator[Figure]:
    """Give the row of GoEmotions: the mean F1 over its 28 labels."""
    rows = texts.goemotions("dev")
    if not rows:
        return
    classes = feelings_model().heads[0].classes
    read = [{each.name for each in read_feelings(str(row["text"]))} for row in rows]
    neutral = [_neutral(str(row["text"])) for row in rows]
    by_class = {}
    for name in classes:
        said = neutral if name == "neutral" else [name in found for found in read]
        truth = [name in labels if isinstance(labels := row["labels"], list) else False for row in rows]
        by_class[name] = round(f1(list(zip(truth, said, strict=True)), wanted=True), 3)
    value = sum(by_class.values()) / len(by_class)
    yield Figure("GoEmotions feelings", "shipped", round(value, 3), (value, value), NEEDS["shipped"]["feelings"],
                 by_class, len(rows))  # fmt: skip


def _neutral(text: str) -> bool:
    """Say whether the model takes a comment for neutral, which the reader itself never returns."""
    from lamplit.engines.listening.linear import features_of  # noqa: PLC0415 - only for measuring
    from lamplit.engines.listening.tokens import read_tokens  # noqa: PLC0415

    model = feelings_model()
    scored, sense = scored_by((model, encoder()), "feelings", features_of(read_tokens(text)), (text, ""))
    head = (sense or model).heads[0]
    return scored.shares["feelings"]["neutral"] >= head.sure[head.classes.index("neutral")]


def held_out() -> Iterator[Figure]:
    """Give the rows of replies and turns by writers the model never read, as `make models` measured them."""
    if not HELD_OUT.is_file():
        return
    kinds = json.loads(HELD_OUT.read_text(encoding="utf-8"))
    for told in [each for rows in kinds.values() for each in rows]:
        yield Figure(told["row"], "held out", told["value"], tuple(told["between"]), tuple(told["needs"]),
                     told["classes"], told["texts"])  # fmt: skip


def speed() -> dict[str, float]:
    """Return how many of our own replies and turns a second of one core reads, without the encoder and with it."""
    found = {}
    for tier, of in (("plain", None), ("encoder", encoder())):
        for kind, read, model in (("replies", read_reply, skills_model()), ("turns", read_client_turn, talk_model())):
            rows = [row for part in texts.authored(kind).values() for row in part][:: 1 if tier == "plain" else 4]
            began = time.process_time()
            for row in rows:
                read(str(row["text"]), str(row["previous"]), (model, of))
            found[f"{kind}, {tier}"] = round(len(rows) / (time.process_time() - began))
    return found


def research(name: str) -> LinearModel | None:
    """Return a model of the research build, if it was trained here."""
    path = RESEARCH / f"{name}.json"
    return read_model(path.read_text(encoding="utf-8"), str(path)) if path.is_file() else None


def research_encoder() -> Encoder | None:
    """Return the encoder of the research build, if it was taught here."""
    paths = [RESEARCH / name for name in ("encoder.onnx", "encoder.json", "encoder-vocabulary.txt")]
    if not all(path.is_file() for path in paths):
        return None
    return Encoder(paths[0].read_bytes(), *(path.read_text(encoding="utf-8") for path in paths[1:]))


def measured() -> Iterator[Figure]:
    """Give every row there are texts for."""
    builds = {
        "plain": Readers((skills_model(), None), (talk_model(), None)),
        "shipped": Readers((skills_model(), encoder()), (talk_model(), encoder())),
    }
    skills, talk = research("skills"), research("talk")
    if skills and talk:
        sensing = research_encoder()
        builds["research"] = Readers((skills, sensing), (talk, sensing))
    for build, readers in builds.items():
        yield from of_therapists(build, readers)
        yield from of_clients(build, readers)
        yield from of_empathy(build, readers)
        if build != "research":
            yield from of_first_sight(build, readers)
    yield from of_feelings()
    yield from held_out()


def main() -> Mapping[str, object]:
    """Print the table, write the results; returns them."""
    figures = []
    for each in measured():
        figures.append(each)
        print(each.line(), flush=True)
    if not texts.annomi("dev"):
        print(f"AnnoMI, EPITOME and GoEmotions are not in {texts.folder()}: their rows are left out.")
    quick = speed()
    told_quick = ", ".join(f"{name} {value}" for name, value in quick.items())
    print(f"      read in a second of one core (floors 1000, 120 with the encoder): {told_quick}")
    told = {"on": {"python": sys.version, "machine": platform.platform()}, "seed": texts.SEED, "per_second": quick,
            "rows": [vars(each) for each in figures]}  # fmt: skip
    out = ROOT / "benchmarks" / "results" / "skills.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return told


if __name__ == "__main__":
    main()
