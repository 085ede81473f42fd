"""`lamplit listen`: reads the transcript of a session and reports; not built yet."""

import argparse

from lamplit.cli.endings import TroubleError


def run(options: argparse.Namespace) -> int:
    """Say that this verb is still to come; raises TroubleError."""
    raise TroubleError(f"`lamplit {options.verb}` is not built yet.")
