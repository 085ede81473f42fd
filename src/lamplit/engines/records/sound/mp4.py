"""Clears an MP4 recording (m4a) of everything but its sound, in place; source: ISO/IEC 14496-12 and 14496-14.

Only the boxes listed here stay. Any other becomes free space of the same length; dates and names become zeros.
"""

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lamplit.engines.records.sound.unclean import BrokenSoundError, NotASoundError

_DATED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_SAMPLE_ENTRY = 28  # bytes of a version 0 audio sample entry before the boxes in it


class Tree(NamedTuple):
    """The boxes that stay inside another: those without a tree of their own are taken as they are."""

    inside: Mapping[bytes, "Tree | None"]
    skip: int = 0  # bytes before the first of them


def _leaves(names: bytes) -> dict[bytes, Tree | None]:
    return dict.fromkeys(names.split())


_ENTRIES = Tree({b"mp4a": Tree(_leaves(b"esds btrt"), _SAMPLE_ENTRY)}, 8)
_TABLE = Tree({**_leaves(b"stts stsc stsz stz2 stco co64 sgpd sbgp"), b"stsd": _ENTRIES})
_MEDIA = Tree(
    {**_leaves(b"mdhd hdlr"), b"minf": Tree({**_leaves(b"smhd"), b"dinf": Tree(_leaves(b"dref")), b"stbl": _TABLE})}
)
_TRACK = Tree({**_leaves(b"tkhd"), b"edts": Tree(_leaves(b"elst")), b"mdia": _MEDIA})
_PIECE = Tree({**_leaves(b"mfhd"), b"traf": Tree(_leaves(b"tfhd tfdt trun sgpd sbgp"))})
_FILE = Tree(
    {
        **_leaves(b"ftyp styp mdat sidx"),
        b"moov": Tree({**_leaves(b"mvhd"), b"trak": _TRACK, b"mvex": Tree(_leaves(b"mehd trex"))}),
        b"moof": _PIECE,
    }
)


class _Box(NamedTuple):
    """One box: what it is, where that is said, where its content begins, and where it ends."""

    name: bytes
    named: int
    inner: int
    end: int


def is_mp4(data: bytes) -> bool:
    """Say whether bytes begin as an MP4 file does; a film and a picture may, too."""
    return data[4:8] == b"ftyp"


def clear_mp4(data: bytes) -> bytes:
    """Return a recording of one AAC track with nothing in it but its sound.

    Raises NotASoundError for films, other codecs or several tracks, BrokenSoundError for what does not hold together.
    """
    held = bytearray(data)
    kept: list[bytes] = []
    _clear(held, (0, len(held)), _FILE, kept)
    if (kept.count(b"trak"), kept.count(b"mp4a"), b"mdat" in kept) != (1, 1, True):
        raise NotASoundError
    return bytes(held)


def _clear(held: bytearray, span: tuple[int, int], tree: Tree, kept: list[bytes]) -> None:
    """Clear everything between two places that is not in `tree`; the names of what stays are added to `kept`."""
    for box in _boxes(held, (span[0] + tree.skip, span[1])):
        if box.name not in tree.inside:
            held[box.named : box.named + 4] = b"free"
            held[box.inner : box.end] = bytes(box.end - box.inner)
            continue
        kept.append(box.name)
        inside = tree.inside[box.name]
        if inside is None:
            _without_notes(held, box)
        else:
            _clear(held, (box.inner, box.end), inside, kept)


def _without_notes(held: bytearray, box: _Box) -> None:
    """Put zeros where a box says when it was made, or what somebody called it."""
    if box.name in _DATED:
        length = 16 if held[box.inner : box.inner + 1] == b"\x01" else 8
        if box.end - box.inner < 4 + length:
            raise BrokenSoundError
        held[box.inner + 4 : box.inner + 4 + length] = bytes(length)
    elif box.name == b"hdlr":
        if held[box.inner + 8 : box.inner + 12] != b"soun":
            raise NotASoundError
        held[box.inner + 24 : box.end] = bytes(max(0, box.end - box.inner - 24))


def _boxes(held: bytearray, span: tuple[int, int]) -> Iterator[_Box]:
    at, end = span
    while at < end:
        if end - at < 8:
            raise BrokenSoundError
        size, name = struct.unpack_from(">I4s", held, at)
        inner = at + 8
        if size == 1 and end - at >= 16:
            size, inner = struct.unpack_from(">Q", held, inner)[0], inner + 8
        stop = end if size == 0 else at + size
        if stop > end or stop < inner:
            raise BrokenSoundError
        yield _Box(name, at + 4, inner, stop)
        at = stop
