"""Turns the bytes somebody sent into a picture that can be kept, or a sentence; leaves decoding to `picture_press`."""

import subprocess
import sys
import threading
from hashlib import sha256
from pathlib import Path

from lamplit.actions.writing import Refused, refuse
from lamplit.engines.kernel.saying import say
from lamplit.vault.entries import Picture

MOST_BYTES = 12 * 1024 * 1024
FIELD = "photo"
_SECONDS = 40  # waiting, not working: a busy machine may let a program wait longer than it works
_ONE_AT_A_TIME = threading.Lock()  # so that two large pictures never need the memory of two
_PRESS = [sys.executable, "-I", "-B", str(Path(__file__).with_name("picture_press.py"))]

NONE = say("Choose a photo first.")
TOO_BIG = say(
    "That photo is over 12 MB, more than we can take. Pick a smaller one, or take a screenshot of it and pick that."
)
HEIC = say(
    "This phone saved it as HEIC, which we cannot open. Take a screenshot of the photo and pick that. "
    "Or set the phone\N{RIGHT SINGLE QUOTATION MARK}s camera to \N{LEFT DOUBLE QUOTATION MARK}Most "
    "compatible\N{RIGHT DOUBLE QUOTATION MARK} for next time."
)
PDF = say("That is a PDF, not a photo. Take a screenshot of the page and pick that.")
OTHER = say("That file is not a photo we can open. Pick a JPEG, PNG, WebP or GIF.")
TOO_LARGE = say("That picture is too large to open safely. Take a screenshot of it and pick that.")
BROKEN = say("That photo did not come through whole. Pick it again, or take a screenshot of it and pick that.")
_SENTENCES = {  # by the code the press ends with
    3: ("not_a_photo", OTHER),
    4: ("too_large", TOO_LARGE),
}
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})


def picture_of(data: bytes) -> Picture:
    """Return the picture in `data`, upright, at most 2,048 pixels wide or high, with nothing in it but its pixels.

    Raises Refused with a sentence that says what to do, for anything but a JPEG, PNG, WebP or GIF of bearable size.
    """
    _look_first(data)
    try:
        with _ONE_AT_A_TIME:
            done = subprocess.run(_PRESS, input=data, capture_output=True, env={}, timeout=_SECONDS, check=False)  # noqa: S603 - our own program, without a shell
    except subprocess.TimeoutExpired:
        raise _no("too_large", TOO_LARGE) from None
    if done.returncode:
        raise _no(*_SENTENCES.get(done.returncode, ("broken", BROKEN)))
    return _read_back(done.stdout, sha256(data).digest())


def _look_first(data: bytes) -> None:
    """Raise Refused for what the first bytes give away already."""
    start = data[:512].lstrip()
    if not data:
        raise _no("needed", NONE)
    if len(data) > MOST_BYTES:
        raise _no("too_big", TOO_BIG)
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise _no("heic", HEIC)
    if start.startswith(b"%PDF"):
        raise _no("pdf", PDF)


def _read_back(pressed: bytes, digest: bytes) -> Picture:
    """Return the picture that the press wrote."""
    head, _, rest = pressed.partition(b"\n")
    width, height, first, second = (int(number) for number in head.split())
    return Picture(rest[:first], rest[first : first + second], width, height, digest)


def _no(code: str, sentence: str) -> Refused:
    return refuse(FIELD, code, sentence)
