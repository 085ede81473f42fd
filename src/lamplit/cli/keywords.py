"""`lamplit keywords`: the phrases a text is about, with weight and source sentence; leaves counting to `listening`."""

import argparse
from pathlib import Path

from lamplit.cli.endings import TroubleError, put, put_json
from lamplit.engines.listening.keywords import keywords_of
from lamplit.engines.listening.transcript_files import TranscriptError
from lamplit.engines.listening.transcripts import read_words

MOST_BYTES = 20_000_000


def run(options: argparse.Namespace) -> int:
    """Print the phrases of a file, strongest first; raises TroubleError when it holds no readable text."""
    with Path(options.file).open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    try:
        found = keywords_of(read_words(options.file, raw))
    except TranscriptError as error:
        raise TroubleError(str(error)) from None
    if options.json:
        put_json([{"text": each.text, "weight": each.weight, "sentence": each.sentence,
                   "span": [each.span.start, each.span.end], "because": each.because} for each in found])  # fmt: skip
        return 0
    for each in found:
        put(f"{each.weight:.2f}  {each.text}\n      {each.sentence}")
    return 0
