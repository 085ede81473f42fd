"""Reads the command line, hands over to the verb's module, and turns what went wrong into a sentence and a number."""

import importlib
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from lamplit.cli import ground
from lamplit.cli.grammar import parser
from lamplit.cli.ground import Ending, TroubleError
from lamplit.vault.failures import SheetWrong, VaultLocked


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one verb; returns 0 for done, 2 for wrong usage, 3 for refused, 1 for anything else."""
    options = parser().parse_args(arguments)
    try:
        ground.choose_places(options)
        ground.start_django()
        verb = importlib.import_module(f"lamplit.cli.{options.module}")
        return int(verb.run(options))
    except (Exception, KeyboardInterrupt) as error:
        text, ending = _in_words(error)
        ground.tell(text)
        return int(ending)


def _in_words(error: BaseException) -> tuple[str, Ending]:
    """Return the sentence and the number for what went wrong."""
    match error:
        case TroubleError():
            return str(error), error.ending
        case VaultLocked():
            return str(error), Ending.REFUSED
        case ImproperlyConfigured():
            return f"A setting is wrong. {error}", Ending.TROUBLE
        case OSError():
            return _about_files(error), Ending.REFUSED if isinstance(error, PermissionError) else Ending.TROUBLE
        case KeyboardInterrupt():
            return "Stopped.", Ending.TROUBLE
        case SheetWrong():
            return str(error), Ending.TROUBLE
    return _about_ourselves(error), Ending.TROUBLE


def _about_ourselves(error: BaseException) -> str:
    """Say where in the code it broke, never the error's own words: they may hold what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    places = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"Something went wrong inside Lamplit ({type(error).__name__} at {places}). `lamplit doctor` may know more."


def _about_files(error: OSError) -> str:
    """Say which file or folder refused, and the way out."""
    place = error.filename or "A file"
    reason = (error.strerror or str(error)).lower()
    return f"{place} cannot be used ({reason}). Choose another place with --data and --key-file, or DATA= and KEYS=."


if __name__ == "__main__":
    sys.exit(main())
