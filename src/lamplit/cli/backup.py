"""`lamplit backup FILE`: everything in one locked file, while the house may be open."""

import argparse
from pathlib import Path

from django.conf import settings

from lamplit.actions import backups
from lamplit.cli import ground
from lamplit.cli.ground import Ending
from lamplit.vault import keys


def run(options: argparse.Namespace) -> int:
    """Make a backup and say what it needs; where that cannot be, nothing is left there."""
    ground.require_house()
    keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    made = backups.back_up(Path(options.file))
    if options.json:
        ground.put_json({"file": str(made.file), "bytes": made.size, "entries": made.entries, "key": made.key})
        return Ending.DONE
    ground.put(str(made.file))
    ground.tell(
        f"The backup is whole: {made.size / 1024 / 1024:.1f} MB. It opens with the recovery sheet of {made.key}."
    )
    ground.tell(f"Try it: lamplit restore {made.file} --check")
    return Ending.DONE
