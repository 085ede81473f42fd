"""`lamplit export`: what one person may take out of one circle, as a file."""

import argparse
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from lamplit.actions import at_their_word
from lamplit.actions.exports import export_csv
from lamplit.actions.record_file import record_json
from lamplit.actions.record_page import record_page
from lamplit.cli import ground
from lamplit.cli.ground import Ending, RefusedError
from lamplit.vault import keys
from lamplit.vault.doorway import Visit


def run(options: argparse.Namespace) -> int:
    """Write one person's record to a file of its owner's alone; a line of the audit says that it was taken."""
    ground.require_house()
    keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    try:
        visit = at_their_word.visit_of(options.person, ground.an_id(options.circle, "circle"))
    except at_their_word.NotAMemberError as error:
        raise RefusedError(str(error)) from error
    out = Path(options.out).expanduser()
    _write(out, _pieces(visit, options.format))
    size = out.stat().st_size
    if options.json:
        ground.put_json({"file": str(out), "format": options.format, "bytes": size})
    else:
        ground.put(str(out))
        ground.tell("It holds what this person may take, by the rule of the pages. Give it to them and to nobody else.")
    return Ending.DONE


def _pieces(visit: Visit, form: str) -> Iterator[bytes]:
    if form == "json":
        return record_json(visit, by_operator=True)
    text = export_csv(visit, by_operator=True) if form == "csv" else record_page(visit, by_operator=True)
    return (piece.encode() for piece in text)


def _write(out: Path, pieces: Iterator[bytes]) -> None:
    """Write a whole file or none."""
    part = out.with_name(f".{out.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
