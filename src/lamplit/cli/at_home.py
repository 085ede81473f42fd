"""Does the verbs that look after a house: starts Django, and turns what went wrong into a sentence and a number."""

import argparse
import importlib
import traceback
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from lamplit.cli import ground
from lamplit.cli.ground import Ending, TroubleError
from lamplit.vault.failures import BackupDamaged, BackupNoRoom, SheetWrong, VaultLocked


def main(options: argparse.Namespace) -> int:
    """Do one verb; returns 0 for done, 2 for wrong usage, 3 for refused, 1 for anything else."""
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
    told: tuple[tuple[type[BaseException], str, Ending], ...] = (
        (TroubleError, str(error), getattr(error, "ending", Ending.TROUBLE)),
        (VaultLocked, str(error), Ending.REFUSED),
        (SheetWrong, str(error), Ending.TROUBLE),
        (BackupDamaged, str(error), Ending.TROUBLE),
        (BackupNoRoom, str(error), Ending.TROUBLE),
        (ImproperlyConfigured, f"A setting is wrong. {error}", Ending.TROUBLE),
        (PermissionError, _about_files(error), Ending.REFUSED),
        (OSError, _about_files(error), Ending.TROUBLE),
        (KeyboardInterrupt, "Stopped.", Ending.TROUBLE),
        (BaseException, _about_ourselves(error), Ending.TROUBLE),
    )
    return next((text, ending) for kind, text, ending in told if isinstance(error, kind))


def _about_ourselves(error: BaseException) -> str:
    """Say where in the code it broke, never the error's own words: they may hold what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    places = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"Something went wrong inside Lamplit ({type(error).__name__} at {places}). `lamplit doctor` may know more."


def _about_files(error: BaseException) -> str:
    """Say which file or folder refused, and the way out."""
    place = getattr(error, "filename", None) or "A file"
    reason = (getattr(error, "strerror", None) or "no reason given").lower()
    return f"{place} cannot be used ({reason}). Choose another place with --data and --key-file, or DATA= and KEYS=."
