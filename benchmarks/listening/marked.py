"""Reads made-up sessions whose turns other writers marked, as rows to learn from; leaves measuring to `sessions`."""

import json
from functools import cache
from pathlib import Path

from benchmarks.listening.texts import AUTHORED, Row
from lamplit.engines.listening.talk import STANDS_OUT, STRUGGLE, TURNING
from lamplit.engines.listening.transcripts import read_transcript

FOLDER = AUTHORED / "marked"
KEYS = {
    "insight": "insights", "self_acceptance": "self_acceptance", "commitment": "commitments",
    "emotion_shift": "emotion_shifts", "rupture": "ruptures",
}  # fmt: skip


@cache
def marked() -> dict[str, list[Row]]:
    """Return the turns of everybody but the therapist, by session, with what was marked in each.

    A row has `text`, `previous` and `marks`, the labels of `KEYS` that the turn carries.
    """
    return {path.stem: _rows(path) for path in sorted(FOLDER.glob("*.txt"))}


def _rows(path: Path) -> list[Row]:
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    turns = read_transcript(path.name, path.read_bytes()).turns
    therapists = {turns[line - 1].speaker for line in told["interventions"]}
    before = ("", *(turn.text for turn in turns))
    return [
        {"text": turn.text, "previous": previous,
         "marks": {label for label, key in KEYS.items() if turn.line in told[key]}}
        for turn, previous in zip(turns, before, strict=False) if turn.speaker not in therapists
    ]  # fmt: skip


def by_writer() -> dict[str, list[Row]]:
    """Return the same rows by the writer of the sessions: the first letter of their names."""
    found: dict[str, list[Row]] = {}
    for name, rows in marked().items():
        found.setdefault(name[0], []).extend(rows)
    return found


def own(row: Row) -> dict[str, object]:
    """Return the answers of one turn, by task; which way it speaks and whether it is hard was not marked alike."""
    marks = row["marks"]
    assert isinstance(marks, set)
    return {"talk": None, "flags": marks & set(STANDS_OUT), "turning": marks & set(TURNING), STRUGGLE: None}
