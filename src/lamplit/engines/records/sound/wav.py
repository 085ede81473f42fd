"""Clears a WAV recording of everything but its sound: only the format and the samples are written anew."""

import struct
from collections.abc import Iterator

from lamplit.engines.records.sound.unclean import BrokenSoundError, NotASoundError

_PLAIN = frozenset({1, 3})  # whole numbers, or fractions
_FORMAT = 16  # bytes; what may follow them is not needed for plain samples


def is_wav(data: bytes) -> bool:
    """Say whether bytes begin as a WAV file does."""
    return data[:4] == b"RIFF" and data[8:12] == b"WAVE"


def clear_wav(data: bytes) -> bytes:
    """Return the samples as a new file; raises NotASoundError for packed ones, BrokenSoundError when there are none."""
    found = dict[bytes, bytes]()
    for name, content in _chunks(data):
        found.setdefault(name, content)
    shape, samples = found.get(b"fmt ", b"")[:_FORMAT], found.get(b"data", b"")
    if len(shape) < _FORMAT or not samples:
        raise BrokenSoundError
    if struct.unpack_from("<H", shape)[0] not in _PLAIN:
        raise NotASoundError
    held = _chunk(b"fmt ", shape) + _chunk(b"data", samples)
    return _chunk(b"RIFF", b"WAVE" + held)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack("<4sI", name, len(content)) + content + bytes(len(content) % 2)
