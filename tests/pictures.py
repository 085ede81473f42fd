"""Pictures for tests, and things that only look like one; all of them made here."""

import io
import struct
import zlib

from PIL import Image

CAMERA = "Canary Camera 3000"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)


def a_photo(width: int = 320, height: int = 240, kind: str = "JPEG", **saving: object) -> bytes:
    """Return a picture in which every part is of another colour, so that it can be told upright: red on the left."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    out = io.BytesIO()
    picture.save(out, kind, **saving)
    return out.getvalue()


def with_notes(turned: int = 1) -> bytes:
    """Return a photo as a phone makes it: where it was, which camera, how it was held, a comment, and a profile."""
    notes = Image.Exif()
    notes[0x0110] = CAMERA
    notes[0x0112] = turned
    notes[0x8825] = {1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)}
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + CAMERA.encode() + b"</x:xmpmeta>"
    return a_photo(exif=notes, comment=CAMERA.encode(), icc_profile=CAMERA.encode() * 20, xmp=packet)


def noise(width: int = 900, height: int = 700) -> bytes:
    """Return a photo that does not compress, so that it takes several chunks."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(out, "JPEG", quality=92)
    return out.getvalue()


def huge(width: int = 50_000, height: int = 50_000) -> bytes:
    """Return a PNG of a few hundred bytes that says it is this large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _part(b"IHDR", head) + _part(b"IDAT", zlib.compress(bytes(1000))) + _part(b"IEND", b"")
    )


def polyglot() -> bytes:
    """Return a GIF that is a script and a page at the same time."""
    gif = a_photo(64, 64, "GIF")
    return gif[:6] + b"/*" + gif[8:] + b"*/=1;alert(1)//" + HTML


def polyglot_jpeg() -> bytes:
    """Return a JPEG with a page in its comment and a ZIP file behind it."""
    return a_photo(comment=HTML) + b"PK\x03\x04" + HTML * 3


def opened(data: bytes) -> Image.Image:
    """Return a picture that was sent to somebody, decoded whole."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
