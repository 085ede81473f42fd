"""A drawing as a picture on a page, and the stickers to put on one; leaves what a drawing may hold to `marks`."""

from functools import lru_cache

from markupsafe import Markup

from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.marks import LINE, Mark, read_marks

SIDE = {1: 36, 2: 60, 3: 100, 4: 160}  # of a sticker, by its size
THICK = {1: 3, 2: 7, 3: 14, 4: 26}  # of a line
# Each sticker on a square of 40, as one path.
SHAPES = {
    "sun": "M12 20a8 8 0 1 0 16 0a8 8 0 1 0 -16 0M20 2v6M20 32v6M2 20h6M32 20h6M7 7l4 4M29 29l4 4M33 7l-4 4M11 29l-4 4",
    "cloud": "M11 31h19a7 7 0 0 0 1 -14a11 11 0 0 0 -21 -2a8 8 0 0 0 1 16Z",
    "rain": "M11 24h19a6 6 0 0 0 1 -12a10 10 0 0 0 -19 -2a7 7 0 0 0 -1 14ZM13 29l-2 7M21 29l-2 7M29 29l-2 7",
    "star": "M20 3l5 11l12 1l-9 8l3 12l-11 -6l-11 6l3 -12l-9 -8l12 -1Z",
    "moon": "M25 5a15 15 0 1 0 10 22a13 13 0 0 1 -10 -22Z",
    "heart": "M20 35c-21 -13 -17 -28 -8 -28c5 0 7 4 8 6c1 -2 3 -6 8 -6c9 0 13 15 -8 28Z",
    "flower": (
        "M16 15a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M20 11c-5 -10 5 -10 0 0M24 15c10 -5 10 5 0 0M20 19c5 10 -5 10 0 0"
        "M16 15c-10 5 -10 -5 0 0M20 22v16M20 32c4 0 7 -2 8 -6"
    ),
    "tree": "M17 38v-9h6v9M20 2l-8 11h4l-7 9h4l-5 7h24l-5 -7h4l-7 -9h4Z",
    "house": "M5 19l15 -14l15 14M9 16v20h22v-20M17 36v-11h7v11",
    "person": "M14 9a6 6 0 1 0 12 0a6 6 0 1 0 -12 0M20 15v12M8 19l12 2l12 -2M20 27l-7 11M20 27l7 11",
    "glad": "M4 20a16 16 0 1 0 32 0a16 16 0 1 0 -32 0M14 15v2M26 15v2M12 23c3 8 13 8 16 0",
    "sad": "M4 20a16 16 0 1 0 32 0a16 16 0 1 0 -32 0M14 15v2M26 15v2M13 29c3 -6 11 -6 14 0",
    "cross": "M4 20a16 16 0 1 0 32 0a16 16 0 1 0 -32 0M11 12l6 3M29 12l-6 3M14 18v1M26 18v1M13 28h14",
    "circle": "M4 20a16 16 0 1 0 32 0a16 16 0 1 0 -32 0",
    "square": "M5 5h30v30h-30Z",
    "triangle": "M20 4l16 31h-32Z",
}
_PAPER = Markup(
    '<svg class="drawn" viewBox="0 0 400 400" role="img" aria-label="{label}" fill="none" stroke="currentColor" '
    'stroke-linecap="round" stroke-linejoin="round">{marks}</svg>'
)
_LINE = Markup('<polyline class="ink-{colour}" stroke-width="{thick}" points="{points}"/>')
_PUT = Markup(
    '<svg class="ink-{colour} sticker" x="{x}" y="{y}" width="{side}" height="{side}" viewBox="0 0 40 40">'
    '<path d="{shape}"/></svg>'
)
_STICKER = Markup(
    '<svg class="sticker" viewBox="0 0 40 40" width="32" height="32" fill="none" stroke="currentColor" '
    'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="{shape}"/></svg>'
)


def drawn(text: str, label: str) -> Markup:
    """Return a drawing as a picture with `label` for whoever listens; an empty paper for what is no drawing."""
    return _PAPER.format(label=label, marks=Markup("").join(_shown(mark) for mark in read_marks(text) or ()))


def _shown(mark: Mark) -> Markup:
    if mark.what == LINE:
        points = " ".join(f"{across},{down}" for across, down in mark.points)
        return _LINE.format(colour=mark.colour, thick=THICK[mark.size], points=points)
    side = SIDE[mark.size]
    across, down = mark.points[0]
    place = {"x": across - side // 2, "y": down - side // 2, "side": side}
    return _PUT.format(colour=mark.colour, shape=SHAPES[mark.what], **place)


@lru_cache(maxsize=32)
def sticker(name: str) -> Markup:
    """Return the picture of one sticker, for the button that puts it on the paper."""
    return _STICKER.format(shape=SHAPES[name])


def sticker_names() -> tuple[tuple[str, str], ...]:
    """Return every sticker with what it is called, in the order of the desk."""
    choices = KINDS["drawing"].words.fields["marks"].choices
    return tuple((choice.value, choice.label) for choice in choices if choice.value in SHAPES)
