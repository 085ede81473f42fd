"""Pictures for the fictional circles, drawn here by a few lines each, so that nobody's photo is in the program."""

import io
import math
from collections.abc import Callable
from functools import cache
from types import MappingProxyType

from PIL import Image, ImageDraw

SIZE = (960, 720)
_LARGER = 2  # drawn twice as large and made smaller, so that edges are smooth
SKY, HILL, GRASS, TRUNK, WOOD, ROOF = "#cfe0ea", "#a9bf9a", "#7d9c72", "#6b5444", "#d9a566", "#9a5a3c"
HOLE, BIRD, BREAST, SUN, INK = "#3b2c24", "#4d6272", "#d98a5f", "#f2d58a", "#2b2a33"
WALL, FLOOR, CLOTH, STRIPE, CREAM = "#e9dfd0", "#c3a98a", "#8fb0c4", "#5f86a0", "#f7f1e6"
SEA, SAND, FAR = "#6fa0b4", "#e6d3ae", "#93bccb"

Draw = Callable[[ImageDraw.ImageDraw], None]


@cache
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


def _mug(draw: ImageDraw.ImageDraw) -> None:
    """Draw a glued mug with pens in it, on a window sill."""
    draw.rectangle((0, 1020, 1920, 1440), fill=FLOOR)
    draw.rectangle((1240, 0, 1270, 1020), fill=CREAM)
    for across, top, colour in ((800, 330, STRIPE), (880, 260, ROOF), (960, 380, GRASS), (1030, 310, INK)):
        draw.line((across, top, across + 30, 700), fill=colour, width=26)
    draw.ellipse((1060, 660, 1300, 960), outline=WOOD, width=46)
    draw.polygon([(700, 600), (1140, 600), (1110, 1080), (730, 1080)], fill=WOOD)
    draw.ellipse((700, 560, 1140, 640), outline=TRUNK, width=12)
    draw.line((760, 640, 820, 760, 790, 840, 880, 1000, 850, 1080), fill=CREAM, width=14)


def _den(draw: ImageDraw.ImageDraw) -> None:
    """Draw a den: a blanket over two chairs, with a light inside."""
    draw.rectangle((0, 0, 1920, 1060), fill=WALL)
    draw.rectangle((0, 1060, 1920, 1440), fill=FLOOR)
    for left in (340, 1500):
        draw.rectangle((left, 420, left + 70, 1240), fill=TRUNK)
    draw.polygon([(300, 470), (980, 380), (1620, 470), (1760, 1240), (180, 1240)], fill=CLOTH)
    for step in range(6):
        draw.line((420 + step * 210, 450, 300 + step * 260, 1240), fill=STRIPE, width=22)
    draw.polygon([(960, 620), (1200, 1240), (720, 1240)], fill=HOLE)
    draw.ellipse((900, 980, 1020, 1100), fill=SUN)


def _boat(draw: ImageDraw.ImageDraw) -> None:
    """Draw a boat made of a cardboard box, with a mop for a mast, on a rug."""
    draw.rectangle((0, 0, 1920, 980), fill=WALL)
    draw.rectangle((0, 980, 1920, 1440), fill=FLOOR)
    draw.ellipse((160, 1060, 1760, 1420), fill=CLOTH)
    draw.line((950, 240, 970, 940), fill=TRUNK, width=24)
    draw.polygon([(980, 290), (1380, 780), (980, 780)], fill=CREAM)
    draw.polygon([(440, 880), (1500, 880), (1340, 1240), (580, 1240)], fill=WOOD)
    draw.line((480, 960, 1464, 960), fill=TRUNK, width=8)
    draw.ellipse((640, 1020, 760, 1140), fill=CREAM)
    draw.ellipse((1160, 1020, 1280, 1140), fill=CREAM)


def _bike(draw: ImageDraw.ImageDraw) -> None:
    """Draw a bicycle against a wall."""
    draw.rectangle((0, 0, 1920, 1140), fill=WALL)
    draw.rectangle((0, 1140, 1920, 1440), fill=HILL)
    for middle in (620, 1320):
        draw.ellipse((middle - 260, 700, middle + 260, 1220), outline=INK, width=28)
        draw.ellipse((middle - 24, 936, middle + 24, 984), fill=INK)
    draw.line((620, 960, 800, 640, 1180, 640, 940, 960, 620, 960), fill=ROOF, width=30)
    draw.line((800, 640, 940, 960), fill=ROOF, width=30)
    draw.line((1320, 960, 1160, 560, 1270, 520), fill=ROOF, width=30)
    draw.line((740, 590, 860, 590), fill=INK, width=40)


def _sea(draw: ImageDraw.ImageDraw) -> None:
    """Draw the sea on a grey day, with two flasks on the sand."""
    draw.rectangle((0, 560, 1920, 1000), fill=SEA)
    draw.rectangle((0, 560, 1920, 640), fill=FAR)
    for across, down in ((200, 720), (760, 800), (1300, 700), (1560, 880), (420, 900)):
        draw.arc((across, down, across + 220, down + 60), 180, 360, fill=CREAM, width=10)
    draw.polygon([(0, 1000), (1920, 940), (1920, 1440), (0, 1440)], fill=SAND)
    for across, colour in ((820, GRASS), (980, ROOF)):
        draw.rectangle((across, 1030, across + 90, 1270), fill=colour)
        draw.rectangle((across + 14, 980, across + 76, 1030), fill=INK)


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


PICTURES: MappingProxyType[str, Draw] = MappingProxyType(
    {
        "birdhouse": _birdhouse,
        "tenant": _tenant,
        "mug": _mug,
        "den": _den,
        "boat": _boat,
        "bike": _bike,
        "sea": _sea,
    }
)
