"""`lamplit keys`: list them, print the recovery sheet, check or use one, turn keys, let old ones go."""

import argparse
import os
import sys
from uuid import UUID

from django.conf import settings

from lamplit.actions import clock
from lamplit.cli import building, ground
from lamplit.cli.ground import Ending, UsageError
from lamplit.vault import keys, turning


def run(options: argparse.Namespace) -> int:
    """Do one act; secrets are printed by `sheet` alone."""
    acts = {
        "list": _list,
        "sheet": _sheet,
        "verify-sheet": _verify,
        "restore": _restore,
        "rotate": _rotate,
        "retire": _retire,
    }
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


def _rotate(options: argparse.Namespace) -> int:
    ground.require_house()
    keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    if options.circle:
        return _rotate_circle(ground.an_id(options.circle, "circle"), as_json=options.json)
    turned = turning.turn_house_key(clock.today())
    sheet = keys.recovery_sheet(keys.ring().file)
    if options.json:
        ground.put_json({"key": turned.key, "wrapped": turned.many, "went_on": turned.went_on, "recovery_sheet": sheet})
        return Ending.DONE
    ground.tell("An interrupted turn was ended." if turned.went_on else f"The key in use is now {turned.key}.")
    ground.tell(
        "\nYour new recovery sheet. Write it on paper. Keep the old one as long as you keep backups from before:\n"
    )
    ground.put(sheet)
    ground.tell("\nOnce those backups are gone: lamplit keys retire NAME-OF-THE-OLD-KEY")
    return Ending.DONE


def _rotate_circle(circle: UUID, *, as_json: bool) -> int:
    turned = turning.turn_circle(circle, clock.today())
    if as_json:
        ground.put_json({"circle": str(circle), "sealed": turned.many, "went_on": turned.went_on, "left": turned.left})
    else:
        ground.put(f"{turned.many} things were sealed anew. The old keys of this circle go by themselves in two days.")
        if turned.left:
            ground.put(f"These do not open (damaged) and stay as they are: {', '.join(turned.left)}")
    return Ending.DONE


def _retire(options: argparse.Namespace) -> int:
    ground.require_house()
    keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    if not options.key:
        raise UsageError("Say which: lamplit keys retire KEY. `lamplit keys list` shows their names.")
    file = turning.retire(options.key, clock.now())
    if options.json:
        ground.put_json({"retired": options.key, "left": [key.id for key in file.keys]})
    else:
        ground.put(f"{options.key} is gone from {file.path}.")
    return Ending.DONE


def typed_sheet() -> str:
    """Return the sheet that is typed or piped in."""
    if sys.stdin.isatty():
        ground.tell("Type the sheet: the line with the key's name, then its four lines. End with Ctrl-D.")
    return sys.stdin.read()
