"""Clears a WebM recording of everything but its sound, in place; source: RFC 8794 (EBML), RFC 9559 (Matroska).

Only the elements listed here stay. Any other becomes a Void of the same length, so that nothing else has to move.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lamplit.engines.records.sound.unclean import BrokenSoundError, NotASoundError

BEGINS_WITH = b"\x1a\x45\xdf\xa3"
_SEGMENT, _CLUSTER, _TRACK = 0x18538067, 0x1F43B675, 0xAE
_TYPE, _CODEC, _PRIVATE = 0x83, 0x86, 0x63A2
_APPS = frozenset({0x4D80, 0x5741})  # the names of programs: these must be there, and say nothing
_VOID = 0xEC
_LONGEST_LEAF = {_PRIVATE: 19}  # an OpusHead of one or two channels


class Tree(NamedTuple):
    """The elements that stay inside another: those without a tree of their own are taken as they are."""

    inside: Mapping[int, "Tree | None"]


def _leaves(*names: int) -> dict[int, Tree | None]:
    return dict.fromkeys(names)


_KEPT = Tree(
    {
        0x1A45DFA3: Tree(_leaves(0x4286, 0x42F7, 0x42F2, 0x42F3, 0x4282, 0x4287, 0x4285)),
        _SEGMENT: Tree(
            {
                0x1549A966: Tree(_leaves(0x2AD7B1, 0x4489, *_APPS)),
                0x1654AE6B: Tree(
                    {
                        _TRACK: Tree(
                            _leaves(0xD7, 0x73C5, _TYPE, _CODEC, _PRIVATE, 0x56AA, 0x56BB, 0xB9, 0x88, 0x9C, 0x23E383)
                            | {0xE1: Tree(_leaves(0xB5, 0x78B5, 0x9F, 0x6264))}
                        )
                    }
                ),
                _CLUSTER: Tree(_leaves(0xE7, 0xA7, 0xAB, 0xA3) | {0xA0: Tree(_leaves(0xA1, 0x9B, 0xFB, 0x75A2))}),
            }
        ),
    }
)
_IN_A_SEGMENT = frozenset(
    {0x1549A966, 0x1654AE6B, _CLUSTER, 0x114D9B74, 0x1C53BB6B, 0x1254C367, 0x1941A469, 0x1043A770}
)


class _Element(NamedTuple):
    """One element: what it is, where it begins, where its content does, and where that ends."""

    name: int
    start: int
    inner: int
    end: int


def clear_webm(data: bytes) -> bytes:
    """Return a recording of one Opus track with nothing in it but its sound.

    Raises NotASoundError for films, other codecs or several tracks, BrokenSoundError for what does not hold together.
    """
    held = bytearray(data)
    seen: list[tuple[int, bytes]] = []
    _clear(held, (0, len(held)), _KEPT, seen)
    found = {name: [content for each, content in seen if each == name] for name in (_TYPE, _CODEC, _PRIVATE)}
    if [each[-1:] for each in found[_TYPE]] != [b"\x02"] or [each.rstrip(b"\0") for each in found[_CODEC]] != [
        b"A_OPUS"
    ]:
        raise NotASoundError
    if any(not each.startswith(b"OpusHead") for each in found[_PRIVATE]):
        raise NotASoundError
    return bytes(held)


def _clear(held: bytearray, span: tuple[int, int], tree: Tree, seen: list[tuple[int, bytes]]) -> None:
    """Clear everything between two places that is not in `tree`; what stays is told to `seen`."""
    for each in _elements(held, span):
        if each.name not in tree.inside or each.end - each.inner > _LONGEST_LEAF.get(each.name, each.end):
            _void(held, each)
        elif each.name in _APPS:
            held[each.inner : each.end] = bytes(each.end - each.inner)
        else:
            _keep(held, each, tree.inside[each.name], seen)


def _keep(held: bytearray, each: _Element, inside: Tree | None, seen: list[tuple[int, bytes]]) -> None:
    if inside is not None:
        _clear(held, (each.inner, each.end), inside, seen)
    elif each.name in (_TYPE, _CODEC, _PRIVATE):
        seen.append((each.name, bytes(held[each.inner : each.end])))


def _elements(held: bytearray, span: tuple[int, int]) -> Iterator[_Element]:
    at, end = span
    while at < end:
        name, after = _number(held, at, 4, marked=True)
        size, inner = _number(held, after, 8)
        unknown = size == (1 << 7 * (inner - after)) - 1  # a recorder does not know yet how long it will be
        stop = _open_end(held, name, (inner, end)) if unknown else inner + size
        if stop > end:
            raise BrokenSoundError
        yield _Element(name, at, inner, stop)
        at = stop


def _open_end(held: bytearray, name: int, span: tuple[int, int]) -> int:
    """Return where an element of unknown length ends: a cluster where the segment goes on, the segment at the end."""
    at, end = span
    if name == _SEGMENT:
        return end
    if name != _CLUSTER:
        raise BrokenSoundError
    while at < end:
        inside, after = _number(held, at, 4, marked=True)
        if inside in _IN_A_SEGMENT:
            return at
        size, inner = _number(held, after, 8)
        at = inner + size
    return at


def _number(held: bytearray, at: int, most: int, *, marked: bool = False) -> tuple[int, int]:
    """Return the number that begins at a place, with the bit that tells its length when `marked`, and what follows."""
    length = 9 - held[at].bit_length() if at < len(held) else 99
    if length > most or at + length > len(held):
        raise BrokenSoundError
    number = int.from_bytes(held[at : at + length], "big")
    return number if marked else number ^ (1 << 7 * length), at + length


def _void(held: bytearray, each: _Element) -> None:
    """Write zeros over an element, and that nothing is there."""
    whole = each.end - each.start
    size = bytes([0x80 | (whole - 2)]) if whole < 128 else (1 << 56 | (whole - 9)).to_bytes(8, "big")
    held[each.start : each.end] = (bytes([_VOID]) + size).ljust(whole, b"\0")
