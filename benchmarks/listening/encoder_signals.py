"""Chooses when the encoder's hearing of harm is enough to speak, beside cues and linear model."""

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from benchmarks.listening.encoder_texts import KEPT_BACK, Text, text_of
from benchmarks.listening.figures import macro
from benchmarks.listening.probes import everyday, passes
from benchmarks.listening.signals_fit import BESIDE, CHOSEN_BY, OTHERS, choose, held_out, odds, rules
from lamplit.engines.listening.normalise import normalise
from lamplit.engines.listening.sentences import sentences_of
from lamplit.engines.listening.signal_model import opinion
from lamplit.engines.listening.signal_sense import ASKED_FROM, heard_odds
from lamplit.engines.listening.talk import SIGNS
from lamplit.engines.listening.telling import told_by

NEVER = -99.0  # log odds
CLEAREST = "clearest sentence"  # name under which a fold keeps what `clearest` gives
# Together with cues and linear model, on passes held out. The targets are .12 and .005; but these passes mislead on
# purpose, and models that know half of what the finished ones know flag everyday texts twice as often.
FALSE_ALARM, EVERYDAY_FLAGGED = 0.14, 0.0065
IN_TALK = 0.05  # of turns of talk that say nothing of harm, held out: how many may seem to
PRESSING = np.linspace(0.3, 0.7, 41)


def clearest(shares_of: Callable[[list[Text]], np.ndarray], some: Sequence[str]) -> np.ndarray:
    """Return the log odds that something is there in the clearest sentence of each text that has several, by itself."""
    cut = [[each.text for each in sentences_of(text)] for text in some]
    parts = [(at, text_of(part, "", {})) for at, whole in enumerate(cut) if len(whole) > 1 for part in whole]
    best = np.full(len(some), -NEVER)
    best[sorted({at for at, _ in parts})] = NEVER
    for (at, _), row in zip(parts, shares_of([text for _, text in parts]), strict=True):
        best[at] = max(best[at], heard_odds(1 - float(row[0]), 0.0, told=False))
    return best


def scores(levels: np.ndarray, plain: np.ndarray, told: np.ndarray, by_itself: np.ndarray) -> np.ndarray:
    """Return the log odds that something is there, as the engine weighs encoder and plain odds.

    Where no word tells it, they are no more than those of the clearest sentence, and none where it is not asked.
    """
    found = []
    for row, each, word, one in zip(levels, plain, told, by_itself, strict=True):
        odds_of = heard_odds(1 - float(row[0]), float(each), told=bool(word))
        found.append(odds_of if word else min(odds_of, float(one)) if each >= ASKED_FROM else NEVER)
    return np.array(found)


def plain_odds(text: str) -> float:
    """Return the log odds that cues and the shipped linear model give a text."""
    return opinion(normalise(text)).odds(rules(text)[0])


def has_words(some: Sequence[str]) -> np.ndarray:
    """Say which texts have a telling word."""
    return np.array([bool(told_by(normalise(each))) for each in some])


def chosen(folds: Sequence[Mapping[str, Mapping[str, np.ndarray]]]) -> dict[str, list[float]]:
    """Return how sure cues and linear model must be beside it, how sure it itself, and how sure that it is pressing."""
    plain = held_out()
    beside = choose(plain, BESIDE)[0]
    least_plain = math.log(beside / (1 - beside))
    calm = everyday("train")[-KEPT_BACK:]
    calm_plain, calm_told = np.array([plain_odds(each) for each in calm]), has_words(calm)
    probes = passes()
    rows, calm_said = [], []
    for fold in folds:
        for name, found in fold.items():
            if name.startswith(tuple(f"probes/{each}" for each in OTHERS)):
                row = plain[name.removeprefix("probes/")]
                mine, levels = odds(row["shares"], row["met"]), found["signals level"]
                share = levels[:, 2] / (levels[:, 1] + levels[:, 2] + 1e-9)
                may = has_words([str(each["text"]) for each in probes[name.removeprefix("probes/")]])
                odds_of = scores(levels, mine, may, found[CLEAREST])
                rows += zip([name] * len(mine), row["gold"], odds_of, mine >= least_plain, share, strict=True)
        calm_said += scores(fold["calm"]["signals level"], calm_plain, calm_told, fold["calm"][CLEAREST]).tolist()
    names, gold, said, spoke, share = (np.array(column) for column in zip(*rows, strict=True))
    by = np.char.startswith(names, f"probes/{CHOSEN_BY}") & (gold == 0)
    quiet = np.tile(calm_plain < least_plain, len(folds))
    left = max(0.0, EVERYDAY_FLAGGED - (1 - quiet.mean()))
    least = max(
        np.quantile(said[by & ~spoke], 1 - max(0.01, FALSE_ALARM - spoke[by].mean())),
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
    return {"signals level": [beside, 1 / (1 + math.exp(-float(least))), float(pressing)]}


def chosen_in_talk(
    sensed: Mapping[str, Mapping[str, np.ndarray]], known: Mapping[str, Sequence[Text]]
) -> dict[str, list[float]]:
    """Return how sure the encoder must be that a turn of talk says something about harm, by turns held out."""
    key = f"talk {SIGNS}"
    turns = [
        (float(share[0]), each.answers[key])
        for name, found in sensed.items() if name.startswith(("turns/", "marked/", "moments/"))
        for share, each in zip(found[key], known[name], strict=True)
    ]  # fmt: skip
    said = np.array([share for share, answer in turns if not answer])
    true = np.array([share for share, answer in turns if answer])
    least = float(np.quantile(said, 1 - IN_TALK))
    print(f"  signs in talk: from {least:.3f}, {np.mean(true >= least):.2f} of {len(true)} heard", flush=True)
    return {key: [least]}
