"""Practising a reply: what its words do, shown on the words themselves; it keeps nothing and rates nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from lamplit.engines.kernel import say, say_many
from lamplit.engines.listening.reply import Mark
from lamplit.engines.listening.skills import read_reply
from lamplit.engines.records.reading import Item, content_text, read_items

FILE = ("coach", "en.yaml")
OWN = "mine"  # a situation that the person types
MOST = 2000  # characters of one reply
_PARTS = ("observation", "feeling", "need", "request")


@dataclass(frozen=True, slots=True)
class Exercise:
    """Something to try for; `shows` are the labels it looks at, none for all of them."""

    code: str
    title: str
    aim: str
    shows: frozenset[str]
    good: str
    other: str


@dataclass(frozen=True, slots=True)
class Situation:
    """Somebody who says something, line after line whatever the answer is, and phrases others found useful."""

    slug: str
    title: str
    who: str
    says: tuple[str, ...]
    instead: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing a reply does: its words, why, how often trained people agree, and what to try where it dismisses.

    `key` names it, to take it away.
    """

    key: str
    title: str
    quote: str
    because: str
    agree: str
    instead: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the reply, and whether something is said about it."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What one reply does; `instead` are phrases to try, there when the reply does not do what is practised."""

    reply: str
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    verdict: str
    instead: tuple[str, ...]


@cache
def exercises() -> tuple[Exercise, ...]:
    """Return what can be practised."""
    return tuple(
        Exercise(
            each.get("code").text(), each.get("title").text(), each.get("aim").text(),
            frozenset(label.text() for label in each.get("shows").items()),
            each.get("good").text(), each.get("other").text(),
        )
        for each in _content().get("exercises").items()
    )  # fmt: skip


def exercise(code: str) -> Exercise:
    """Return one of them, the open one for a code that is none."""
    return next((each for each in exercises() if each.code == code), exercises()[0])


@cache
def situations() -> tuple[Situation, ...]:
    """Return the situations that come with Lamplit."""
    return tuple(
        Situation(
            each.get("slug").text(), each.get("title").text(), each.get("who").text(), _texts(each.get("says")),
            {code: _texts(phrases) for code, phrases in each.get("instead").fields().items()},
        )
        for each in _content().get("situations").items()
    )  # fmt: skip


def situation(slug: str, said: str = "") -> Situation | None:
    """Return one of them, or one made of what the person typed; None when there is none of that name."""
    if slug == OWN:
        return Situation(OWN, say("What they said to you"), "", (said,), {})
    return next((each for each in situations() if each.slug == slug), None)


def look(text: str, said: str, practised: Exercise, at: Situation, wrong: frozenset[str] = frozenset()) -> Look:
    """Return what a reply to `said` does; `wrong` are keys of what the person says is not so."""
    reply = read_reply(text, said)
    marks = [mark for mark in reply.marks if _key(mark) not in wrong]
    shown = [mark for mark in marks if not practised.shows or mark.label in practised.shows]
    held = frozenset(mark.label for mark in marks)
    done = _does(practised.code, held)
    verdict = "" if practised.code == "any" else practised.good if done else practised.other
    code = practised.code if practised.code != "any" else "validation"
    wanted = "invalidating" in held or not done
    better = at.instead.get(code, ()) if wanted else ()
    return Look(text, _pieces(text, shown), tuple(_note(mark) for mark in shown), verdict, better)


def tally(replies: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return in sentences how often a whole talk asked and gave back; pairs of what was said and the reply to it."""
    read = [read_reply(text, said) for said, text in replies]
    opened, closed = (sum(each.question == kind for each in read) for kind in ("open", "closed"))
    given, advised = sum(each.reflection is not None for each in read), sum(each.advice for each in read)
    return (
        say("Open questions to closed ones: {open} to {closed}.", open=opened, closed=closed),
        say("Giving back to asking: {given} to {asked}.", given=given, asked=opened + closed),
        say_many("Advice in one reply.", "Advice in {count} replies.", advised),
    )


def too_long(text: str) -> str:
    """Return what to say about a reply that is too long to look at; nothing when it is not."""
    over = len(text) - MOST
    return say_many("That is one character too long.", "That is {count} characters too long.", over) if over > 0 else ""


def _does(code: str, held: frozenset[str]) -> bool:
    """Tell whether a reply does what is practised, by what it was found to hold."""
    if code == "reflection":
        return "reflection" in held or "simple" in held or "complex" in held
    if code == "validation":
        return "validation" in held and "invalidating" not in held
    if code == "nvc":
        return all(part in held for part in _PARTS)
    return code != "limit" or ("limit" in held and bool({"feeling", "validation"} & held))


def _note(mark: Mark) -> Note:
    title = _content().get("labels").get(mark.label).text() or mark.label
    return Note(_key(mark), title, mark.evidence.quote, mark.evidence.because, _agree(mark.disagree), mark.instead)


def _agree(disagree: float) -> str:
    """Return how often trained people agree on such a thing."""
    if disagree < 0.15:
        return say("People trained in this agree on it about nine times in ten.")
    if disagree < 0.25:
        return say("People trained in this agree on it about four times in five.")
    return say("People trained in this agree on it about two times in three.")


def _key(mark: Mark) -> str:
    span = mark.evidence.span
    return f"{mark.label}:{span.start}-{span.end}"


def _pieces(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Return the reply cut where something begins or ends to be said about it."""
    spans = [mark.evidence.span for mark in marks]
    cuts = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
    return tuple(
        Piece(text[start:end], any(span.start <= start and end <= span.end for span in spans))
        for start, end in pairwise(cuts)
    )


def _texts(items: Item) -> tuple[str, ...]:
    return tuple(each.text() for each in items.items())


@cache
def _content() -> Item:
    return read_items(content_text(*FILE), "content/coach/en.yaml")
