"""What a drawing is made of, read from its text: lines and stickers on a square; leaves the colours to the pages.

A mark is a line of text: what it is, its colour (0-7), its size (1-4) and its points, each from 0 to 400 across and
down. `line 2 1 10,10 40,60` is a thin line; `sun 5 3 200,120` is a sun with its middle there.
"""

import re
from dataclasses import dataclass

SIDE = 400
COLOURS, SIZES = 8, 4
MOST_MARKS = 500
LONGEST = 40_000  # characters of a whole drawing
LINE = "line"
STICKERS = (
    *("sun", "cloud", "rain", "star", "moon", "heart", "flower", "tree", "house", "person", "glad", "sad", "cross"),
    *("circle", "square", "triangle"),
)
_POINT = r"[0-9]{1,3},[0-9]{1,3}"
_LINE_MARK = re.compile(rf"line ([0-7]) ([1-4]) ({_POINT}(?: {_POINT})*)")
_STICKER = re.compile(rf"({'|'.join(STICKERS)}) ([0-7]) ([1-4]) ({_POINT})")


@dataclass(frozen=True, slots=True)
class Mark:
    """One line or sticker: `what` is "line" or a name of STICKERS, points are (across, down)."""

    what: str
    colour: int
    size: int
    points: tuple[tuple[int, int], ...]


def read_marks(text: str) -> tuple[Mark, ...] | None:
    """Return the marks of a drawing; None when any line of it is none, or there are more than MOST_MARKS."""
    lines = text.split("\n")
    if len(text) > LONGEST or len(lines) > MOST_MARKS:
        return None
    marks = tuple(filter(None, map(_mark, lines)))
    return marks if len(marks) == len(lines) else None


def _mark(line: str) -> Mark | None:
    drawn, put = _LINE_MARK.fullmatch(line), _STICKER.fullmatch(line)
    found = (LINE, *drawn.groups()) if drawn else put.groups() if put else None
    if found is None:
        return None
    points = tuple((int(across), int(down)) for across, down in (each.split(",") for each in found[3].split(" ")))
    inside = all(max(point) <= SIDE for point in points)
    return Mark(found[0], int(found[1]), int(found[2]), points) if inside else None


def what_is_there(text: str) -> tuple[str, ...]:
    """Return what a drawing is made of, each once, in the order it was put there; nothing for what is no drawing."""
    return tuple(dict.fromkeys(mark.what for mark in read_marks(text) or ()))
