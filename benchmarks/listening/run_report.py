"""`python -m benchmarks.listening.run_report`: de-identifying, key moments, insights and speed, beside their targets.

The authored passes were written by the hand that wrote the rules, so they flatter; `dev, others` was not. Notes of
other people's making are read from DATA= (a folder with deid_dev.jsonl) and are left out where there is none.
"""

import json
import math
import os
import platform
import sys
from pathlib import Path

from benchmarks.listening import deid, sessions
from lamplit.engines.listening.encoder import encoder

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("DATA", ROOT.parent / "shared" / "data" / "listening"))
PASSES = ("a_foster", "b_adoptive", "c_school", "d_worker", "e_kinship", "f_other_voices", "g_shift", "h_letters",
          "i_mixed")  # fmt: skip


def wilson(right: int, all_: int) -> tuple[float, float]:
    """Return the 95 % interval of a share."""
    if not all_:
        return 0.0, 1.0
    share, z = right / all_, 1.96
    middle = (share + z * z / (2 * all_)) / (1 + z * z / all_)
    half = z / (1 + z * z / all_) * math.sqrt(share * (1 - share) / all_ + z * z / (4 * all_ * all_))
    return max(0.0, middle - half), min(1.0, middle + half)


def de_identifying() -> list[tuple[str, float, tuple[float, float], float]]:
    """Return name, figure, interval and floor of recall and precision by characters."""
    sets = {f"{name} ({len(deid.authored(name))} notes)": deid.authored(name) for name in PASSES}
    sets["all authored"] = [note for name in PASSES for note in deid.authored(name)]
    if (DATA / "deid_dev.jsonl").is_file():
        sets["dev, others"] = deid.by_others(DATA / "deid_dev.jsonl")
    rows = []
    for name, notes in sets.items():
        count = deid.measure(notes)
        for which, (word, floor) in enumerate((("recall", 0.93), ("precision", 0.88))):
            rows.append((f"de-identified {word}, {name}", count.figures()[which], count.interval(which), floor))
    return rows


def sessions_rows() -> list[tuple[str, float, tuple[float, float], float]]:
    """Return name, figure, interval and floor of what the session report finds."""
    seen = sessions.measure(sessions.names())
    unseen = sessions.measure(sessions.names(sessions.UNSEEN), sessions.UNSEEN)
    shares = (*_tally_rows(seen, "", 0.75), *_tally_rows(unseen, " at first sight", 0.0))
    return [(name, right / max(1, all_), wilson(right, all_), floor) for name, right, all_, floor in shares]


def _tally_rows(tally: sessions.Tally, which: str, least: float) -> list[tuple[str, int, int, float]]:
    """Return the rows of some sessions, as right of how many, with their floors; `least` is the precision of parts."""
    named = [(f"insight statements{which}, precision", tally.insights_right, tally.insights, 0.80)]
    return [
        (f"key moments within 2 turns{which}", tally.found_again, tally.marked, 0.60),
        (f"the same with the same reason{which}", tally.same_reason, tally.marked, 0.0),
        *(named if tally.insights else []),  # where none was named, there is nothing to be right about
        (f"insight statements{which}, recall", tally.insights_found, tally.insights_marked, 0.0),
        *_parts_rows(tally, which, least),
    ]


def _parts_rows(tally: sessions.Tally, which: str, floor: float) -> list[tuple[str, int, int, float]]:
    """Return precision and recall of struggles and interventions, as right of how many, with a floor of precision."""
    return [
        row
        for name, part in tally.parts.items()
        for row in (
            (f"{name}{which}, precision", part.right, part.cited, 0.0 if sessions.FEW_MARKED in name else floor),
            (f"{name}{which}, recall", part.right, part.marked, 0.0),
        )
    ]


def main() -> int:
    """Print the table and write it down; 1 when a floor is not reached."""
    rows = de_identifying() + sessions_rows()
    for name, value, (low, high), floor in rows:
        print(f"{'ok ' if value >= floor else 'LOW'} {name:52} {value:.3f}  [{low:.3f}, {high:.3f}]  floor {floor:.2f}")
    long = sessions.long_session()
    took = min(sessions.seconds(long) for _ in range(3))
    words = sum(len(turn.text.split()) for turn in long.turns)
    most = 6 if encoder() else 2  # seconds, with the encoder and without
    print(f"{'ok ' if took <= most else 'LOW'} a session of {words} words, CPU seconds {took:.2f}  ceiling {most}.00")
    out = ROOT / "benchmarks" / "results" / "listening_report.json"
    out.parent.mkdir(exist_ok=True)
    machine = {"python": sys.version, "machine": platform.platform(), "cores": os.cpu_count()}
    figures = {name: {"value": value, "interval": ends, "floor": floor} for name, value, ends, floor in rows}
    out.write_text(json.dumps({"on": machine, "figures": figures, "seconds": took, "words": words}, indent=1) + "\n")
    return 0 if took <= most and all(value >= floor for _, value, _, floor in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
