"""`lamplit restore FILE`: back to a backup in an empty data folder, or a trial of one that changes nothing."""

import argparse
import sys
from pathlib import Path

from django.conf import settings

from lamplit.actions import backups
from lamplit.cli import building, ground, listening
from lamplit.cli.ground import Ending
from lamplit.cli.keys import typed_sheet


def run(options: argparse.Namespace) -> int:
    """Go back, or try; refuses a folder that is not empty, a newer release's file, a wrong sheet."""
    file = Path(options.file).expanduser()
    label = backups.label_of(file)
    typed = None if settings.KEY_FILE.exists() else _sheet(label.key)
    if options.check:
        return _try(file, typed, as_json=options.json)
    building.make_folders()
    erasures = Path(options.erasures).expanduser() if options.erasures else None
    with listening.take_lock("", 0):
        tried = backups.restore(file, typed, erasures)
    _told(file, tried, as_json=options.json)
    if not options.json:
        ground.tell(f"\nThe house is back as it was on {label.made:%d %B %Y}, in {settings.DATA_DIR}.")
        ground.tell("Whoever left a circle since then is in it again: look at each circle's page. Everybody signs in")
        ground.tell("anew. Then open it: lamplit serve")
    return Ending.DONE


def _try(file: Path, typed: str | None, *, as_json: bool) -> int:
    """Try a backup and say how it did; ends with 1 when anything in it needs a person."""
    try:
        tried = backups.try_out(file, typed)
    except backups.NoKeyAtHand as locked:
        if as_json:
            ground.put_json({"ok": None, "checked": ["label"], "reason": str(locked)})
        ground.tell(f"Only the first line could be read. {locked}")
        return Ending.REFUSED
    _told(file, tried, as_json=as_json)
    return Ending.DONE if not tried.damaged and not tried.record else Ending.TROUBLE


def _told(file: Path, tried: backups.Tried, *, as_json: bool) -> None:
    """Say what a backup holds and what of it does not open."""
    well = not tried.damaged and not tried.record
    if as_json:
        ground.put_json(
            {
                "ok": well,
                "file": str(file),
                "made": tried.read.label.made.isoformat(),
                "release": tried.read.label.release,
                "entries": tried.read.entries,
                "damaged": [str(each) for each in tried.damaged],
                "record": list(tried.record),
                "erased_again": tried.erased_again,
            }
        )
        return
    ground.put(f"{tried.read.entries} entries, {tried.read.lines} lines of the record: all of it was read and proved.")
    if tried.erased_again:
        ground.put(f"Erased again, because it had been erased before: {tried.erased_again}.")
    if tried.damaged:
        ground.put(f"These do not open; they were damaged before: {', '.join(str(each) for each in tried.damaged)}")
    for line in tried.record:
        ground.put(line)
    if well:
        ground.put("Every entry opens.")


def _sheet(key: str) -> str | None:
    """Return the sheet that is typed or piped in; None when there is nobody to type it."""
    if sys.stdin is None or sys.stdin.closed:
        return None
    if sys.stdin.isatty():
        ground.tell(f"There is no key file at {settings.KEY_FILE}. This backup opens with the sheet of {key}.")
    return typed_sheet() or None
