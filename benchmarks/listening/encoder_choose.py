"""Chooses how far the encoder is trusted beside the linear models and how sure it must be, on passes neither saw."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from benchmarks.listening import skills_fit, talk_fit, texts
from benchmarks.listening.crossing import FINE, LOWEST, best_share, nearly_best, row
from benchmarks.listening.encoder_texts import HEADS, Head, Text
from benchmarks.listening.figures import f1, macro
from benchmarks.listening.marked import everything
from benchmarks.listening.marked import own as of_session
from benchmarks.listening.marked import turns as talk_turns
from lamplit.engines.listening.shape import read_with
from lamplit.engines.listening.skills import FLAGS, REFLECTS, WITH_PHRASE, skills_phrases

FOLDS = (  # whole passes of other writers; the first encoder saw none of `LATER`, so these are as new as can be
    (
        "replies/r11", "replies/r13", "replies/r15", "replies/m3", "replies/r17", "replies/r19", "replies/m4",
        "replies/k1", "replies/k3", "replies/k4", "replies/k6", "replies/k8",
        "replies/k10", "replies/k12", "replies/k14", "replies/k16", "replies/f6", "replies/v1", "replies/h1",
        "turns/t4",
        "probes/w7", "probes/w9", "probes/w10", "probes/d1", "probes/d3", "probes/o1",
        "probes/w12", "probes/w14", "probes/w16", "probes/w18",
        *(f"marked/{writer}{at}" for writer in "aceg" for at in (1, 2, 3)),
        "moments/n1", "moments/n3", "moments/n5",
    ),
    (
        "replies/r10", "replies/r12", "replies/r14", "replies/r16", "replies/f3", "replies/r18", "replies/r20",
        "replies/f4", "replies/f5", "replies/k2", "replies/k5", "replies/k7", "replies/k9",
        "replies/k11", "replies/k13", "replies/k15", "replies/k17", "replies/f7", "replies/v2",
        "replies/h2", "turns/t5",
        "probes/w8", "probes/w11", "probes/d2", "probes/o2",
        "probes/w13", "probes/w15", "probes/w17", "probes/w19",
        *(f"marked/{writer}{at}" for writer in "bdfh" for at in (1, 2, 3)),
        "moments/n2", "moments/n4", "moments/n6",
    ),
)  # fmt: skip
TRUST = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
LEAST = 1e-6
AS_LIKELY_AS_NOT = 0.5
Shares = Mapping[str, np.ndarray]  # by head: texts x classes


def plain_shares(held: Sequence[str]) -> dict[str, dict[str, np.ndarray]]:
    """Return what linear models that saw none of the held passes make of them, by pass and head."""
    replies = {f"replies/{name}": rows for name, rows in texts.replies().items()}
    turns = {f"turns/{name}": rows for name, rows in talk_turns().items()}
    sessions = everything()
    found = {}
    for kind, made, passes in (("skills", skills_fit, replies), ("talk", talk_fit, turns | sessions)):
        seen = [(name, row) for name, part in passes.items() if name not in held for row in part]
        answers = [(of_session if name in sessions else made.own)(row) for name, row in seen]
        fitted = made.train([row for _, row in seen], answers)
        for name in held:
            if name in passes:
                raw = fitted.raw(made.features(passes[name]))
                found[name] = {f"{kind} {head}": shares for head, shares in raw.items()}
    return found


def blend(head: Head, plain: np.ndarray, sensed: np.ndarray, trust: float) -> np.ndarray:
    """Return two opinions as one, as the runtime does."""
    plain, sensed = plain.clip(LEAST, 1 - LEAST), sensed.clip(LEAST, 1 - LEAST)
    if head.one_of:
        powers = plain ** (1 - trust) * sensed**trust
        return powers / powers.sum(axis=1, keepdims=True)
    odds = (1 - trust) * np.log(plain / (1 - plain)) + trust * np.log(sensed / (1 - sensed))
    return 1 / (1 + np.exp(-odds))


def reached(head: Head, shares: np.ndarray, answers: Sequence[object]) -> float:
    """Return how well shares answer one head: macro-F1, of flags the mean of the best F1 each."""
    if head.one_of:
        return macro([(str(a), head.classes[at]) for a, at in zip(answers, shares.argmax(axis=1), strict=True)])
    return float(np.mean([_best(shares[:, at], _is(answers, each)) for at, each in enumerate(head.classes)]))


def _is(answers: Sequence[object], flag: str) -> np.ndarray:
    return np.array([flag in answer for answer in answers])  # type: ignore[operator]


def _best(share: np.ndarray, truth: np.ndarray) -> float:
    least = best_share(share, truth, LOWEST, FINE)
    return f1(list(zip(truth.tolist(), (share >= least).tolist(), strict=True)), wanted=True)


def chosen(
    sensed: Mapping[str, Shares], plain: Mapping[str, Shares], known: Mapping[str, list[Text]]
) -> tuple[dict[str, float], dict[str, list[float]]]:
    """Return for each head with plain shares how far to trust the encoder, and how sure to be of each class."""
    trust, sure = {}, {}
    for head in HEADS:
        # Single turns carry far more of what stands out than a session has: by them nothing is chosen.
        here = [name for name in sensed if head.key in plain.get(name, {}) and not name.startswith("moments/")]
        if not here:
            continue
        rows = [
            (name, at) for name in here for at, each in enumerate(known[name]) if each.answers.get(head.key) is not None
        ]
        if not rows:
            continue
        answers = [known[name][at].answers[head.key] for name, at in rows]
        mine = np.array([sensed[name][head.key][at] for name, at in rows])
        theirs = np.array([plain[name][head.key][at] for name, at in rows])
        trust[head.key] = max(TRUST, key=lambda share: reached(head, blend(head, theirs, mine, share), answers))
        both = blend(head, theirs, mine, trust[head.key])
        if head.key == "skills flags":
            both = both / phrases_met(here)
        spoken = np.array([name.removeprefix("replies/").startswith(texts.SPOKEN) for name, _ in rows])
        if head.name == REFLECTS:
            sure[head.key] = [nearly_best(both[spoken, 0], _is(answers, REFLECTS)[spoken])[0]]
        else:  # flags are rare in helpers' talk: a share chosen there too would miss them where people look for them
            some = ~spoken if head.key == "skills flags" else np.ones(len(rows), dtype=bool)
            sure[head.key] = _sure(head, both[some], [answers[at] for at in np.flatnonzero(some)])
        told = {"alone": mine, "linear": theirs, "together": both}
        figures = ", ".join(f"{name} {reached(head, shares, answers):.3f}" for name, shares in told.items())
        print(f"  {head.key}: trust {trust[head.key]}; {figures}", flush=True)
    return trust, sure


@cache
def _phrases_met(name: str) -> np.ndarray:
    """Return for each reply of a pass and each flag by how much less sure one need be, as a phrase was met or not."""
    rows = texts.replies()[name.removeprefix("replies/")]
    reads = [read_with(skills_phrases(), str(row["text"]), str(row["previous"])) for row in rows]
    return np.array([[WITH_PHRASE if read.of(flag) else 1.0 for flag in FLAGS] for read in reads])


def phrases_met(names: Sequence[str]) -> np.ndarray:
    """Return the same for several passes, one after another."""
    return np.vstack([_phrases_met(name) for name in names])


def figures(
    sensed: Mapping[str, Shares], plain: Mapping[str, Shares], known: Mapping[str, list[Text]], trust: float
) -> list[dict]:
    """Return held-out rows of both together: a share chosen on one fold of writers is used on the other."""
    found = []
    head = next(each for each in HEADS if each.key == "skills flags")
    for at, flag in enumerate(head.classes):
        if flag not in skills_fit.NEEDS:
            continue
        folds = []
        for held in FOLDS:
            here = [name for name in held if name in sensed and name.startswith("replies/")]
            both = np.concatenate([blend(head, plain[n][head.key], sensed[n][head.key], trust) for n in here])
            both = (both / phrases_met(here))[:, at]
            folds.append((both, _is([each.answers[head.key] for n in here for each in known[n]], flag)))
        pairs: list[tuple[object, object]] = []
        for own, other in (folds, folds[::-1]):
            said = own[0] >= best_share(*other, points=FINE)
            pairs += zip(own[1].tolist(), said.tolist(), strict=True)
        found.append(row(f"replies, with the encoder: {flag}", pairs, skills_fit.NEEDS[flag], flag=True))
    return found


def _sure(head: Head, shares: np.ndarray, answers: Sequence[object]) -> list[float]:
    """Return how sure to be of each flag or feeling; what is one of several, and a level of empathy, as likely as not.

    A level chosen where F1 is best would follow how much empathy the writers put into their texts: others differ.
    """
    if head.one_of:
        return [AS_LIKELY_AS_NOT] * len(head.classes)
    return [float(np.median(nearly_best(shares[:, at], _is(answers, each)))) for at, each in enumerate(head.classes)]
