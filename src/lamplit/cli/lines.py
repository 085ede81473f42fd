"""JSON Lines in and out for the verbs that listen: one object a line, in the same order; leaves the work to a verb."""

import json
import sys
from collections.abc import Iterator, Mapping
from typing import IO

from lamplit.cli.endings import TroubleError


def each_line(stream: IO[bytes] | None = None) -> Iterator[dict[str, object]]:
    """Yield the object of every line that is not blank; raises TroubleError naming the line that is none.

    `text` is always there and a text; every other field may be missing or of any kind.
    """
    for number, raw in enumerate(stream or sys.stdin.buffer, start=1):
        if not raw.strip():
            continue
        try:
            found = json.loads(raw)
        except (ValueError, RecursionError):
            raise TroubleError(f"Line {number} is not JSON in UTF-8. Write one object a line.") from None
        if not isinstance(found, dict) or not isinstance(found.get("text"), str):
            raise TroubleError(f'Line {number} has no text. Write {{"id": "1", "text": "the words"}}.')
        yield found


def text_of(line: Mapping[str, object], name: str) -> str:
    """Return a field that should be a text; empty when it is missing or something else."""
    found = line.get(name)
    return found if isinstance(found, str) else ""


def put_line(value: Mapping[str, object]) -> None:
    """Print one object as one line; half a surrogate pair comes out as it came in, escaped."""
    sys.stdout.write(json.dumps(value) + "\n")
