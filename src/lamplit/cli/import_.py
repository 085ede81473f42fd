"""`lamplit import`: entries from a file into one person's part of one circle; a report says what became of each."""

import argparse
from pathlib import Path

from django.conf import settings

from lamplit.actions import at_their_word, record_import
from lamplit.cli import ground
from lamplit.cli.ground import Ending, RefusedError, TroubleError
from lamplit.vault import keys

LARGEST = 1024 * 1024 * 1024


def run(options: argparse.Namespace) -> int:
    """Take a file in; ends with 1 when anything in it could not be taken."""
    ground.require_house()
    keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    file = Path(options.file).expanduser()
    if file.stat().st_size > LARGEST:
        raise TroubleError(f"{file} is larger than a record can be.")
    try:
        visit = at_their_word.visit_of(options.person, ground.an_id(options.circle, "circle"))
        report = record_import.take_in(visit, file.read_bytes())
    except at_their_word.NotAMemberError as error:
        raise RefusedError(str(error)) from error
    except record_import.NotARecordError as error:
        raise TroubleError(str(error)) from error
    _told(report, as_json=options.json)
    return Ending.TROUBLE if report.bad else Ending.DONE


def _told(report: record_import.Report, *, as_json: bool) -> None:
    if as_json:
        bad, notes = ([{"id": number, "why": why} for number, why in each] for each in (report.bad, report.notes))
        ground.put_json({"added": report.added, "here_before": report.here_before, "bad": bad, "notes": notes})
        return
    ground.put(f"{report.added} came in. {report.here_before} were here before. {len(report.bad)} could not come in.")
    for number, why in (*report.bad, *report.notes):
        ground.put(f"{number}: {why}")
