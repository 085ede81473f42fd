"""The list of what was erased, ids only, in a file beside the database; leaves the erasing itself to `erasure`."""

import logging
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

NAME = "erasures.log"
_log = logging.getLogger(__name__)
KINDS = ("entry", "draft", "person", "circle", "reply")


class Tombstone(NamedTuple):
    """One thing erased: what it was, which, and on which day."""

    kind: str
    id: UUID
    on: date


class _Known:
    """What this process knows to be erased, by its kind, and how much of which file it has read."""

    path = ""
    size = -1
    ids: Mapping[str, frozenset[UUID]] = MappingProxyType({})


_known = _Known()


def path() -> Path:
    """Return where the list lies: in the data folder, and in every backup."""
    return Path(settings.DATA_DIR) / NAME


def copy_path() -> Path:
    """Return where the second list lies: beside the key file, for the day when the data folder is lost."""
    return Path(settings.KEY_FILE).with_name(NAME)


def add(kind: str, ids: list[UUID], on: date) -> None:
    """Write tombstones and wait until they are on disk: first the stone, then the erasing."""
    if not ids:
        return
    lines = _lines(Tombstone(kind, each, on) for each in ids)
    _append(path(), lines)
    try:
        _append(copy_path(), lines)
    except OSError as error:  # the first list is the one that counts; `doctor` says that the second is behind
        _log.warning("the second list of what was erased could not be written: %s", error.strerror)


def _append(file: Path, lines: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, lines)
        os.fsync(handle)
    finally:
        os.close(handle)


def beside_the_keys() -> list[Tombstone]:
    """Return the second list; whatever of it cannot be read is passed over."""
    try:
        return read(copy_path().read_bytes())
    except OSError:
        return []


def every() -> list[Tombstone]:
    """Return every tombstone in the order of erasing; a line cut short by a power cut is passed over."""
    return read(as_written())


def as_written() -> bytes:
    """Return the list as it lies on disk, to go into a backup."""
    try:
        return path().read_bytes()
    except FileNotFoundError:
        return b""


def read(written: bytes) -> list[Tombstone]:
    """Return the tombstones of a list; what makes no sense is passed over."""
    lines = written.decode("ascii", errors="replace").splitlines()
    return [stone for line in lines if (stone := _stone(line)) is not None]


def take_over(stones: list[Tombstone]) -> int:
    """Add those of `stones` that are not in the list yet, as after going back to a backup; return how many."""
    known = {(stone.kind, stone.id) for stone in every()}
    new = {(stone.kind, stone.id): stone for stone in stones if (stone.kind, stone.id) not in known}
    if new:
        _append(path(), _lines(new.values()))
    return len(new)


def even_out() -> None:
    """Let each of the two lists hold what the other does, as after a folder was put back by hand or a disk was full."""
    take_over(beside_the_keys())
    there = {(stone.kind, stone.id) for stone in beside_the_keys()}
    behind = [stone for stone in every() if (stone.kind, stone.id) not in there]
    if behind:
        with suppress(OSError):
            _append(copy_path(), _lines(behind))


def copy_is_behind() -> bool:
    """Tell whether the second list lacks something that the first one holds."""
    there = {(stone.kind, stone.id) for stone in beside_the_keys()}
    return any((stone.kind, stone.id) not in there for stone in every())


def _lines(stones: Iterable[Tombstone]) -> bytes:
    """Return tombstones as they are written."""
    return "".join(f"{stone.on.isoformat()} {stone.kind} {stone.id.hex}\n" for stone in stones).encode("ascii")


def is_erased(thing: UUID, kind: str = "entry") -> bool:
    """Tell whether an entry or a reply of this id was erased, so that a late device cannot bring it back."""
    wanted = f"{settings.DATA_DIR}/{NAME}"
    try:
        size = os.stat(wanted).st_size  # noqa: PTH116 - asked at every write, and a Path costs more than the asking
    except FileNotFoundError:
        return False
    if _known.path != wanted or _known.size != size:
        stones = every()
        _known.ids = {
            each: frozenset(stone.id for stone in stones if stone.kind == each) for each in ("entry", "reply")
        }
        _known.path, _known.size = wanted, size
    return thing in _known.ids[kind]


def _stone(line: str) -> Tombstone | None:
    """Return the tombstone of one line."""
    try:
        on, kind, each = line.split(" ")
        return Tombstone(kind, UUID(each), date.fromisoformat(on)) if kind in KINDS else None
    except ValueError:
        return None
