"""Reads the texts that models learn from and are measured on: our own, and others' from a folder beside us."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AUTHORED = Path(__file__).resolve().parent / "authored"
SEED = 20261122
FIFTH = 5  # of the texts of others: by so much of them is chosen what the rest cannot tell
ALONE = 3  # every so manyth reply is also learnt without what was said before it
SPOKEN = ("m", "k")  # passes of helpers as spoken, where giving back is a skill of its own
MURMURS = ("Yeah.", "Mm-hmm.", "Right.", "Okay.", "Mm.", "Yeah, yeah.")
LONGER = 3  # words: what is said before is more than a murmur
Row = dict[str, object]


def folder() -> Path:
    """Return where the texts of others are (`LISTENING=`); it may not be there."""
    return Path(os.environ.get("LISTENING") or ROOT.parent / "shared" / "data" / "listening")


def rows(path: Path) -> list[Row]:
    """Return the rows of one file of JSON Lines; none when it is not there."""
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def authored(kind: str) -> dict[str, list[Row]]:
    """Return our own rows of `replies` or `turns`, by writing pass."""
    return {path.stem: rows(path) for path in sorted((AUTHORED / kind).glob("*.jsonl"))}


def replies() -> dict[str, list[Row]]:
    """Return our own replies by writing pass, some of them a second time after something else.

    Our writers nearly always wrote what was said before. Every third reply stands again as if nothing had been said:
    it means the same. Of spoken ones every third stands again after a murmur: in real sessions one thing said is often
    cut in two by it.
    """
    found = {}
    for name, some in authored("replies").items():
        again = [{**row, "previous": ""} for row in some[::ALONE] if row["previous"]]
        if name.startswith(SPOKEN):
            again += [{**row, "previous": MURMURS[at % len(MURMURS)]} for at, row in enumerate(some[1::ALONE])
                      if len(str(row["previous"]).split()) > LONGER]  # fmt: skip
        found[name] = [*some, *again]
    return found


def annomi(part: str) -> list[Row]:
    """Return the turns of AnnoMI with what was said before each; `part` is train or dev. Never for shipped weights."""
    return list(_with_previous(rows(folder() / f"annomi_{part}.jsonl")))


def _with_previous(turns: list[Row]) -> Iterator[Row]:
    """Add to each turn the last words of the other person."""
    last: dict[object, str] = {}
    transcript: object = None
    for turn in turns:
        if turn["transcript_id"] != transcript:
            transcript, last = turn["transcript_id"], {}
        who = turn["interlocutor"]
        other = next((text for speaker, text in last.items() if speaker != who), "")
        yield turn | {"text": turn["utterance_text"], "previous": other}
        last[who] = str(turn["utterance_text"])


def epitome(part: str) -> list[Row]:
    """Return pairs of EPITOME; `part` is train or dev. Never for shipped weights."""
    return [row | {"text": row["response_post"], "previous": row["seeker_post"]}
            for row in rows(folder() / f"epitome_{part}.jsonl")]  # fmt: skip


def fifth(row: Row) -> bool:
    """Say whether a turn or pair of others lies in the fifth, of whole transcripts, by which things are chosen."""
    return int(str(row.get("transcript_id", row.get("id"))).strip("ep")) % FIFTH == 0


def of_others(part: str, wanted: Callable[[Row], bool] = lambda _: True) -> tuple[list[Row], list[Row], list[Row]]:
    """Return turns of helpers and of clients from AnnoMI, and pairs of EPITOME; never for shipped weights."""
    turns = [row for row in annomi(part) if wanted(row)]
    return (
        [row for row in turns if row["therapist_behaviour"]],
        [row for row in turns if row["client_talk"]],
        [row for row in epitome(part) if wanted(row)],
    )


def goemotions(part: str) -> list[Row]:
    """Return comments of GoEmotions (Apache-2.0) with their feelings; `part` is train or dev."""
    return rows(folder() / f"goemotions_{part}.jsonl")
