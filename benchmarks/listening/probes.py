"""Reads the authored probes, pass by pass, and everyday texts that stand beside them."""

import csv
import hashlib
from collections.abc import Sequence

from benchmarks.listening.texts import AUTHORED, Row, authored, folder, rows

LEVELS = ("none", "concern", "urgent")
UNSEEN = ("probes_x1", "probes_x2", "probes_x3")


def passes() -> dict[str, list[Row]]:
    """Return our own probes of every pass by its name."""
    return authored("probes")


def dev_probes() -> list[Row]:
    """Return the probes for development that stand beside us, in the shape of our own; none when they are not here."""
    path = folder() / "probes_dev.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {"text": row["text"], "level": row["gold"], "phenomenon": row["phenomenon"]} for row in csv.DictReader(file)
        ]


def unseen() -> list[Row]:
    """Return the probes of three writers from which nothing learns; what their figures settled stands in their card."""
    return [row for name in UNSEEN for row in rows(AUTHORED / "unseen" / f"{name}.jsonl")]


def everyday(split: str, first: int = 0, most: int | None = None) -> list[str]:
    """Return texts of GoEmotions (Apache-2.0), always in the same mixed order; none when it is not here."""
    texts = [str(row["text"]) for row in rows(folder() / f"goemotions_{split}.jsonl")]
    texts.sort(key=lambda text: hashlib.sha256(text.encode()).digest())
    return texts[first : None if most is None else first + most]


def chats() -> list[tuple[Sequence[str], bool]]:
    """Return English youth chats: what the young person wrote, turn by turn, and whether people saw danger in it."""
    return [
        ([str(turn["text"]) for turn in row["turns"] if turn["role"] == "user"], row["risk"] == "high")  # type: ignore[attr-defined]
        for row in rows(folder() / "youth_risk_conv_train.jsonl")
        if row["language"] == "en"
    ]
