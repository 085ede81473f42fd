"""Clears an Ogg recording of everything but its sound; source: RFC 3533 (Ogg), RFC 7845 (Opus in Ogg)."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from lamplit.engines.records.sound.unclean import BrokenSoundError, NotASoundError

BEGINS_WITH = b"OggS"
_HEAD = struct.Struct("<4sBBqIIIB")
_OPUS_HEAD = 19  # of one or two channels; longer ones are for more
_NO_TAGS = b"OpusTags" + struct.pack("<I", 7) + b"Lamplit" + struct.pack("<I", 0)
_POLYNOMIAL = 0x04C11DB7


class _Page(NamedTuple):
    """One page: whose it is, its number, its segments' lengths, what they hold, and where it ends."""

    serial: int
    number: int
    segments: bytes
    content: bytes
    end: int


def clear_ogg(data: bytes) -> bytes:
    """Return a recording of one Opus stream whose notes are empty.

    Raises NotASoundError for other codecs, BrokenSoundError for several streams and for notes that fill several pages.
    """
    pages = list(_pages(data))
    if len(pages) < 2 or not pages[0].content.startswith(b"OpusHead"):
        raise NotASoundError
    head, notes = pages[:2]
    if len(head.content) != _OPUS_HEAD or not notes.content.startswith(b"OpusTags") or not _one_packet(notes.segments):
        raise BrokenSoundError
    if [(each.serial, each.number) for each in pages] != [(head.serial, number) for number in range(len(pages))]:
        raise BrokenSoundError
    return data[: head.end] + _page_of(_NO_TAGS, notes) + data[notes.end :]


def _one_packet(segments: bytes) -> bool:
    return bool(segments) and segments[-1] < 255 and set(segments[:-1]) <= {255}


def _pages(data: bytes) -> Iterator[_Page]:
    at = 0
    while at < len(data):
        if len(data) - at < _HEAD.size:
            raise BrokenSoundError
        mark, version, _, _, serial, number, _, count = _HEAD.unpack_from(data, at)
        inner = at + _HEAD.size + count
        segments = data[at + _HEAD.size : inner]
        end = inner + sum(segments)
        if mark != BEGINS_WITH or version or end > len(data) or len(segments) != count:
            raise BrokenSoundError
        yield _Page(serial, number, segments, data[inner:end], end)
        at = end


def _page_of(content: bytes, like: _Page) -> bytes:
    """Return a page of one short packet in place of another one, with its own checksum."""
    parts = [BEGINS_WITH, 0, 0, 0, like.serial, like.number, 0, 1]
    rest = bytes([len(content)]) + content
    parts[6] = _checksum(_HEAD.pack(*parts) + rest)
    return _HEAD.pack(*parts) + rest


def _checksum(data: bytes) -> int:
    """Return the checksum of a page, as RFC 3533 has it."""
    total = 0
    for byte in data:
        total ^= byte << 24
        for _ in range(8):
            total = (total << 1 ^ _POLYNOMIAL if total & 0x80000000 else total << 1) & 0xFFFFFFFF
    return total
