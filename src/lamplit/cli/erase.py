"""`lamplit erase`: an entry, a person or a circle, for good, with a receipt; or a receipt looked at again."""

import argparse
from pathlib import Path

from django.conf import settings

from lamplit.actions import at_their_word, erasing
from lamplit.cli import ground
from lamplit.cli.ground import Ending, TroubleError
from lamplit.vault import keys


def run(options: argparse.Namespace) -> int:
    """Erase one thing and print its receipt."""
    ground.require_house()
    keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    if options.verify:
        return _verify(Path(options.verify), as_json=options.json)
    acts = {"entry": erasing.erase_entry, "person": erasing.erase_person, "circle": erasing.erase_circle}
    kind = next(name for name in acts if getattr(options, name))
    typed = str(getattr(options, kind))
    named = at_their_word.person_named(typed) if kind == "person" else None
    try:
        done = acts[kind](named or ground.an_id(typed, kind))
    except erasing.NotThereError as error:
        raise TroubleError(str(error)) from error
    if options.json:
        said = {"erased": done.kind, "id": str(done.id), "on": done.on.isoformat()}
        by = {"gone_from_backups_by": done.gone_from_backups_by.isoformat(), "receipt": done.receipt}
        ground.put_json(said | by)
    else:
        ground.put(done.receipt.rstrip("\n"))
        ground.tell("\nHand this receipt on. `lamplit erase --verify FILE` tells later whether it is from this house.")
    return Ending.DONE


def _verify(file: Path, *, as_json: bool) -> int:
    ours = erasing.is_our_receipt(file.read_text(encoding="utf-8"))
    if as_json:
        ground.put_json({"ok": ours})
    else:
        ground.put("This receipt was written by this house." if ours else "This house did not write it like this.")
    return Ending.DONE if ours else Ending.TROUBLE
