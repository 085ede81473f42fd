"""A QR picture as a data address for an <img>; leaves what is in it to the page."""

import base64
from io import BytesIO

import qrcode
from qrcode.image.svg import SvgPathFillImage


def qr_code(text: str) -> str:
    """Return `text` as an SVG QR code on white, ready for `src`."""
    out = BytesIO()
    qrcode.make(text, image_factory=SvgPathFillImage, border=3).save(out)
    return f"data:image/svg+xml;base64,{base64.b64encode(out.getvalue()).decode('ascii')}"
