"""Finds what stands out in each turn of a session and the few moments worth reading again; `session` reports them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast, get_args

from lamplit.engines.listening.phrases import Found, phrases
from lamplit.engines.listening.reply import Hint, Mark
from lamplit.engines.listening.report import KeyMoment, Reason
from lamplit.engines.listening.sentences import SAYS_ENOUGH, sentence_at, sentences_of
from lamplit.engines.listening.speakers import Part
from lamplit.engines.listening.tokens import read_tokens
from lamplit.engines.listening.transcripts import Turn

MOST_MOMENTS = 5
NEAR = 2  # turns apart that belong to one moment
AFTER_RUPTURE = 6  # turns within which a repair answers a rupture
OF_THERAPIST = frozenset({"repair", "safe_space", "working_together", "choice", "technique", "safety_talk", "guidance"})
OF_CLIENT = frozenset({"insight", "self_acceptance", "commitment", "emotion_shift", "rupture", "struggle"})
_NEVER_ASKED = frozenset({"insight", "self_acceptance", "commitment", "struggle", "emotion_shift"})
# How sure models must be (see `Hint`) before a phrase of these is taken at its word; "any": if they hint at it at all.
_ANY = 0.01
_BESIDE_PHRASE = {"insight": 0.7, "self_acceptance": _ANY, "commitment": 1.0, "emotion_shift": _ANY}
_WEIGHTS = {"insight": 0.5, "self_acceptance": 0.45, "commitment": 0.15, "emotion_shift": 0.25, "rupture": 0.4}
_PHRASE = 0.3  # more for a reviewed phrase, besides its weight: a model that is just sure (1) speaks louder
_ALIKE = 0.15  # less for each moment of the same reason that was chosen before
_REPAIRS = 0.7  # more for a repair that follows a rupture
_OF_MODEL = 0.5  # of what a model alone says: less than any phrase
_MOST_WORDS = 60  # of a quote; a longer sentence is cut to the words around what was found


@dataclass(frozen=True, slots=True)
class Event:
    """One thing noticed in one turn: its label, the sentence it stands in, why, and what speaks for it.

    `weight` counts the phrases (0 where models alone say so); `strength` says how sure models are (1: more often right
    than not). What does not `stand` is no statement by itself, only a place that may be worth reading again.
    """

    line: int
    label: str
    quote: str
    because: str
    weight: float
    strength: float = 0.0
    stands: bool = True


def events_in(turn: Turn, part: Part) -> Iterator[Event]:
    """Yield what stands out in one turn, sentence by sentence, each label once a sentence."""
    known = phrases("session")
    wanted = {"therapist": OF_THERAPIST, "client": OF_CLIENT, "carer": OF_CLIENT}.get(part)
    if wanted is None:
        return
    for sentence in sentences_of(turn.text):
        if not any(map(str.isalnum, sentence.text)):
            continue
        found = known.find(known.line(read_tokens(sentence.text)))
        labels = {each.rule.label for each in found}
        for label in sorted(labels & wanted):
            asked = label in _NEVER_ASKED and sentence.text.endswith("?")
            if asked or (label == "insight" and "trivial" in labels):
                continue
            of_label = [each for each in found if each.rule.label == label]
            weight = len({each.rule.name for each in of_label}) + 0.02 * min(30, len(sentence.text.split()))
            quote = _quote(sentence.text, of_label[0])
            yield Event(turn.line, label, quote, of_label[0].rule.because, weight)


def by_model(turn: Turn, mark: Mark) -> Event:
    """Return what a model says of a turn, in the sentence where its words stand; in the whole turn if that is short."""
    place = mark.evidence.span
    sentence = sentence_at(turn.text, place)
    if sentence and len(sentence.text.split()) >= SAYS_ENOUGH:
        quote = _around(sentence.text, place.start - sentence.span.start, place.end - sentence.span.start)
    else:
        quote = _around(turn.text, place.start, place.end)
    return Event(turn.line, mark.label, quote, mark.evidence.because, _OF_MODEL)


def hinted(turn: Turn, found: Sequence[Event], hints: Sequence[Hint]) -> Iterator[Event]:
    """Yield the events of a turn with what models say of them, and then what models alone say."""
    said = {hint.mark.label: hint for hint in hints}
    for event in found:
        hint = said.get(event.label)
        strength, stated = (hint.strength, hint.stated) if hint else (0.0, False)
        believed = strength >= _BESIDE_PHRASE.get(event.label, 0.0)
        yield replace(event, strength=strength, stands=stated or believed)
    met = {event.label for event in found}
    for hint in hints:
        if hint.mark.label not in met:
            mark, place = hint.mark, hint.mark.evidence.span
            quote = _around(turn.text, place.start, place.end)  # a model reads the turn, not one sentence of it
            yield Event(turn.line, mark.label, quote, mark.evidence.because, 0.0, hint.strength, stands=hint.stated)


def key_moments(events: Sequence[Event]) -> tuple[KeyMoment, ...]:
    """Return up to MOST_MOMENTS moments in the order of the session, apart from each other, different reasons first."""
    left = sorted(_weighed(events), key=lambda each: (-each[0], each[1].line))
    chosen: list[Event] = []
    while left and len(chosen) < MOST_MOMENTS:
        said = Counter(each.label for each in chosen)
        best = max(left, key=lambda each: each[0] - _ALIKE * said[each[1].label])
        chosen.append(best[1])
        left = [each for each in left if abs(each[1].line - best[1].line) > NEAR]
    return tuple(_moment(event, events) for event in sorted(chosen, key=lambda each: each.line))


def _weighed(events: Sequence[Event]) -> Iterator[tuple[float, Event]]:
    """Yield every event that can be a key moment, with what speaks for it."""
    reasons = frozenset(get_args(Reason))
    heard: dict[int, set[str]] = defaultdict(set)
    for event in events:
        heard[event.line] |= {event.label} & reasons
    for event in events:
        if event.label not in reasons:
            continue
        beside = set[str]().union(*(heard.get(line, set()) for line in range(event.line - NEAR, event.line + NEAR + 1)))
        weight = event.strength
        if event.weight:
            weight += _PHRASE + _WEIGHTS.get(event.label, 0.0) + 0.15 * event.weight
            weight += 0.1 * len(beside - {event.label})
        if event.label == "repair":
            before = range(event.line - AFTER_RUPTURE, event.line)
            weight += _REPAIRS * any("rupture" in heard.get(line, ()) for line in before)
        yield weight, event


def _moment(event: Event, events: Iterable[Event]) -> KeyMoment:
    """Return a moment with every near line that says the same."""
    lines = {each.line for each in events if each.label == event.label and abs(each.line - event.line) <= NEAR}
    reason = cast("Reason", event.label)
    return KeyMoment(tuple(sorted(lines)), reason, event.quote, event.because, perhaps=not event.stands)


def _quote(sentence: str, found: Found) -> str:
    """Return a sentence, or of a very long one the words around what was found, exactly as they were said."""
    return _around(sentence, *found.span)


def _around(sentence: str, first: int, last: int) -> str:
    words = sentence.split()
    if len(words) <= _MOST_WORDS:
        return sentence
    start = max(0, sentence.rfind(" ", 0, max(0, first - 120)) + 1)
    end = sentence.find(" ", min(len(sentence), last + 120))
    return sentence[start : end if end > 0 else len(sentence)]
