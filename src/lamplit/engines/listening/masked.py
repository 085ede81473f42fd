"""Takes out of a whole transcript what could tell who somebody is, its speakers' labels too; leaves reading it."""

import re
from collections.abc import Iterable, Sequence
from itertools import count

from lamplit.engines.listening.deidentify import Deidentifier
from lamplit.engines.listening.speakers import named_part
from lamplit.engines.listening.transcripts import Transcript, Turn

LEFT_OUT = "[left out]"
_SHORT = 2  # letters of a label that names nobody: T, C, P1
_NUMBERED = re.compile(r"(?:speaker|voice|person)[\s_-]{0,2}\d{1,3}", re.IGNORECASE)


def mask_transcript(transcript: Transcript, names: Sequence[str] = ()) -> Transcript:
    """Return the same turns with placeholders for names, places, dates and the like; `names` are known people.

    A speaker called by a name gets one placeholder as label and in everything that is said. Two labels never become
    one.
    """
    telling = [label for label in transcript.labels() if _tells(label)]
    masker = Deidentifier((*names, *telling))
    labels = _labels(transcript.labels(), telling, masker)
    return Transcript(
        tuple(Turn(turn.line, labels[turn.speaker], masker.mask(turn.text).text) for turn in transcript.turns)
    )


def leave_out(transcript: Transcript, words: Iterable[str]) -> Transcript:
    """Return the same turns without some more words, whole words only and in any case; labels too."""
    wanted = sorted({word.strip() for word in words if any(map(str.isalnum, word))}, key=len, reverse=True)
    if not wanted:
        return transcript
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)", re.IGNORECASE)
    labels = {label: found.sub(f"Speaker {at}", label) for at, label in enumerate(transcript.labels(), start=1)}
    return Transcript(
        tuple(Turn(turn.line, labels[turn.speaker], found.sub(LEFT_OUT, turn.text)) for turn in transcript.turns)
    )


def _tells(label: str) -> bool:
    """Say whether a speaker's label may be a name: not one that names a part, a number or a letter or two."""
    plain = len(label) <= _SHORT or named_part(label) == label.casefold() or _NUMBERED.fullmatch(label)
    return not plain


def _labels(labels: Sequence[str], telling: Sequence[str], masker: Deidentifier) -> dict[str, str]:
    """Return what each label becomes; one that the masker does not know becomes a number."""
    found: dict[str, str] = {}
    numbers = count(1)
    for label in labels:
        masked = masker.mask(label).text if label in telling else label
        taken = masked in found.values() or (label in telling and masked == label)
        found[label] = next(f"Speaker {n}" for n in numbers if f"Speaker {n}" not in labels) if taken else masked
    return found
