"""`make models`: trains the shipped models from our own texts and openly licensed ones, on the CPU, always the same.

With RESEARCH=1 (or a folder) the research build is trained as well, from AnnoMI and EPITOME, into a folder that is
never committed: those texts carry no licence that lets weights be given on.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
SHIPPED = ROOT / "src" / "lamplit" / "content" / "models"
RESEARCH = ROOT / "benchmarks" / "listening" / "research"


def main() -> int:
    """Train what there are texts for; says what was left out and why."""
    from benchmarks.listening import skills_fit  # noqa: PLC0415 - needs the paths above

    wanted = sys.argv[1:] or ["skills"]
    if "skills" in wanted:
        size = skills_fit.make(SHIPPED / "skills.json")
        print(f"skills: {size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
