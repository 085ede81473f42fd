"""`lamplit deidentify`: puts placeholders for what could tell who somebody is; leaves finding it to `listening`."""

import argparse
import sys

from lamplit.cli.endings import TroubleError, put_json
from lamplit.cli.lines import each_line, put_line
from lamplit.engines.listening.deidentify import Deidentified, Deidentifier

MOST_BYTES = 20_000_000


def run(options: argparse.Namespace) -> int:
    """Read stdin, print what is left; raises TroubleError for what is no text, or too long."""
    names = tuple(name.strip() for name in options.names.split(",") if name.strip())
    if options.jsonl:
        for line in each_line():
            put_line({"id": line.get("id")} | _document(Deidentifier(names).mask(str(line["text"]))))
        return 0
    found = Deidentifier(names).mask(_typed())
    if options.json:
        put_json(_document(found))
    else:
        sys.stdout.write(found.text)
    return 0


def _typed() -> str:
    """Return what came in on stdin."""
    raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise TroubleError("This text is longer than 20 MB. Give it in parts.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise TroubleError("This is not text in UTF-8. Save it as plain text and try again.") from None


def _document(found: Deidentified) -> dict[str, object]:
    """Return the document the contract asks for: never a way back to the names."""
    spans = [{"span": [each.span.start, each.span.end], "label": each.label.value} for each in found.spans]
    return {"text": found.text, "spans": spans}
