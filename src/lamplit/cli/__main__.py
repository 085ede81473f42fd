"""Reads the command line and hands over: to a verb that needs a house, or to one that runs without any."""

import importlib
import sys
from collections.abc import Sequence

from lamplit.cli.grammar import parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one verb; returns 0 for done, 2 for wrong usage, 3 for refused, 1 for anything else."""
    options = parser().parse_args(arguments)
    ground = "anywhere" if getattr(options, "anywhere", False) else "at_home"  # Django is loaded only for a house
    return int(importlib.import_module(f"lamplit.cli.{ground}").main(options))


if __name__ == "__main__":
    sys.exit(main())
