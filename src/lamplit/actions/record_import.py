"""Takes a record that `record_file` wrote into a circle of this house, once however often it is sent."""

from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from lamplit.actions.cards import EntryCard
from lamplit.actions.entries import revise_entry, write_entry
from lamplit.actions.record_file import FORMAT
from lamplit.actions.writing import Clash, Refused, Writing
from lamplit.vault.doorway import Visit

OTHERS_WORDS = "Somebody else wrote it: it comes in with their own record."
DAMAGED = "It could not be opened in the house it comes from."
TAKEN = "Something else stands here under its number."
ONLY_ME = "Those it was open to are not here, so only its writer sees it now."
SIGNED = "It was signed off in the house it comes from; here it is not."
NOT_ONE = "This is not an entry of a record."


class NotARecordError(Exception):
    """The file is not a record that Lamplit wrote; the text says so."""


@dataclass
class Report:
    """What became of each entry: how many came in, how many were here, what did not and why, and notes on those in."""

    added: int = 0
    here_before: int = 0
    bad: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def take_in(visit: Visit, document: bytes) -> Report:
    """Write every entry of a record that the visitor wrote, oldest first; raises NotARecordError.

    What they were open to by role stays where this house's policy allows it, else only their writer sees them.
    """
    items, writer = _items(document)
    report = Report()
    for item in reversed(items):
        number = str(item.get("id")) if isinstance(item, dict) else "?"
        if not isinstance(item, dict) or not item.get("id"):
            report.bad.append((number, NOT_ONE))
        elif str(item.get("author")) != writer:
            report.bad.append((number, OTHERS_WORDS))
        elif item.get("damaged") or not isinstance(item.get("body"), dict):
            report.bad.append((number, DAMAGED))
        else:
            _one(visit, item, report)
    return report


def _items(document: bytes) -> tuple[list[object], str]:
    """Return the entries of a record, newest first, and whose it is."""
    try:
        held = orjson.loads(document)
    except ValueError as error:
        raise NotARecordError("This file is not a record that Lamplit wrote (it is no JSON).") from error
    if not isinstance(held, dict) or not isinstance(held.get("items"), list):
        raise NotARecordError("This file is not a record that Lamplit wrote. Make one: lamplit export --format json")
    if not isinstance(held.get("lamplit_record"), int) or held["lamplit_record"] > FORMAT:
        raise NotARecordError("This record was made by a newer Lamplit. Install that release, then try again.")
    return held["items"], str(held.get("person"))


def _one(visit: Visit, item: Mapping[str, Any], report: Report) -> None:
    """Write one entry with everything it said before."""
    number = str(item["id"])
    try:
        versions = list(_versions(item))
        first = write_entry(visit, versions[0])
    except Refused as refused:
        if not _for_its_writer_alone(visit, item, report, refused):
            return
        report.notes.append((number, ONLY_ME))
        return
    except Clash as clash:
        _already(clash.current, item, report)
        return
    except (ValueError, KeyError, TypeError):
        report.bad.append((number, NOT_ONE))
        return
    _revise(visit, versions, report, created=first.created)
    if item.get("signed_off_at") and first.created:
        report.notes.append((number, SIGNED))


def _already(stands: EntryCard | None, item: Mapping[str, Any], report: Report) -> None:
    """Say whether what stands under a number is this very entry: a photo is pressed anew, its words are the same."""
    if stands is not None and stands.own and (stands.kind, stands.body) == (item["kind"], item["body"]):
        report.here_before += 1
    else:
        report.bad.append((str(item["id"]), TAKEN))


def _for_its_writer_alone(visit: Visit, item: Mapping[str, Any], report: Report, refused: Refused) -> bool:
    """Write an entry so that only its writer sees it, when those it was open to were what was refused."""
    number = str(item["id"])
    if {problem.field for problem in refused.problems} != {"audience"}:
        report.bad.append((number, " ".join(problem.message for problem in refused.problems)))
        return False
    versions = list(_versions({**item, "audience": ["me"]}))
    try:
        first = write_entry(visit, versions[0])
    except (Refused, Clash):
        report.bad.append((number, TAKEN))
        return False
    _revise(visit, versions, report, created=first.created)
    return True


def _revise(visit: Visit, versions: Sequence[Writing], report: Report, *, created: bool) -> None:
    """Put the later versions on top of the first; those that are here already stay as they are."""
    if not created:
        report.here_before += 1
        return
    report.added += 1
    for base, version in enumerate(versions[1:], start=1):
        revise_entry(visit, version.id, base, version)


def _versions(item: Mapping[str, Any]) -> Iterator[Writing]:
    """Yield what an entry said, the earliest first."""
    for version in [*reversed(item.get("earlier", [])), item]:
        if isinstance(version.get("body"), dict):
            yield Writing(
                id=UUID(str(item["id"])),
                kind=str(item["kind"]),
                fields=version["body"],
                happened_at=datetime.fromisoformat(str(version["happened_at"])),
                audience=_roles(item.get("audience", ["me"])),
                sensitive=bool(version.get("sensitive")),
                picture=_picture(item),
            )


def _roles(audience: object) -> list[str]:
    """Return an audience without the members of the house it comes from."""
    listed = audience if isinstance(audience, list) else []
    return [str(each) for each in listed if str(each).startswith("role:")] or ["me"]


def _picture(item: Mapping[str, Any]) -> bytes | None:
    for name, under in (("photo", "jpeg"), ("sound", "bytes")):
        held = item.get(name)
        if isinstance(held, dict) and held.get(under):
            return b64decode(held[under], validate=True)
    return None
