"""A stream of bytes locked in the age format to one key of the house, and opened again; leaves its meaning to `pack`.

The age identity is HKDF-SHA256 of the house key with info `lamplit/v1|backup|age`, an X25519 key as age writes it
(https://age-encryption.org/v1, BIP 173). So whoever has the recovery sheet can open a backup, and nobody else.
"""

import errno
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

import pyrage

from lamplit.vault.crypto import derived
from lamplit.vault.failures import BackupDamaged, BackupRefused
from lamplit.vault.keyfile import HouseKey

_INFO = "lamplit/v1|backup|age"
_PREFIX = "age-secret-key-"
_SYMBOLS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)  # BIP 173


def lock(source: Iterator[bytes], target: BinaryIO, key: HouseKey) -> None:
    """Write what `source` yields to `target`, locked to one key; never more than a piece of it in memory."""
    reader = _Source(source)
    try:
        pyrage.encrypt_io(reader, target, [_identity(key).to_public()])
    except (pyrage.EncryptError, OSError) as error:  # pyrage tells only the words of what went wrong in our own code
        if reader.trouble is not None:
            raise reader.trouble from error
        raise _of_the_disk(error) from error


@contextmanager
def opened(file: BinaryIO, key: HouseKey) -> Iterator[BinaryIO]:
    """Give what is locked in `file` as a stream to be read to its end; raises BackupDamaged, BackupRefused."""
    reading, writing = os.pipe()
    opener = _Opener(file, writing, key)
    opener.start()
    try:
        with os.fdopen(reading, "rb") as stream:
            yield stream
    except BackupDamaged:
        opener.join()
        opener.complain()
        raise
    finally:
        opener.join()
    opener.complain()


def _of_the_disk(error: Exception) -> OSError:
    """Return what the disk said: pyrage passes on its words alone."""
    said = re.search(r"\[Errno (\d+)\] ([^'\n]+)", str(error))
    return OSError(int(said[1]), said[2]) if said else OSError(errno.EIO, str(error))


class _Source:
    """An iterator of bytes as a file to read from; keeps what went wrong in it."""

    def __init__(self, source: Iterator[bytes]) -> None:
        self._source = source
        self._held = b""
        self.trouble: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        """Return some bytes, at most `size`; none at the end."""
        try:
            while not self._held:
                self._held = next(self._source)
        except StopIteration:
            return b""
        except BaseException as error:
            self.trouble = error
            raise
        part, self._held = (self._held, b"") if size < 0 else (self._held[:size], self._held[size:])
        return part


class _Opener(threading.Thread):
    """Opens a file into a pipe, so that its reader may take it piece by piece."""

    def __init__(self, file: BinaryIO, writing: int, key: HouseKey) -> None:
        super().__init__(daemon=True)
        self._file, self._writing, self._key = file, writing, key
        self._wrong: BaseException | None = None

    def run(self) -> None:
        """Open all of it; a reader that leaves early ends it without a word."""
        try:
            with os.fdopen(self._writing, "wb") as pipe:
                pyrage.decrypt_io(self._file, pipe, [_identity(self._key)])
        except BrokenPipeError:
            return
        except Exception as error:  # told to the reader by `complain`
            self._wrong = error

    def complain(self) -> None:
        """Raise what went wrong, in the words people read."""
        wrong = self._wrong
        if wrong is None or "Broken pipe" in str(wrong):
            return
        if isinstance(wrong, pyrage.DecryptError) and "matching" in str(wrong):
            raise BackupRefused(
                f"The key {self._key.id} does not open this backup: the beginning of the file is damaged, or it was "
                "locked by another key of that name. Nothing has been changed."
            ) from wrong
        place = 0
        with suppress(OSError, ValueError):
            place = self._file.tell()
        raise BackupDamaged(
            f"This backup is damaged or cut short (it stopped making sense within {place} bytes). "
            "Use another one. Nothing has been changed."
        ) from wrong


def _identity(key: HouseKey) -> pyrage.x25519.Identity:
    """Return the age identity of a house key."""
    return pyrage.x25519.Identity.from_str(_bech32(derived(key.secret, _INFO)).upper())


def _bech32(secret: bytes) -> str:
    """Return 32 bytes as age writes a secret key (BIP 173)."""
    whole = int.from_bytes(secret, "big") << 4  # 256 bits fill 52 symbols of five bits but for four
    values = [whole >> 5 * place & 31 for place in reversed(range(52))]
    spread = [ord(sign) >> 5 for sign in _PREFIX] + [0] + [ord(sign) & 31 for sign in _PREFIX]
    rest = _polymod([*spread, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [rest >> 5 * place & 31 for place in reversed(range(6))]
    return f"{_PREFIX}1{''.join(_SYMBOLS[value] for value in values)}"


def _polymod(values: list[int]) -> int:
    """Return the check of BIP 173 over values of five bits."""
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, factor in enumerate(_GENERATOR):
            check ^= factor if top >> place & 1 else 0
    return check
