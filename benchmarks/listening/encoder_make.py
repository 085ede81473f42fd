"""`ENCODER=1 make models`: teaches the sentence encoder and writes it; about an hour on two cores, step by step.

Steps, each kept in `benchmarks/listening/minilm` so that it need not be done twice: `felt` (GoEmotions alone), one for
each fold of writers, then the encoder that ships. With RESEARCH=/a/folder AnnoMI and EPITOME are learnt as well and
the encoder goes to the folder of the research build, which is never committed and never given on.
"""

import os
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

try:
    import torch
except ImportError:
    raise SystemExit(
        "The encoder is taught with PyTorch, which is not in our lock files: its usual build has several gigabytes.\n"
        "Add the small one: .venv/bin/python -m pip install torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu"
    ) from None

from benchmarks.listening import encoder_signals, texts
from benchmarks.listening.crossing import keep
from benchmarks.listening.encoder_base import KEPT
from benchmarks.listening.encoder_choose import FOLDS, chosen, figures, plain_shares
from benchmarks.listening.encoder_export import write
from benchmarks.listening.encoder_fit import Course, read, shares, teach
from benchmarks.listening.encoder_net import Net, based
from benchmarks.listening.encoder_texts import HEADS, Text, calm, felt, kept_back, of_others, ours
from benchmarks.listening.train import ABOUT, RESEARCH, SHIPPED

LICENCE = "CC BY 4.0; made from all-MiniLM-L6-v2 (Apache-2.0)"
FELT = Course(turns=3, rate=1e-4, size=48, stop=2)
ALL = Course(turns=7, rate=8e-5)
RESEARCHED = Course(turns=3, rate=8e-5)  # AnnoMI and EPITOME more than double the texts of a turn
FEELINGS = 8000  # comments by which is chosen how sure to be of a feeling; they were learnt, those of dev never are


def started() -> Net:
    """Return an encoder that has learnt feelings."""
    net, kept = based(), KEPT / "felt.pt"
    if kept.is_file():
        net.load_state_dict(torch.load(kept))
        return net
    print("feelings", flush=True)
    teach(net, felt("train"), FELT)
    torch.save(net.state_dict(), kept)
    return net


def fold(number: int) -> dict[str, dict[str, object]]:
    """Return what an encoder that never saw the passes of one fold makes of them, and of everyday texts."""
    kept = KEPT / f"fold{number}.pickle"
    if kept.is_file():
        return pickle.loads(kept.read_bytes())  # noqa: S301 - our own, written below
    held = FOLDS[number]
    print(f"fold {number}: without {', '.join(held)}", flush=True)
    passes = ours()
    net = teach(started(), _all(passes, held), ALL, calm)
    found = {name: _read(net, passes[name]) for name in held if name in passes}
    found["calm"] = _read(net, kept_back())
    kept.write_bytes(pickle.dumps(found))
    return found


def _all(passes: dict[str, list[Text]], without: Sequence[str] = ()) -> list[Text]:
    return [each for name, part in passes.items() if name not in without for each in part]


def _read(net: Net, some: list[Text]) -> dict[str, object]:
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
    passes = ours()
    folds = [fold(number) for number in range(len(FOLDS))]
    sensed = {name: found for one in folds for name, found in one.items() if name != "calm"}
    plain = {name: found for held in FOLDS for name, found in plain_shares(held).items()}
    trust, sure = chosen(sensed, plain, passes)
    sure |= encoder_signals.chosen(folds)
    keep("replies with the encoder", figures(sensed, plain, passes, trust["skills flags"]))
    research = os.environ.get("RESEARCH")
    learnt = _all(passes) + (of_others("train") if research else [])
    print(f"all: {len(learnt)} texts", flush=True)
    kept = KEPT / ("research.pt" if research else "all.pt")
    net = started()
    if kept.is_file():
        net.load_state_dict(torch.load(kept))
    else:
        torch.save(teach(net, learnt, RESEARCHED if research else ALL, calm).state_dict(), kept)
    sure |= encoder_signals.feelings(read(net, some := felt("train")[:FEELINGS]), some)
    folder = RESEARCH if research else SHIPPED
    folder.mkdir(exist_ok=True)
    about = {
        **ABOUT,
        "licence": LICENCE,
        "trained_on": "our own replies, turns and probes; GoEmotions",
        "texts": len(learnt),
    }
    if research:
        about |= {"licence": "none: not to be given on", "trained_on": "our own, GoEmotions, AnnoMI and EPITOME"}
    size = write(net, folder, about, trust, sure)
    print(f"encoder: {size / 1e6:.1f} MB in {folder}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
