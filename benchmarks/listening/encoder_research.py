"""`ENCODER=1 RESEARCH=/a/folder make models`: the encoder of the research build, which is never committed or given on.

It goes on from `first` with the training halves of AnnoMI and EPITOME alone. How far it is trusted beside the linear
models is chosen by a fifth of whole transcripts and pairs, which another encoder and other linear models never saw.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from benchmarks.listening import skills_fit, talk_fit, texts
from benchmarks.listening.encoder_choose import Shares, chosen
from benchmarks.listening.encoder_export import write
from benchmarks.listening.encoder_fit import Course
from benchmarks.listening.encoder_make import first, read_all, taught
from benchmarks.listening.encoder_texts import of_others
from benchmarks.listening.train import RESEARCH
from lamplit.engines.listening.linear import read_model
from lamplit.engines.listening.skills import REFLECTS

COURSE = Course(turns=4, rate=1e-4)
OTHERS = "others"
PLAIN = ("skills flags", f"skills {REFLECTS}")
ABOUT = {"licence": "none: not to be given on", "trained_on": "our own, GoEmotions, AnnoMI and EPITOME"}


def make() -> int:
    """Teach and write the encoder of the research build beside its linear models; returns the bytes of the weights."""
    part = taught("research_part", first(), lambda: of_others("train", _not_held), COURSE, lambda _: [])
    held = of_others("train", texts.fifth)
    trust, sure = chosen({OTHERS: read_all(part, held)}, {OTHERS: _plain(len(held))}, {OTHERS: held})
    net = taught("research", first(), lambda: of_others("train"), COURSE, lambda _: [])
    return write(
        net, RESEARCH, ABOUT, trust | dict.fromkeys(PLAIN, 0.0), sure | _sure_of_plain(RESEARCH / "skills.json")
    )


def _not_held(row: texts.Row) -> bool:
    return not texts.fifth(row)


def _plain(many: int) -> Shares:
    """Return what linear models that never saw the held texts make of them, in the order of `of_others`."""
    helpers, clients, pairs = texts.of_others("train", texts.fifth)
    found: dict[str, np.ndarray] = {}
    of_skills = [*range(len(helpers)), *range(len(helpers) + len(clients), many)]
    of_talk = range(len(helpers), len(helpers) + len(clients))
    for kind, made, rows, at in (
        ("skills", skills_fit, helpers + pairs, of_skills),
        ("talk", talk_fit, clients, list(of_talk)),
    ):
        shares: Mapping[str, np.ndarray] = made.train(*made.research_rows(_not_held)).raw(made.features(rows))
        for head, said in shares.items():
            found[f"{kind} {head}"] = np.zeros((many, said.shape[1]))
            found[f"{kind} {head}"][at] = said
    return found


def _sure_of_plain(path: Path) -> dict[str, tuple[float, ...]]:
    """Return how sure the linear model must be of what it answers alone."""
    model = read_model(path.read_text(encoding="utf-8"), str(path))
    return {key: head.sure for head in model.heads if (key := f"skills {head.name}") in PLAIN}
