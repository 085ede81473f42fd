"""Measures signals on texts for development, beside peers that can be run; prints a table and writes JSON.

`python -m benchmarks.listening.run_signals`. Every figure has the range in which 95 of 100 resamples lie.
"""

import hashlib
import importlib
import json
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.listening.probes import LEVELS, chats, dev_probes, everyday, passes, unseen
from benchmarks.listening.texts import ROOT
from lamplit.cli.signals import level_of
from lamplit.engines.listening.signals import SignalEngine, read_conversation

SEED, RESAMPLES = 20261122, 200
FEWER = 1000  # everyday texts for a peer; some are slow
RESULTS = ROOT / "benchmarks" / "results" / "signals.json"
ENGINE = SignalEngine()
WORDS = re.compile(
    r"\b(suicid\w*|kill (my|him|her)self|self[- ]?harm\w*|overdos\w*|want to die|abus\w*|rape\w*)\b", re.IGNORECASE
)
Level = Callable[[str], int]
Pair = tuple[int, int]


def ours(text: str) -> int:
    """Return the level the verb `signals` would give."""
    return LEVELS.index(level_of(ENGINE.read(text).findings))


def word_list(text: str) -> int:
    """Return what a plain list of words would say."""
    return 1 if WORDS.search(text) else 0


def peers() -> dict[str, Level]:
    """Return every peer that is installed; says aloud which are not."""
    found: dict[str, Level] = {"word list": word_list}
    for name, make in (("vaderSentiment", _vader), ("pantheon_guardrails", _pantheon), ("rrt_advocate", _rrt)):
        try:
            found[name] = make(importlib.import_module(name))
        except (ImportError, AttributeError) as missing:
            print(f"LEFT OUT: {name} cannot be run here ({type(missing).__name__}).")
    return found


def _vader(module: object) -> Level:
    reader = importlib.import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    return lambda text: int(reader.polarity_scores(text)["compound"] <= -0.5)


def _pantheon(module: object) -> Level:
    find = importlib.import_module("pantheon_guardrails.crisis").CrisisProtocol().check
    return lambda text: int(find(text).triggered)


def _rrt(module: object) -> Level:
    engine = importlib.import_module("rrt_advocate").CrisisEngine("bench")
    calm = importlib.import_module("rrt_advocate").CrisisLevel.GREEN

    def level(text: str) -> int:
        engine.reset_session()
        return int(engine.assess(text).crisis_level is not calm)

    return level


def caught(pairs: Sequence[Pair], least: int) -> float:
    """Return the share of texts of level `least` or more that were flagged at all."""
    told = [said > 0 for gold, said in pairs if gold >= least]
    return sum(told) / max(1, len(told))


def false_alarm(pairs: Sequence[Pair]) -> float:
    """Return the share of texts that say nothing but were flagged."""
    told = [said > 0 for gold, said in pairs if gold == 0]
    return sum(told) / max(1, len(told))


def f1_of(pairs: Sequence[Pair], level: int) -> float:
    """Return F1 of one level."""
    both = sum(gold == said == level for gold, said in pairs)
    return 2 * both / max(1, sum(gold == level for gold, _ in pairs) + sum(said == level for _, said in pairs))


def macro(pairs: Sequence[Pair]) -> float:
    """Return the mean F1 of the three levels."""
    return sum(f1_of(pairs, level) for level in range(len(LEVELS))) / len(LEVELS)


def resampled(pairs: Sequence[Pair], figure: Callable[[Sequence[Pair]], float]) -> tuple[float, float, float]:
    """Return a figure, and where it lies in 95 of 100 resamples that are always the same."""
    draws = sorted(figure([pairs[at] for at in _draw(turn, len(pairs))]) for turn in range(RESAMPLES))
    return figure(pairs), draws[int(RESAMPLES * 0.025)], draws[int(RESAMPLES * 0.975)]


def _draw(turn: int, size: int) -> list[int]:
    """Return `size` places drawn with return, from a stream of bytes that depends on the seed and the turn alone."""
    stream = hashlib.shake_256(f"{SEED} {turn}".encode()).digest(4 * size)
    return [int.from_bytes(stream[4 * at : 4 * at + 4], "big") % size for at in range(size)]


def of_probes(rows: Sequence[Mapping[str, object]], level: Level) -> dict[str, object]:
    """Return every figure of one reader on probes."""
    pairs = [(LEVELS.index(str(row["level"])), level(str(row["text"]))) for row in rows]
    told: dict[str, object] = {
        "urgent caught": resampled(pairs, lambda each: caught(each, 2)),
        "any caught": resampled(pairs, lambda each: caught(each, 1)),
        "false alarm": resampled(pairs, false_alarm),
        "macro F1": resampled(pairs, macro),
    }
    return told | {f"F1 {name}": f1_of(pairs, at) for at, name in enumerate(LEVELS)}


def of_chats(level: Callable[[Sequence[str]], int]) -> dict[str, object]:
    """Return F1 and recall on whole youth chats (English)."""
    pairs = [(int(danger), level(turns)) for turns, danger in chats()]
    return {
        "F1": resampled(pairs, lambda each: f1_of(each, 1)),
        "recall": resampled(pairs, lambda each: caught(each, 1)),
    }


def speed(texts: Sequence[str]) -> float:
    """Return how many texts a second of one core's own time are read."""
    began = time.process_time()
    for text in texts:
        ours(text)
    return len(texts) / (time.process_time() - began)


def at_start() -> dict[str, float]:
    """Return the seconds and megabytes it takes to be ready and to have read one text."""
    code = (
        "import time; a = time.process_time(); import lamplit.engines.listening.signals as s; b = time.process_time(); "
        "s.SignalEngine().read('I like toast'); c = time.process_time(); import resource; "
        "print(b - a, c - b, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported, first, memory = map(float, done.stdout.split())
    return {"import s": imported, "first text s": first, "memory MB": memory}


def main() -> int:
    """Measure everything there are texts for."""
    found: dict[str, object] = {"seed": SEED, "machine": f"{platform.machine()} {platform.python_version()}"}
    readers = {"lamplit": ours} | peers()
    lives = everyday("dev")
    for name, level in readers.items():
        part: dict[str, object] = {"first sight": of_probes(unseen(), level)}
        if dev_probes():
            part["dev probes"] = of_probes(dev_probes(), level)
        if lives:
            part["everyday flagged"] = resampled(
                [(0, level(text)) for text in (lives if name == "lamplit" else lives[:FEWER])], false_alarm
            )
        if chats() and name == "lamplit":
            part["youth chats"] = of_chats(lambda turns: int(any(_told(turns))))
        found[name] = part
        _print({name: part})
    found["speed, texts a second"] = speed([str(row["text"]) for rows in passes().values() for row in rows][:600])
    found["start"] = at_start()
    if not lives:
        print("LEFT OUT: the texts for development are not here. Name their folder: LISTENING=/a/folder")
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    Path(RESULTS).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    _print({name: value for name, value in found.items() if name not in readers})
    return 0


def _told(turns: Sequence[str]) -> list[bool]:
    """Return for each finding of a chat whether it is more than a hard feeling."""
    return [level_of((finding,)) != "none" for _, finding in read_conversation(turns)]


def _print(told: Mapping[str, object], indent: str = "") -> None:
    """Print figures as a table of names and numbers."""
    for name, value in told.items():
        if isinstance(value, Mapping):
            print(f"{indent}{name}")
            _print(value, indent + "  ")
        elif isinstance(value, tuple):
            print(f"{indent}{name:<24}{value[0]:8.3f}   {value[1]:.3f} to {value[2]:.3f}")
        else:
            print(f"{indent}{name:<24}{value if isinstance(value, str) else round(float(str(value)), 3)}")


if __name__ == "__main__":
    sys.exit(main())
