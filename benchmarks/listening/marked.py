"""Reads what other writers marked, turn by turn, as rows to learn from; leaves measuring to `sessions`.

Some is whole made-up sessions (`marked/`), some passes of single turns with look-alikes among them (`moments/`).
"""

import json
from functools import cache
from pathlib import Path

from benchmarks.listening.texts import AUTHORED, Row, authored
from lamplit.engines.listening.talk import SIGNS, STANDS_OUT, STRUGGLE, TURNING
from lamplit.engines.listening.transcripts import read_transcript

FOLDER = AUTHORED / "marked"
KEYS = {
    "insight": "insights", "self_acceptance": "self_acceptance", "commitment": "commitments",
    "emotion_shift": "emotion_shifts", "rupture": "ruptures",
}  # fmt: skip


@cache
def signs() -> frozenset[tuple[str, int]]:
    """Return which turns say something about harm: of which pass (`marked/a1`), and which turn.

    Turns of sessions count from 1, those of passes from 0. All others of these passes were read and say nothing of it.
    """
    return frozenset((str(row["of"]), int(str(row["turn"]))) for row in authored("signs")["talk"])


@cache
def turns() -> dict[str, list[Row]]:
    """Return the passes of single turns that are coded for talk, by name, each row with `signs` as well."""
    return {
        name: [{**row, "signs": (f"turns/{name}", at) in signs()} for at, row in enumerate(part)]
        for name, part in authored("turns").items()
    }


@cache
def moments() -> dict[str, list[Row]]:
    """Return single turns with what stands out in each, by writing pass; a third carry an insight, as none would be
    met in a session, so by them nothing is chosen that depends on how often it occurs."""
    return {
        name: [{"text": row["text"], "previous": row["previous"], "marks": {label for label in KEYS if row[label]},
                "signs": (f"moments/{name}", at) in signs()} for at, row in enumerate(part)]
        for name, part in authored("moments").items()
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
        {"text": turn.text, "previous": previous, "signs": (f"marked/{path.stem}", turn.line) in signs(),
         "marks": {label for label, key in KEYS.items() if turn.line in told[key]}}
        for turn, previous in zip(turns, before, strict=False) if turn.speaker not in therapists
    ]  # fmt: skip


def by_writer() -> dict[str, list[Row]]:
    """Return the same rows by the writer of the sessions: the first letter of their names."""
    found: dict[str, list[Row]] = {}
    for name, rows in marked().items():
        found.setdefault(name[0], []).extend(rows)
    return found


def everything() -> dict[str, list[Row]]:
    """Return all of both, named `marked/a1` and `moments/n1` and so on."""
    sessions = {f"marked/{name}": rows for name, rows in marked().items()}
    return sessions | {f"moments/{name}": rows for name, rows in moments().items()}


def own(row: Row) -> dict[str, object]:
    """Return the answers of one turn, by task; which way it speaks and whether it is hard was not marked alike."""
    marks = row["marks"]
    assert isinstance(marks, set)
    return {
        "talk": None, "flags": marks & set(STANDS_OUT), "turning": marks & set(TURNING), STRUGGLE: None, **of_harm(row),
    }  # fmt: skip


def of_harm(row: Row) -> dict[str, object]:
    """Return whether one turn says something about harm, as an answer of `signs`."""
    return {SIGNS: {SIGNS} if row[SIGNS] else set()}
