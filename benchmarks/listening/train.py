"""`make models`: trains the shipped models from our own texts and openly licensed ones, on the CPU, always the same.

With RESEARCH=1 (or a folder) the research build is trained as well, from AnnoMI and EPITOME, into a folder that is
never committed: those texts carry no licence that lets weights be given on.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks.listening import feelings_fit, signals_fit, skills_fit, talk_fit, texts

SHIPPED = ROOT / "src" / "lamplit" / "content" / "models"
RESEARCH = ROOT / "benchmarks" / "listening" / "research"


ABOUT = {"licence": "CC BY 4.0", "review_date": "2026-11-22"}


def main() -> int:
    """Train what was asked for, or everything; says what was left out and why."""
    wanted = sys.argv[1:] or ["skills", "talk", "feelings", "signals"]
    if os.environ.get("RESEARCH"):
        return research(os.environ["RESEARCH"])
    for name in wanted:
        size = shipped(name)
        print(f"{name}: {size / 1000:.0f} kB" if size else f"{name}: left as it is, its texts are not here")
    return 0


def shipped(name: str) -> int:
    """Train one shipped model; returns its size in bytes, 0 when its texts are not here."""
    about = ABOUT | {"trained_on": f"our own {name}"}
    if name == "signals":
        return signals_fit.train(SHIPPED / "signals.json", about)
    if name == "skills":
        return skills_fit.make(SHIPPED / "skills.json", skills_fit.shipped_rows(), about)
    if name == "feelings":
        return feelings_fit.make(SHIPPED / "feelings.json", ABOUT)
    return talk_fit.make(SHIPPED / "talk.json", talk_fit.shipped_rows(), about)


def research(told: str) -> int:
    """Train the research build; returns 1 when its texts are not here."""
    if Path(told).is_dir():
        os.environ["LISTENING"] = told
    if not (texts.annomi("train") and texts.epitome("train")):
        print(
            "The research build needs annomi_train.jsonl and epitome_train.jsonl. Name their folder: RESEARCH=/a/folder"
        )
        return 1
    about = {"licence": "none: not to be given on", "trained_on": "our own, AnnoMI and EPITOME (training halves)"}
    skills_fit.make(RESEARCH / "skills.json", skills_fit.research_rows(), about)
    talk_fit.make(RESEARCH / "talk.json", talk_fit.research_rows(), about)
    print(f"The research build is in {RESEARCH}. It is never committed and never given on.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
