"""Makes two clean JPEGs of whatever somebody sent: a program of its own, and the only one that ever decodes a picture.

It reads the bytes from its input and writes one line (width, height, size of the first, size of the second) and the
two JPEGs to its output, or ends with one of the codes below. It may use so much memory and time and no more; what goes
wrong in it ends it and nothing else. It imports nothing of Lamplit and is started by `picture_making`.
"""

import io
import resource
import sys
import warnings
from contextlib import suppress

from PIL import Image, ImageOps, UnidentifiedImageError

NOT_A_PICTURE, TOO_LARGE, BROKEN = 3, 4, 5
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 24_000_000  # of one that must be decoded whole
MOST_PIXELS_JPEG = 64_000_000  # a JPEG is decoded at a half, a quarter or an eighth
MOST_SIDE = 20_000
WHOLE_SIDE, SMALL_SIDE = 2048, 480
MEMORY_BYTES = 640 * 1024 * 1024
CPU_SECONDS = 20
QUALITY = 84
ORIENTATION = 0x0112


class Refused(Exception):  # noqa: N818 - becomes an exit code
    """This picture is not made; `args[0]` is the code to end with."""


def main() -> int:
    """Press one picture; returns the code to end with."""
    _bind()
    try:
        pressed = press(sys.stdin.buffer.read())
    except Refused as refused:
        return int(refused.args[0])
    except MemoryError:
        return TOO_LARGE
    except Exception:  # whatever a decoder says about a stranger's bytes, the answer is the same
        return BROKEN
    sys.stdout.buffer.write(pressed)
    return 0


def press(data: bytes) -> bytes:
    """Return what this program writes for `data`; raises Refused, or whatever a decoder raises."""
    picture = _upright(_opened(data))
    whole = _jpeg(picture)
    width, height = picture.size
    picture.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS)
    small = _jpeg(picture)
    return b"%d %d %d %d\n" % (width, height, len(whole), len(small)) + whole + small


def _bind() -> None:
    """Give this program its bounds; a system without them goes on without."""
    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS)):
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def _opened(data: bytes) -> Image.Image:
    """Return a picture whose header was read and found bearable, and nothing else of it; raises Refused."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS_JPEG
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(TOO_LARGE) from None
    except UnidentifiedImageError:
        raise Refused(NOT_A_PICTURE) from None
    jpeg = picture.format in {"JPEG", "MPO"}
    width, height = picture.size
    if max(width, height) > MOST_SIDE or width * height > (MOST_PIXELS_JPEG if jpeg else MOST_PIXELS):
        raise Refused(TOO_LARGE)
    if jpeg:
        picture.draft("RGB", (WHOLE_SIDE, WHOLE_SIDE))
    return picture


def _upright(picture: Image.Image) -> Image.Image:
    """Return the picture small, upright, on white and with nothing but its pixels; of a moving one the first."""
    turned = _turned(picture)
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    see_through = picture.has_transparency_data
    mode = "RGBA" if see_through else "RGB"
    picture = picture if picture.mode == mode else picture.convert(mode)
    picture.thumbnail((WHOLE_SIDE, WHOLE_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    clean = Image.new("RGB", picture.size, "white")  # a new one has none of the notes the old one carries
    clean.paste(picture, mask=picture if see_through else None)
    if turned:
        clean.getexif()[ORIENTATION] = turned
        clean = ImageOps.exif_transpose(clean)
    clean.info.clear()
    return clean


def _turned(picture: Image.Image) -> int:
    """Return how the camera was held, 0 for upright or not known."""
    try:
        turned = picture.getexif().get(ORIENTATION, 0)
    except Exception:  # the notes of a camera may be anything; the picture is still a picture
        return 0
    return turned if isinstance(turned, int) and 2 <= turned <= 8 else 0


def _jpeg(picture: Image.Image) -> bytes:
    """Return a picture as a JPEG without any note in it."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True, exif=b"", comment=b"")
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
