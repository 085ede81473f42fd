"""`lamplit keys`: list them, print the recovery sheet, check a sheet that was typed back, restore from one."""

import argparse
import os
import sys

from django.conf import settings

from lamplit.actions import clock
from lamplit.cli import building, ground
from lamplit.cli.ground import Ending
from lamplit.vault import keys


def run(options: argparse.Namespace) -> int:
    """Do one act; secrets are printed by `sheet` alone."""
    acts = {"list": _list, "sheet": _sheet, "verify-sheet": _verify, "restore": _restore}
    return acts[options.act](options)


def _file() -> keys.KeyFile:
    return keys.KeyFile.find(settings.KEY_FILE, settings.DATA_DIR, os.environ)


def _list(options: argparse.Namespace) -> int:
    held = [{"id": key.id, "created": key.created.isoformat(), "state": key.state} for key in _file().keys]
    if options.json:
        ground.put_json(held)
    else:
        ground.put("\n".join(f"{key['id']}  {key['created']}  {key['state']}" for key in held))
    return Ending.DONE


def _sheet(options: argparse.Namespace) -> int:
    file = _file()
    sheet = keys.recovery_sheet(file)
    if options.json:
        ground.put_json({"key": file.active.id, "recovery_sheet": sheet})
    else:
        ground.put(sheet)
        ground.tell("\nKeep it on paper, away from this computer. Whoever has it and the data can read everything.")
    return Ending.DONE


def _verify(options: argparse.Namespace) -> int:
    file = _file()
    keys.verify_sheet(file, typed_sheet())
    if options.json:
        ground.put_json({"ok": True, "key": file.active.id})
    else:
        ground.put("The sheet is right: it opens this house.")
    return Ending.DONE


def _restore(options: argparse.Namespace) -> int:
    building.make_folders()
    file = keys.restore_from_sheet(typed_sheet(), settings.KEY_FILE, settings.DATA_DIR, clock.today())
    if options.json:
        ground.put_json({"key_file": str(file.path), "key": file.active.id})
    else:
        ground.put(f"The key file is back: {file.path}")
    return Ending.DONE


def typed_sheet() -> str:
    """Return the sheet that is typed or piped in."""
    if sys.stdin.isatty():
        ground.tell("Type the sheet: the line with the key's name, then its four lines. End with Ctrl-D.")
    return sys.stdin.read()
