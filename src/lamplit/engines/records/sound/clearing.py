"""Finds by its own signature what a recording is, and clears it of everything but its sound; leaves keeping it."""

from typing import NamedTuple

from lamplit.engines.records.sound.mp4 import clear_mp4, is_mp4
from lamplit.engines.records.sound.ogg import BEGINS_WITH as OGG
from lamplit.engines.records.sound.ogg import clear_ogg
from lamplit.engines.records.sound.unclean import NotASoundError
from lamplit.engines.records.sound.wav import clear_wav, is_wav
from lamplit.engines.records.sound.webm import BEGINS_WITH as WEBM
from lamplit.engines.records.sound.webm import clear_webm

ENDINGS = {"audio/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a", "audio/wav": "wav"}


class Cleared(NamedTuple):
    """A recording with nothing in it but its sound; `media` is one of ENDINGS, found by its own signature."""

    media: str
    data: bytes


def cleared(data: bytes) -> Cleared:
    """Return a recording ready to be kept; raises NotASoundError or BrokenSoundError.

    Taken are WebM and Ogg with Opus, MP4 with AAC, and WAV with plain samples, one track each.
    """
    if data.startswith(WEBM):
        return Cleared("audio/webm", clear_webm(data))
    if data.startswith(OGG):
        return Cleared("audio/ogg", clear_ogg(data))
    if is_mp4(data):
        return Cleared("audio/mp4", clear_mp4(data))
    if is_wav(data):
        return Cleared("audio/wav", clear_wav(data))
    raise NotASoundError
