"""Does the verbs that need no house: no database, keys or Django; what went wrong becomes a sentence and a number."""

import argparse
import importlib
import os
import sys

from lamplit.cli.endings import Ending, TroubleError, tell


def main(options: argparse.Namespace) -> int:
    """Do one verb; returns 0 for done, 2 for wrong usage, 3 for refused, 1 for anything else."""
    try:
        ending = int(importlib.import_module(f"lamplit.cli.{options.module}").run(options))
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        text, wrong = _in_words(error)
        tell(text)
        return int(wrong)
    return ending


def _in_words(error: BaseException) -> tuple[str, Ending]:
    """Return the sentence and the number for what went wrong, never words of a text that was read."""
    if isinstance(error, TroubleError):
        return str(error), error.ending
    if isinstance(error, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us has gone
        return "Nobody is reading any more.", Ending.TROUBLE
    if isinstance(error, OSError):
        text = f"{error.filename or 'A file'} cannot be used ({(error.strerror or 'no reason given').lower()})."
        return text, Ending.REFUSED if isinstance(error, PermissionError) else Ending.TROUBLE
    if isinstance(error, KeyboardInterrupt):
        return "Stopped.", Ending.TROUBLE
    return f"Something went wrong inside Lamplit ({type(error).__name__}).", Ending.TROUBLE
