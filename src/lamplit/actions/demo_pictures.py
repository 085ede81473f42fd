"""Pictures for the fictional circle, drawn here by a few lines each, so that nobody's photo is in the program."""

import io
import math
from collections.abc import Callable
from types import MappingProxyType

from PIL import Image, ImageDraw

SIZE = (960, 720)
_LARGER = 2  # drawn twice as large and made smaller, so that edges are smooth
SKY, HILL, GRASS, TRUNK, WOOD, ROOF = "#cfe0ea", "#a9bf9a", "#7d9c72", "#6b5444", "#d9a566", "#9a5a3c"
HOLE, BIRD, BREAST, SUN, INK = "#3b2c24", "#4d6272", "#d98a5f", "#f2d58a", "#2b2a33"

Draw = Callable[[ImageDraw.ImageDraw], None]


def picture(name: str) -> bytes:
    """Return one picture as the bytes of a PNG; KeyError for a name there is none of."""
    width, height = SIZE
    large = Image.new("RGB", (width * _LARGER, height * _LARGER), SKY)
    PICTURES[name](ImageDraw.Draw(large))
    out = io.BytesIO()
    large.resize(SIZE, Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()


def _birdhouse(draw: ImageDraw.ImageDraw) -> None:
    """Draw a birdhouse that is not straight, on a post."""
    draw.ellipse((1500, 140, 1740, 380), fill=SUN)
    draw.ellipse((-500, 900, 1500, 2100), fill=HILL)
    draw.ellipse((700, 1010, 2700, 2200), fill=GRASS)
    draw.rectangle((900, 820, 980, 1440), fill=TRUNK)
    draw.polygon(_tilted([(700, 480), (1180, 480), (1180, 900), (700, 900)]), fill=WOOD)
    for across in (800, 940, 1080):
        draw.line(_tilted([(across, 490), (across, 895)]), fill=TRUNK, width=5)
    draw.polygon(_tilted([(620, 500), (940, 240), (1260, 500)]), fill=ROOF)
    [(x, y)] = _tilted([(940, 640)])
    draw.ellipse((x - 82, y - 82, x + 82, y + 82), fill=HOLE)


def _tenant(draw: ImageDraw.ImageDraw) -> None:
    """Draw the same with a round bird on it that looks to the left."""
    _birdhouse(draw)
    [(perch_x, perch_y)] = _tilted([(940, 790)])
    draw.line((perch_x, perch_y, perch_x - 130, perch_y + 8), fill=TRUNK, width=18)
    x, y = perch_x - 150, perch_y - 72
    draw.polygon([(x + 60, y + 10), (x + 200, y + 90), (x + 60, y + 70)], fill=BIRD)
    draw.ellipse((x - 75, y - 60, x + 95, y + 80), fill=BIRD)
    draw.ellipse((x - 70, y - 12, x + 40, y + 78), fill=BREAST)
    draw.ellipse((x - 105, y - 115, x + 5, y - 5), fill=BIRD)
    draw.polygon([(x - 100, y - 76), (x - 150, y - 58), (x - 100, y - 46)], fill=SUN)
    draw.ellipse((x - 76, y - 82, x - 58, y - 64), fill=INK)


def _tilted(points: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """Return points turned a little around the middle of the house."""
    turn, middle_x, middle_y = math.radians(6), 940, 700
    return [
        (
            middle_x + (x - middle_x) * math.cos(turn) - (y - middle_y) * math.sin(turn),
            middle_y + (x - middle_x) * math.sin(turn) + (y - middle_y) * math.cos(turn),
        )
        for x, y in points
    ]


PICTURES: MappingProxyType[str, Draw] = MappingProxyType({"birdhouse": _birdhouse, "tenant": _tenant})
