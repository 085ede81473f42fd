"""`ENCODER=1 make models`: teaches the sentence encoder and writes it; about two hours on two cores, step by step.

Steps, each kept in `benchmarks/listening/minilm` so that it need not be done twice: `felt` (GoEmotions alone), `first`
(our own passes but the later ones: what shipped first), one for each fold of the later writers, then the encoder that
ships: taught on from the first, then the mean of both, then its last layers once more. With RESEARCH=/a/folder see
`encoder_research`.
"""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

import numpy as np

try:
    import torch
except ImportError:
    raise SystemExit(
        "The encoder is taught with PyTorch, which is not in our lock files: its usual build has several gigabytes.\n"
        "Add the small one: .venv/bin/python -m pip install torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu"
    ) from None

from benchmarks.listening import encoder_signals, feelings_fit, texts
from benchmarks.listening.crossing import keep
from benchmarks.listening.encoder_base import KEPT
from benchmarks.listening.encoder_choose import FOLDS, chosen, figures, plain_shares
from benchmarks.listening.encoder_export import write
from benchmarks.listening.encoder_fit import Course, More, read, shares, teach
from benchmarks.listening.encoder_net import COLUMNS, Net, based
from benchmarks.listening.encoder_signals import CLEAREST, clearest
from benchmarks.listening.encoder_texts import (
    AT_LAST,
    HEADS,
    KEPT_BACK,
    LATER,
    NEWEST,
    Text,
    calm,
    everyday_texts,
    felt,
    kept_back,
    ours,
)
from benchmarks.listening.probes import everyday
from benchmarks.listening.probes import passes as probes
from benchmarks.listening.train import ABOUT, RESEARCH, SHIPPED
from lamplit.engines.listening.talk import SIGNS

LICENCE = "CC BY 4.0; made from all-MiniLM-L6-v2 (Apache-2.0)"
FELT = Course(turns=3, rate=1e-4, size=48, stop=2)
FIRST = Course(turns=7, rate=8e-5)
FURTHER = Course(turns=4, rate=6e-5, words_stay=True, heads=5e-4)
ALONE = Course(turns=1, rate=4e-5, words_stay=True, heads=5e-4)  # once more, with replies to nothing among them
STEPS = ("alone", "more")  # turns of that kind: a second one came with `k4` to `k9`
TOP = Course(turns=2, rate=3e-5, heads=5e-4, layers=2)  # at last, on the mean of both: see `Course`
LAST = Course(turns=8, rate=0.0, heads=5e-3, heads_alone=True)  # for an answer that was added last
SIGNS_LAST = Course(turns=16, rate=0.0, heads=3e-3, heads_alone=True)
OF_HARM = f"talk {SIGNS}"
LEVEL = next(head for head in HEADS if head.key == "signals level")
NEW = 0.5  # share of what was taught on in the mean of both weights


def started() -> Net:
    """Return an encoder that has learnt feelings."""
    return taught("felt", based(), lambda: felt("train"), FELT, lambda _: [])


def first() -> Net:
    """Return the encoder that shipped first, before the later passes were written."""
    return taught("first", started(), lambda: _all(ours(), LATER), FIRST)


def fold(number: int) -> dict[str, dict[str, object]]:
    """Return what an encoder that never saw the passes of one fold makes of them, and of everyday texts."""
    passes, held = ours(), FOLDS[number]
    net = taught(f"fold{number}", first(), lambda: _all(passes, (*held, *NEWEST)), FURTHER)
    net = _finished(f"fold{number}", net, _all(passes, held))
    found = {name: read_all(net, passes[name]) for name in held if name in passes}
    found["calm"] = read_all(net, kept_back())
    whole = {f"probes/{name}": rows for name, rows in probes().items()}
    said = {name: [str(row["text"]) for row in whole[name]] for name in found if name in whole}
    for name, some in (said | {"calm": everyday("train")[-KEPT_BACK:]}).items():
        found[name][CLEAREST] = clearest(lambda parts: shares(LEVEL, read(net, parts)), some)
    return found


def taught(name: str, net: Net, learnt: Callable[[], list[Text]], course: Course, more: More = calm) -> Net:
    """Return `net` taught on, from the file of that name when it was done before."""
    kept = KEPT / f"{name}.pt"
    if kept.is_file():
        net.load_state_dict(_grown(torch.load(kept)))
        return net
    print(f"{name}: {len(some := learnt())} texts", flush=True)
    teach(net, some, course, more)
    torch.save(net.state_dict(), kept)
    return net


def _once_more(name: str, net: Net, learnt: list[Text]) -> Net:
    """Return `net` taught on by a turn for each of `STEPS`."""
    for step in STEPS:
        net = taught(f"{name}_{step}", net, lambda: learnt, ALONE)
    return net


def _grown(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return kept weights with nothing yet for answers that were added after them."""
    missing = COLUMNS - len(state["heads.bias"])
    heads = {"heads.weight": (0, 0, 0, missing), "heads.bias": (0, missing)}
    return state | {name: torch.nn.functional.pad(state[name], more) for name, more in heads.items()}


def _finished(name: str, net: Net, learnt: list[Text]) -> Net:
    """Return an encoder taught on, as its mean with the first one, with its last layers and what reports ask taught.

    The mean of both, weight by weight, forgets less of what the first had learnt (Wortsman and others, "Robust
    fine-tuning of zero-shot models", CVPR 2022).
    """
    net = _once_more(name, net, learnt)
    old, new = first().state_dict(), net.state_dict()
    net.load_state_dict({each: (1 - NEW) * old[each] + NEW * new[each] for each in new})
    net = taught(f"{name}_top", net, lambda: learnt, TOP)
    net = teach(net, _asked(learnt, AT_LAST), LAST)
    calm_too = [replace(each, answers={OF_HARM: set()}) for each in everyday_texts()]
    return teach(net, [*_asked(learnt, (OF_HARM,)), *calm_too], SIGNS_LAST)


def _asked(learnt: list[Text], keys: Sequence[str]) -> list[Text]:
    """Return the texts of which an answer to one of some questions is known, with these answers alone."""
    told = [replace(each, answers={key: each.answers.get(key) for key in keys}) for each in learnt]
    return [each for each in told if any(answer is not None for answer in each.answers.values())]


def _all(passes: dict[str, list[Text]], without: Sequence[str] = ()) -> list[Text]:
    return [each for name, part in passes.items() if name not in without for each in part]


def read_all(net: Net, some: list[Text]) -> dict[str, np.ndarray]:
    """Return the shares of every head for texts, by head: texts x classes, each from 0 to 1."""
    scores = read(net, some)
    return {head.key: shares(head, scores) for head in HEADS}


def main() -> int:
    """Teach and write the encoder that ships, or the one for research."""
    if not texts.goemotions("train"):
        print(
            f"GoEmotions is not in {texts.folder()}: the encoder is left as it is. Name the folder: LISTENING=/a/folder"
        )
        return 1
    torch.set_num_threads(os.cpu_count() or 1)
    if os.environ.get("RESEARCH"):
        from benchmarks.listening import encoder_research  # noqa: PLC0415 - it goes on from what is made here

        print(f"encoder: {encoder_research.make() / 1e6:.1f} MB in {RESEARCH}")
    else:
        print(f"encoder: {shipped() / 1e6:.1f} MB in {SHIPPED}")
    return 0


def shipped() -> int:
    """Teach and write the encoder that ships; returns the bytes of the weights."""
    passes = ours()
    learnt = _all(passes)
    folds = [fold(number) for number in range(len(FOLDS))]
    sensed = {name: found for one in folds for name, found in one.items() if name != "calm"}
    plain = {name: found for held in FOLDS for name, found in plain_shares(held).items()}
    net = _finished("all", taught("all", first(), lambda: learnt, FURTHER), learnt)
    # Comments were learnt by the encoder, though not by the linear model beside it; those of dev never are.
    comments = [felt("train")[at] for at in feelings_fit.measured()]
    trust, sure = chosen(
        sensed | {"comments": read_all(net, comments)},
        plain | {"comments": {"feelings feelings": feelings_fit.held_out()}},
        passes | {"comments": comments},
    )
    sure |= encoder_signals.chosen(folds) | encoder_signals.chosen_in_talk(sensed, passes)
    keep("replies with the encoder", figures(sensed, plain, passes, trust["skills flags"]))
    about = {
        **ABOUT,
        "licence": LICENCE,
        "trained_on": "our own replies, turns and probes; GoEmotions",
        "texts": len(learnt),
    }
    return write(net, SHIPPED, about, trust, sure)


if __name__ == "__main__":
    raise SystemExit(main())
