"""Measures the session report on authored sessions: key moments, insights, speed; leaves printing to `run_report`."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

from lamplit.engines.listening.report import Report
from lamplit.engines.listening.session import listen
from lamplit.engines.listening.signals import SignalEngine
from lamplit.engines.listening.transcripts import Transcript, Turn, read_transcript

AUTHORED = Path(__file__).resolve().parent / "authored" / "sessions"
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


def names() -> list[str]:
    """Return the authored sessions."""
    return sorted(path.stem for path in AUTHORED.glob("*.txt"))


def transcript(name: str) -> Transcript:
    """Return one authored session."""
    return read_transcript(f"{name}.txt", (AUTHORED / f"{name}.txt").read_bytes())


def measure(chosen: list[str]) -> Tally:
    """Return how the report of each session compares with what was marked by hand."""
    tally = Tally()
    for name in chosen:
        _compare(listen(transcript(name)), json.loads((AUTHORED / f"{name}.json").read_text(encoding="utf-8")), tally)
    return tally


def _compare(report: Report, marked: dict[str, list], tally: Tally) -> None:  # type: ignore[type-arg]
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
