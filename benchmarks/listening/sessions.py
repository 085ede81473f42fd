"""Measures the session report on authored sessions: key moments, insights, speed; leaves printing to `run_report`."""

import json
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from lamplit.engines.listening.report import Report
from lamplit.engines.listening.session import listen
from lamplit.engines.listening.signals import SignalEngine
from lamplit.engines.listening.transcripts import Transcript, Turn, read_transcript

AUTHORED = Path(__file__).resolve().parent / "authored" / "sessions"
UNSEEN = AUTHORED.parent / "unseen"  # marked before the rules were tried on it, and no rule was mended from it
PARTS = ("struggles", "interventions")
FEW = re.compile(r"[qru]\d")  # sessions whose writers marked only the plainest struggles and interventions
FEW_MARKED = ", few marked"
NEAR = 2  # turns between a moment marked by hand and one that was found


@dataclass
class Tally:
    """What was marked by hand, what was found, and how much of it is the same."""

    marked: int = 0
    found_again: int = 0
    same_reason: int = 0
    insights: int = 0
    insights_right: int = 0
    insights_marked: int = 0
    insights_found: int = 0
    parts: dict[str, "Part"] = field(default_factory=dict)


@dataclass
class Part:
    """Of one part of the report: turns it cites, how many of them were marked by hand, and how many were marked."""

    cited: int = 0
    right: int = 0
    marked: int = 0

    @property
    def precision(self) -> float:
        """Of the turns it cites, how many were marked (0 to 1)."""
        return self.right / max(1, self.cited)

    @property
    def recall(self) -> float:
        """Of the turns that were marked, how many it cites (0 to 1)."""
        return self.right / max(1, self.marked)


def names(folder: Path = AUTHORED) -> list[str]:
    """Return the authored sessions."""
    return sorted(path.stem for path in folder.glob("*.txt"))


def transcript(name: str, folder: Path = AUTHORED) -> Transcript:
    """Return one authored session."""
    return read_transcript(f"{name}.txt", (folder / f"{name}.txt").read_bytes())


def measure(chosen: list[str], folder: Path = AUTHORED) -> Tally:
    """Return how the report of each session compares with what was marked by hand."""
    tally = Tally()
    for name in chosen:
        marked = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        _compare(listen(transcript(name, folder)), marked, tally, FEW_MARKED if FEW.match(name) else "")
    return tally


def _compare(report: Report, marked: dict[str, list], tally: Tally, how: str) -> None:  # type: ignore[type-arg]
    for moment in marked["key_moments"]:
        close = [each for each in report.key_moments if _near(each.lines, moment["lines"])]
        tally.marked += 1
        tally.found_again += bool(close)
        tally.same_reason += any(each.reason == moment["reason"] for each in close)
    lines = {each.lines[0] for each in report.insights}
    tally.insights += len(lines)
    tally.insights_right += len(lines & set(marked["insights"]))
    tally.insights_marked += len(marked["insights"])
    tally.insights_found += len(set(marked["insights"]) & lines)
    for name in PARTS:
        part, cited = (
            tally.parts.setdefault(name + how, Part()),
            {line for each in report.summary[name] for line in each.lines},
        )
        part.cited += len(cited)
        part.right += len(cited & set(marked[name]))
        part.marked += len(marked[name])


def _near(some: tuple[int, ...], others: list[int]) -> bool:
    return any(abs(one - other) <= NEAR for one in some for other in others)


def long_session(words: int = 9_000) -> Transcript:
    """Return the authored sessions one after another, again and again, up to about so many words."""
    turns: list[Turn] = []
    count = 0
    while count < words:
        for name in names():
            known = {"therapist": ("THERAPIST", "A", "Counsellor", "Dr N")}
            for turn in transcript(name).turns:
                label = "T" if turn.speaker in known["therapist"] else "C"
                turns.append(Turn(len(turns) + 1, label, turn.text))
                count += len(turn.text.split())
    return Transcript(tuple(turns))


def seconds(session: Transcript) -> float:
    """Return CPU seconds from turns to report."""
    began = time.process_time()
    listen(session, reader=SignalEngine())
    return time.process_time() - began
