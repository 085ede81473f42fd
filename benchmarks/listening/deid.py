"""Measures de-identification by characters, on authored notes and on notes of others; `run_report` prints it."""

import json
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lamplit.engines.listening.deidentify import identifiers_in

HERE = Path(__file__).resolve().parent
AUTHORED = HERE / "authored" / "deid"
OF_OTHERS = {
    "PERSON": "PERSON", "STREET_ADDRESS": "ADDRESS", "GPE": "PLACE", "ORGANIZATION": "ORG", "CREDIT_CARD": "ID",
    "AGE": "AGE", "PHONE_NUMBER": "PHONE", "DATE_TIME": "DATE", "ZIP_CODE": "ADDRESS", "EMAIL_ADDRESS": "EMAIL",
    "DOMAIN_NAME": "URL_HANDLE", "US_SSN": "ID", "IBAN_CODE": "ID", "IP_ADDRESS": "ID", "US_DRIVER_LICENSE": "ID",
}  # fmt: skip
NEITHER = {"TITLE", "NRP"}  # titles and peoples: neither wanted nor held against anybody


@dataclass
class Count:
    """Characters wanted, found and both, note by note."""

    notes: list[tuple[int, int, int]] = field(default_factory=list)
    missed: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)

    def figures(self) -> tuple[float, float]:
        """Return recall and precision over all characters."""
        both, wanted, found = (sum(note[at] for note in self.notes) for at in range(3))
        return both / max(1, wanted), both / max(1, found)

    def interval(self, which: int) -> tuple[float, float]:
        """Return the 95 % interval of recall (0) or precision (1), by leaving out one note at a time."""
        both, *rest = (sum(note[at] for note in self.notes) for at in range(3))
        total, size = rest[which], len(self.notes)
        whole = both / max(1, total)
        left_out = [(both - note[0]) / max(1, total - note[1 + which]) for note in self.notes]
        mean = sum(left_out) / max(1, size)
        spread = math.sqrt((size - 1) / max(1, size) * sum((each - mean) ** 2 for each in left_out))
        return max(0.0, whole - 1.96 * spread), min(1.0, whole + 1.96 * spread)


def measure(notes: Iterable[tuple[str, list[tuple[int, int, str]]]], *, show: bool = False) -> Count:
    """Return the characters of `notes` (text and wanted spans); `show` prints what went wrong."""
    count = Count()
    for text, wanted in notes:
        gold, neither = bytearray(len(text)), bytearray(len(text))
        for start, end, label in wanted:
            (neither if label in NEITHER else gold)[start:end] = b"\1" * (end - start)
        mine = bytearray(len(text))
        for each in identifiers_in(text):
            mine[each.span.start : each.span.end] = b"\1" * (each.span.end - each.span.start)
        found = sum(b and not n for b, n in zip(mine, neither, strict=True))
        both = sum(a and b for a, b in zip(gold, mine, strict=True))
        count.notes.append((both, sum(gold), found))
        for start, end, label in wanted:
            if label not in NEITHER:
                count.wanted[label] += end - start
                count.missed[label] += sum(not b for b in mine[start:end])
        if show:
            _show(text, gold, mine, neither)
    return count


def authored(name: str) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Return one pass of our own notes."""
    lines = (AUTHORED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["text"], [tuple(span) for span in row["spans"]]) for row in map(json.loads, lines)]


def by_others(path: Path) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Return the synthetic notes of presidio-research, with our labels."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [(row["full_text"], [_of_others(span) for span in row["spans"]]) for row in rows]


def _of_others(span: dict[str, Any]) -> tuple[int, int, str]:
    return span["start_position"], span["end_position"], OF_OTHERS.get(span["entity_type"], span["entity_type"])


def _show(text: str, gold: bytearray, mine: bytearray, neither: bytearray) -> None:
    missed = "".join(sign if a and not b else "\0" for sign, a, b in zip(text, gold, mine, strict=True))
    extra = "".join(
        sign if b and not a and not n else "\0" for sign, a, b, n in zip(text, gold, mine, neither, strict=True)
    )
    lost, more = ([part for part in side.split("\0") if part.strip()] for side in (missed, extra))
    if lost or more:
        print("MISSED", lost, "EXTRA", more, "|", text[:230].replace("\n", "/"))
