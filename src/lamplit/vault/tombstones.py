"""The list of what was erased, ids only, in a file beside the database; leaves the erasing itself to `erasure`."""

import os
from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

NAME = "erasures.log"
KINDS = ("entry", "draft", "person", "circle")


class Tombstone(NamedTuple):
    """One thing erased: what it was, which, and on which day."""

    kind: str
    id: UUID
    on: date


class _Known:
    """The entries this process knows to be erased, and how much of which file it has read."""

    path = ""
    size = -1
    entries: frozenset[UUID] = frozenset()


_known = _Known()


def path() -> Path:
    """Return where the list lies: in the data folder, and in every backup."""
    return Path(settings.DATA_DIR) / NAME


def add(kind: str, ids: list[UUID], on: date) -> None:
    """Write tombstones and wait until they are on disk: first the stone, then the erasing."""
    if not ids:
        return
    handle = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, "".join(f"{on.isoformat()} {kind} {each.hex}\n" for each in ids).encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)


def every() -> list[Tombstone]:
    """Return every tombstone in the order of erasing; a line cut short by a power cut is passed over."""
    try:
        lines = path().read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    return [stone for line in lines if (stone := _stone(line)) is not None]


def is_erased(entry: UUID) -> bool:
    """Tell whether an entry of this id was erased, so that a late device cannot bring it back."""
    wanted = f"{settings.DATA_DIR}/{NAME}"
    try:
        size = os.stat(wanted).st_size  # noqa: PTH116 - asked at every write, and a Path costs more than the asking
    except FileNotFoundError:
        return False
    if _known.path != wanted or _known.size != size:
        _known.entries = frozenset(stone.id for stone in every() if stone.kind == "entry")
        _known.path, _known.size = wanted, size
    return entry in _known.entries


def _stone(line: str) -> Tombstone | None:
    """Return the tombstone of one line."""
    try:
        on, kind, each = line.split(" ")
        return Tombstone(kind, UUID(each), date.fromisoformat(on)) if kind in KINDS else None
    except ValueError:
        return None
