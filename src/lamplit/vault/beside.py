"""Keeps small plain files in the data folder, whole or not at all, and in every backup; what they say is for actions.

They lie outside the database so that pages that must answer without one can read them.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

NAMES = ("local-help.json",)
MOST_BYTES = 1024 * 1024

Stamp = tuple[int, int, int]


def path(name: str) -> Path:
    """Return where the file of this name lies."""
    return Path(settings.DATA_DIR) / name


def stamp(name: str) -> Stamp | None:
    """Return what changes whenever the file does, None when there is none."""
    try:
        found = path(name).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def read(name: str) -> bytes:
    """Return what the file holds, nothing when there is none; raises OSError when it cannot be read or is too long."""
    try:
        with path(name).open("rb") as file:
            held = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return b""
    if len(held) > MOST_BYTES:
        raise OSError(f"{name} is longer than it may be")
    return held


def held_for_backup(name: str) -> bytes:
    """Return what a backup takes of the file: nothing when there is none or when it cannot be read."""
    with suppress(OSError):
        return read(name)
    return b""


@contextmanager
def one_writer() -> Iterator[None]:
    """Let one process change a file at a time, so that of two who add something both are kept."""
    handle = os.open(settings.DATA_DIR, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write(name: str, held: bytes) -> None:
    """Put a new file in the place of the old one, on the disk before it counts; raises OSError, the old one left."""
    place = path(name)
    part = place.with_name(f".{name}.part")
    part.unlink(missing_ok=True)  # of one that was interrupted
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(held)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    _settle(place.parent)


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
