"""Chooses when the encoder's hearing of harm is enough to speak, and how sure to be of feelings."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from benchmarks.listening.crossing import FINE, best_share
from benchmarks.listening.encoder_fit import shares
from benchmarks.listening.encoder_texts import HEADS, KEPT_BACK, Text
from benchmarks.listening.figures import macro
from benchmarks.listening.probes import everyday, passes
from benchmarks.listening.signals_fit import held_out, odds, rules
from lamplit.engines.listening.normalise import normalise
from lamplit.engines.listening.signal_model import model, opinion
from lamplit.engines.listening.signal_sense import heard_odds
from lamplit.engines.listening.telling import told_by

NEVER = -99.0  # log odds
FALSE_ALARM, EVERYDAY_FLAGGED = 0.12, 0.0045  # together with cues and linear model; the targets are .12 and .005
PRESSING = np.linspace(0.3, 0.7, 41)


def scores(levels: np.ndarray, plain: np.ndarray) -> np.ndarray:
    """Return the log odds that something is there, as the engine weighs encoder and plain odds."""
    return np.array([heard_odds(1 - float(row[0]), float(each)) for row, each in zip(levels, plain, strict=True)])


def plain_odds(text: str) -> float:
    """Return the log odds that cues and the shipped linear model give a text."""
    return opinion(normalise(text)).odds(rules(text)[0])


def has_words(some: Sequence[str]) -> np.ndarray:
    """Say which texts have a telling word, without which the encoder does not speak."""
    return np.array([bool(told_by(normalise(each))) for each in some])


def chosen(folds: Sequence[Mapping[str, Mapping[str, np.ndarray]]]) -> dict[str, list[float]]:
    """Return how sure the encoder must be that there is something, and that it is pressing."""
    plain = held_out()
    least_plain = math.log((sure := model().heads[0].sure[1]) / (1 - sure))
    calm = everyday("train")[-KEPT_BACK:]
    calm_plain, calm_told = np.array([plain_odds(each) for each in calm]), has_words(calm)
    probes = passes()
    rows, calm_said = [], []
    for fold in folds:
        for name, found in fold.items():
            if name.startswith("probes/w"):
                row = plain[name.removeprefix("probes/")]
                mine, levels = odds(row["shares"], row["met"]), found["signals level"]
                share = levels[:, 2] / (levels[:, 1] + levels[:, 2] + 1e-9)
                may = has_words([str(each["text"]) for each in probes[name.removeprefix("probes/")]])
                odds_of = np.where(may, scores(levels, mine), NEVER)
                rows += zip([name] * len(mine), row["gold"], odds_of, mine >= least_plain, share, strict=True)
        calm_said += np.where(calm_told, scores(fold["calm"]["signals level"], calm_plain), NEVER).tolist()
    names, gold, said, spoke, share = (np.array(column) for column in zip(*rows, strict=True))
    quiet = np.tile(calm_plain < least_plain, len(folds))
    left = max(0.0, EVERYDAY_FLAGGED - (1 - quiet.mean()))
    least = max(
        np.quantile(said[(gold == 0) & ~spoke], 1 - max(0.01, FALSE_ALARM - spoke[gold == 0].mean())),
        np.quantile(np.array(calm_said)[quiet], 1 - max(0.0005, left)),
    )
    heard = spoke | (said >= least)

    def reached(at: float) -> float:
        return macro(list(zip(gold.tolist(), (heard * (1 + (share >= at))).tolist(), strict=True)))

    pressing = max(PRESSING, key=reached)
    print(f"  signals: from {least:.2f}, pressing {pressing:.2f}, macro {reached(pressing):.2f}", flush=True)
    for name in sorted(set(names)):
        here = names == name
        parts = {"urgent": here & (gold == 2), "any": here & (gold > 0), "false alarm": here & (gold == 0)}
        told = ", ".join(
            f"{part} {spoke[where].mean():.2f} to {heard[where].mean():.2f}" for part, where in parts.items()
        )
        print(f"    {name}, plain to both: {told}", flush=True)
    return {"signals level": [0.5, 1 / (1 + math.exp(-float(least))), float(pressing)]}


def feelings(scores_of: np.ndarray, some: Sequence[Text]) -> dict[str, list[float]]:
    """Return how sure to be of each feeling: where F1 is best on these comments."""
    head = next(each for each in HEADS if each.kind == "feelings")
    found = shares(head, scores_of)
    truth = [each.answers[head.key] for each in some]
    there = [np.array([name in each for each in truth]) for name in head.classes]  # type: ignore[operator]
    return {head.key: [best_share(found[:, at], yes, 0.05, FINE) for at, yes in enumerate(there)]}
