"""Keeps the chain's length and head in a file beside the database, so that a cut tail or an older database shows.

The anchor moves after the commit. A crash may leave it behind the chain; nothing ever leaves it ahead.
"""

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from lamplit.vault.crypto import mac, same_mac

NAME = "audit.anchor"
_DIGITS = 20
_BYTES = _DIGITS + 1 + 64 + 1 + 64 + 1
_log = logging.getLogger(__name__)


class _Open:
    """The open anchor file of this process, and the data folder it lies in."""

    folder: object = None
    handle = -1
    kept = False


_open = _Open()


def path() -> Path:
    """Return where the anchor lies: in the data folder, outside the database."""
    return Path(settings.DATA_DIR) / NAME


def move(count: int, head: bytes, key: bytes) -> None:
    """Write the chain's length and head, unless a later one stands there; the act itself is saved either way."""
    if _open.kept:
        return
    try:
        handle = _handle()
        standing = os.pread(handle, _DIGITS, 0)
        if standing.isdigit() and int(standing) >= count:
            return
        os.pwrite(handle, _line(count, head, key), 0)
    except OSError as error:
        _log.error("the audit anchor could not be moved: %s", error.strerror)


def compare(key: bytes, mac_at: Callable[[int], bytes | None]) -> None:
    """Let the anchor move only while it agrees with the chain: one that does not is evidence, and is kept as it is.

    `mac_at` returns the MAC of one line of the chain. An empty chain gets its anchor here, before its first line.
    """
    try:
        standing = read(key)
    except (ValueError, OSError):
        _open.kept = True
        return
    if standing is None:
        _open.kept = mac_at(1) is not None
        move(0, bytes(32), key)
        return
    _open.kept = bool(standing[0]) and mac_at(standing[0]) != standing[1]


def set_back(count: int, head: bytes, key: bytes) -> None:
    """Write the anchor whatever stands there, after a backup was restored on purpose."""
    os.pwrite(_handle(), _line(count, head, key), 0)
    _open.kept = False


def read(key: bytes) -> tuple[int, bytes] | None:
    """Return the anchored length and head; None when there is no anchor. Raises ValueError when it is not ours.

    An empty file is no anchor: a process was killed between making it and its first line.
    """
    try:
        held = path().read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    if not held:
        return None
    count, head, _ = held.split(" ")
    if not same_mac(held.encode("ascii"), _line(int(count), bytes.fromhex(head), key)):
        raise ValueError("the anchor was changed")
    return int(count), bytes.fromhex(head)


def close() -> None:
    """Let go of the anchor file."""
    if _open.handle >= 0:
        with suppress(OSError):
            os.close(_open.handle)
    _open.folder, _open.handle, _open.kept = None, -1, False


def _line(count: int, head: bytes, key: bytes) -> bytes:
    """Return the anchor's one line, sealed with a MAC of its own."""
    said = b"%020d %s" % (count, head.hex().encode("ascii"))
    return b"%s %s\n" % (said, mac(key, b"lamplit/anchor/1" + said).hex().encode("ascii"))


def _handle() -> int:
    """Return the open file, made on first use for its owner alone, and anew when somebody took it away."""
    folder = settings.DATA_DIR
    if _open.handle < 0 or _open.folder is not folder or os.fstat(_open.handle).st_nlink == 0:
        close()
        _open.handle = os.open(path(), os.O_RDWR | os.O_CREAT, 0o600)
        _open.folder = folder
    return _open.handle
