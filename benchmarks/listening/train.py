"""`make models`: trains the shipped models from our own texts and openly licensed ones, on the CPU, always the same."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]


def main() -> int:
    """Train what there are texts for; says what was left out and why."""
    from benchmarks.listening import feelings_model  # noqa: PLC0415 - needs the paths above

    return feelings_model.train(Path(os.environ.get("LISTENING", ROOT.parent / "shared" / "data" / "listening")))


if __name__ == "__main__":
    raise SystemExit(main())
