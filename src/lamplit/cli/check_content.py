"""`lamplit check-content`: every problem of what ships, or of a folder of practices, with file and line."""

import argparse
from pathlib import Path

from lamplit.cli.endings import Ending, TroubleError, put, put_json
from lamplit.engines.practice.behaviours import behaviours
from lamplit.engines.practice.library import Library, folder, shipped


def run(options: argparse.Namespace) -> int:
    """Print every problem; ends with 1 when there is any. Raises TroubleError when the folder is not there."""
    found = _library(options.folder)
    if options.json:
        problems = [
            {"file": fault.file, "line": fault.line, "code": fault.code, "message": fault.message}
            for fault in found.faults
        ]
        put_json({"practices": len(found.practices), "problems": problems})
    else:
        put("\n".join([*map(str, found.faults), _summary(found)]))
    return Ending.TROUBLE if found.faults else Ending.DONE


def _library(typed: str | None) -> Library:
    if typed is None:
        return Library(shipped().practices, (*shipped().faults, *behaviours().faults))
    place = Path(typed)
    if not place.is_dir():
        raise TroubleError(f"There is no folder {typed}.")
    inside = place / "practices"
    return folder(inside if inside.is_dir() else place)


def _summary(found: Library) -> str:
    files = len({fault.file for fault in found.faults})
    if not files:
        return f"No problems. Practices that can be played: {len(found.practices)}."
    return f"{len(found.faults)} problems in {files} files. Practices that can be played: {len(found.practices)}."
