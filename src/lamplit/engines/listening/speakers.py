"""Guesses which speaker is the therapist, the client or somebody else, and says why; people correct it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from lamplit.engines.listening.transcript_files import TranscriptError
from lamplit.engines.listening.transcripts import Transcript
from lamplit.engines.records.reading import content_text, read_items

Part = Literal["therapist", "client", "carer", "other"]
PARTS: tuple[Part, ...] = ("therapist", "client", "carer", "other")
_FILE = "content/lexicons/en/speakers.yaml"
_ASKS = re.compile(r"\?(?:[\"'\u201d\u2019)]|\s|$)")
_OWN = re.compile(r"\b(?:i|i'm|i've|i'd|me|my|myself)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Guess:
    """Who a label is taken for, and the reason in words; `told` when a person said so."""

    part: Part
    because: str
    told: bool = False


def who_is_who(transcript: Transcript, told: Mapping[str, str] | None = None) -> dict[str, Guess]:
    """Return a part for every label; `told` overrides by label. Raises TranscriptError for a label or part unknown."""
    labels = transcript.labels()
    by_hand = _checked(labels, told or {})
    named = {label: by_hand.get(label) or _by_name(label) for label in labels}
    found = {label: guess for label, guess in named.items() if guess}
    rest = [label for label in labels if label not in found]
    found |= dict(_by_talk(transcript, rest, {each.part for each in found.values()}))
    return {label: found[label] for label in labels}


def read_told(text: str) -> dict[str, str]:
    """Return what `A=therapist,B=client` says; raises TranscriptError when a piece has no sign of equality."""
    told: dict[str, str] = {}
    for piece in filter(str.strip, text.split(",")):
        label, equals, part = piece.rpartition("=")
        if not equals or not label.strip():
            raise TranscriptError("Write who is who as A=therapist,B=client.")
        told[label.strip()] = part.strip().lower()
    return told


def _checked(labels: tuple[str, ...], told: Mapping[str, str]) -> dict[str, Guess]:
    """Return what a person said, under the labels as they stand in the file."""
    known = {label.casefold(): label for label in labels}
    found: dict[str, Guess] = {}
    for label, part in told.items():
        if label.casefold() not in known:
            raise TranscriptError(f"Nobody is called {label!r} in this file. It has: {', '.join(labels[:8])}.")
        chosen = next((each for each in PARTS if each == part), None)
        if chosen is None:
            raise TranscriptError(f"{part!r} is none of: {', '.join(PARTS)}.")
        found[known[label.casefold()]] = Guess(chosen, "You said so.", told=True)
    return found


def named_part(label: str) -> str:
    """Return the words of a label that name a part, as they stand in the list; nothing when none do."""
    found = next((match for part in PARTS if (match := _pattern(part).search(label))), None)
    return found.group().casefold() if found else ""


def _by_name(label: str) -> Guess | None:
    """Return the part that the label itself names."""
    part = next((part for part in PARTS if _pattern(part).search(label)), None)
    return Guess(part, f"The label {label!r} says so.") if part else None


@cache
def _pattern(key: str) -> re.Pattern[str]:
    """Return one list of the reviewed words as a pattern of whole words."""
    words = read_items(content_text("lexicons", "en", "speakers.yaml"), _FILE).get(key).items()
    return re.compile(rf"\b(?:{'|'.join(re.escape(word.text()) for word in words)})\b", re.IGNORECASE)


def _by_talk(transcript: Transcript, labels: list[str], taken: set[Part]) -> list[tuple[str, Guess]]:
    """Return parts for labels that say nothing, by who asks and who speaks of themselves."""
    leads = {label: _leading([turn.text for turn in transcript.turns if turn.speaker == label]) for label in labels}
    ranked = sorted(labels, key=lambda label: -leads[label])
    guesses: list[tuple[str, Guess]] = []
    if ranked and "therapist" not in taken and (len(ranked) > 1 or "client" in taken):
        guesses.append((ranked.pop(0), Guess("therapist", "Asks and reflects more than the others.")))
    if ranked and "client" not in taken:
        guesses.append((ranked.pop(), Guess("client", "Speaks of themselves more than the others.")))
    return guesses + [(label, Guess("other", "Nothing shows who this is. Please say.")) for label in ranked]


def _leading(texts: list[str]) -> float:
    """Return how far somebody leads: questions and leading phrases in a turn, less words about themselves."""
    words = max(1, sum(len(text.split()) for text in texts))
    asks = sum(len(_ASKS.findall(text)) + 2 * len(_pattern("leads").findall(text)) for text in texts)
    own = sum(len(_OWN.findall(text)) for text in texts)
    return asks / max(1, len(texts)) - 6 * own / words
