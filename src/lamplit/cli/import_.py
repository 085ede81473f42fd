"""`lamplit import`: entries from a file into one person's part of one circle; a report says what became of each."""

import argparse
from pathlib import Path

from django.conf import settings

from lamplit.actions import at_their_word, diary_import, record_import
from lamplit.actions.doors import Visit
from lamplit.actions.writing import Refused
from lamplit.cli import ground
from lamplit.cli.ground import Ending, RefusedError, TroubleError
from lamplit.engines.interop.tabular import MOST_BYTES
from lamplit.vault import keys
from lamplit.vault.failures import NotSaved

LARGEST = 1024 * 1024 * 1024
LARGEST_MOODS = 64 * 1024
RECORD = "lamplit"


def run(options: argparse.Namespace) -> int:
    """Take a file in; ends with 1 when anything in it could not be taken."""
    ground.require_house()
    keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    file = Path(options.file).expanduser()
    if file.stat().st_size > LARGEST:
        raise TroubleError(f"{file} is larger than a record can be.")
    try:
        visit = at_their_word.visit_of(options.person, ground.an_id(options.circle, "circle"))
        return _record(visit, file, options) if options.format == RECORD else _diary(visit, file, options)
    except at_their_word.NotAMemberError as error:
        raise RefusedError(str(error)) from error
    except (record_import.NotARecordError, diary_import.NotATableError, NotSaved) as error:
        raise TroubleError(str(error)) from error
    except Refused as refused:
        raise RefusedError(" ".join(problem.message for problem in refused.problems)) from refused


def _record(visit: Visit, file: Path, options: argparse.Namespace) -> int:
    """Take a record that `export` wrote."""
    report = record_import.take_in(visit, file.read_bytes())
    bad, notes = ([{"id": number, "why": why} for number, why in each] for each in (report.bad, report.notes))
    if options.json:
        ground.put_json({"added": report.added, "here_before": report.here_before, "bad": bad, "notes": notes})
    else:
        _sum_up(report.added, report.here_before, len(report.bad))
        for number, why in (*report.bad, *report.notes):
            ground.put(f"{number}: {why}")
    return Ending.TROUBLE if report.bad else Ending.DONE


def _diary(visit: Visit, file: Path, options: argparse.Namespace) -> int:
    """Take a diary kept elsewhere; only its writer sees what came in."""
    if file.stat().st_size > MOST_BYTES:  # before any of it is read
        raise TroubleError(f"{file} is larger than {MOST_BYTES // 1024 // 1024} MB. Cut it into parts.")
    report = diary_import.bring_in(visit, file.read_bytes(), options.format, _moods(options.moods))
    if options.json:
        bad = [{"line": line, "why": why} for line, why in report.bad]
        ground.put_json({"added": report.added, "here_before": report.here_before, "bad": bad})
    else:
        _sum_up(report.added, report.here_before, len(report.bad))
        for line, why in report.bad:
            ground.put(f"Line {line}: {why}")
    return Ending.TROUBLE if report.bad else Ending.DONE


def _moods(named: str | None) -> dict[str, str]:
    """Return what mood words mean where a file says so, one a line: meh: foggy."""
    if named is None:
        return {}
    file = Path(named).expanduser()
    if file.stat().st_size > LARGEST_MOODS:
        raise TroubleError(f"{file} is too large to be a list of moods.")
    return diary_import.read_moods(file.read_text(encoding="utf-8", errors="replace"))


def _sum_up(added: int, here_before: int, bad: int) -> None:
    ground.put(f"{added} came in. {here_before} were here before. {bad} could not come in.")
