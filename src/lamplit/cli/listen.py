"""`lamplit listen`: the transcript of a session in, a report out in which every line cites its turns."""

import argparse
from pathlib import Path

from lamplit.cli.endings import TroubleError, put, put_json
from lamplit.engines.listening.report import SUMMARY, Report, document
from lamplit.engines.listening.session import listen
from lamplit.engines.listening.signals import SignalEngine
from lamplit.engines.listening.speakers import read_told
from lamplit.engines.listening.transcript_files import MOST_BYTES, TranscriptError
from lamplit.engines.listening.transcripts import read_transcript


def run(options: argparse.Namespace) -> int:
    """Print the report of a file; raises TroubleError when it cannot be read as a transcript."""
    with Path(options.file).open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    try:
        report = listen(read_transcript(options.file, raw), read_told(options.speakers), SignalEngine())
    except TranscriptError as error:
        raise TroubleError(str(error)) from None
    if options.json:
        put_json(document(report))
    else:
        put(_page(report))
    return 0


def _page(report: Report) -> str:
    """Return a report to read: each part with its quotes, the turns they stand in, and why."""
    lines = [f"{len(report.coded)} turns. Found by counting and by reviewed phrases; it judges nobody."]
    lines += [f"{label}: {guess.part} ({guess.because})" for label, guess in report.speakers.items()]
    for part in SUMMARY:
        lines += ["", part.capitalize()]
        lines += [f"  {_where(each.lines)} {each.text}" for each in report.summary[part]] or ["  Nothing was found."]
    lines += ["", "Moments to read again"]
    lines += [
        f"  {_where(each.lines)} {'perhaps ' * each.perhaps}{each.reason.replace('_', ' ')}: {each.quote}"
        for each in report.key_moments
    ]
    lines += ["", "Please read"] if report.signals else []
    lines += [f"  {_where((each.line,))} {each.finding.quote}: {each.because}" for each in report.signals]
    return "\n".join(lines)


def _where(lines: tuple[int, ...]) -> str:
    """Return turn numbers in brackets."""
    return f"[{', '.join(map(str, lines))}]"
