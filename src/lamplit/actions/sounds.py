"""Recordings: made of the bytes somebody sent, or a sentence; listened to again. Leaves clearing them to the engine."""

from hashlib import sha256
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.writing import Refused, refuse
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.sound.clearing import ENDINGS, cleared
from lamplit.engines.records.sound.unclean import BrokenSoundError, NotASoundError
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

__all__ = ["ENDINGS", "MOST_BYTES", "open_sound", "sound_of"]

MOST_BYTES = 2 * 1024 * 1024  # a minute as phones record it takes half of that; as WAV in plain speech quality, all
FIELD = "sound"
NONE = say("Record something first, or choose a recording.")
TOO_BIG = say("That recording is over 2 MB, more than we can take. Make a shorter one: about a minute.")
OTHER = say("That file is not a recording we can keep. Pick a WebM, Ogg, M4A or WAV file, or record it here.")
BROKEN = say("That recording did not come through in a form we can clean. Record it here, or pick another one.")


def sound_of(data: bytes) -> entries.Sound:
    """Return the recording in `data` with nothing in it but its sound.

    Raises Refused with a sentence that says what to do, for anything but WebM, Ogg, M4A or WAV of 2 MB at most.
    """
    if not data:
        raise _no("needed", NONE)
    if len(data) > MOST_BYTES:
        raise _no("too_big", TOO_BIG)
    try:
        found = cleared(data)
    except NotASoundError:
        raise _no("not_a_recording", OTHER) from None
    except BrokenSoundError:
        raise _no("broken", BROKEN) from None
    return entries.Sound(found.data, found.media, sha256(data).digest())


def open_sound(visit: Visit, entry_id: UUID) -> tuple[str, bytes] | None:
    """Return the media type and the bytes of a recording this visitor may hear; None when there is none for them."""
    found = entries.open_sound(visit.viewer, entry_id, clock.now())
    return found if found is not None and found[0] in ENDINGS else None


def _no(code: str, sentence: str) -> Refused:
    return refuse(FIELD, code, sentence)
