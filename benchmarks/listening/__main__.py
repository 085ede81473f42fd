"""Measures everything the listening engine is measured by, one part after another; a part that is not here is named."""

import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("run_signals", "run_skills", "run_report")


def main() -> int:
    """Run every part in a process of its own; returns 1 when one broke. What is under its floor is printed as it is."""
    broken = []
    for part in PARTS:
        if importlib.util.find_spec(f"benchmarks.listening.{part}") is None:
            print(f"{part}: not here yet", flush=True)
            continue
        print(f"-- {part}", flush=True)
        if subprocess.call([sys.executable, "-m", f"benchmarks.listening.{part}"], cwd=ROOT):
            broken.append(part)
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
