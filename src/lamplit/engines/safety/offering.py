"""Which help stands beside words that were found, and why; leaves finding to `listening` and drawing to the faces.

Findings only ever add an offer. Nothing here can take help away, put it off or move it down, and finding nothing says
nothing: it is never shown as "all is well".
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256

from lamplit.engines.kernel import ContentClass, Finding, Role
from lamplit.engines.records.reading import Faults, Item, check_header, content_text, read_items

FILE = ("safety", "offers.yaml")
YOUNG_FROM, GROWN_FROM = 13, 18  # years
FIRST_TO_LAST = (  # which class is spoken to when words say several things: what cannot wait comes first
    ContentClass.INTENT,
    ContentClass.HURT_BY_OTHERS,
    ContentClass.SELF_HARM,
    ContentClass.ABOUT_ANOTHER,
    ContentClass.HARD_FEELINGS,
)


class Reader(StrEnum):
    """In whose words an offer is made."""

    CHILD = "child"
    YOUNG = "young"
    ADULT = "adult"


class Way(StrEnum):
    """Everything an offer may lead to; each one works without an offer too."""

    EMERGENCY = "emergency"
    SOMEONE = "someone"
    PLAN = "plan"
    RIDE = "ride"
    LINES = "lines"
    WORRIED = "worried"


@dataclass(frozen=True, slots=True)
class Offer:
    """What is said beside words of one class, and the ways to help in the order in which they stand."""

    class_: ContentClass
    title: str
    text: str
    ways: tuple[Way, ...]


def reader_of(role: Role | None, age: int | None) -> Reader:
    """Return in whose words a writer is spoken to; a person whose age is not known is spoken to as an adult."""
    if role is not Role.SUBJECT or age is None or age >= GROWN_FROM:
        return Reader.ADULT
    return Reader.YOUNG if age >= YOUNG_FROM else Reader.CHILD


def sign_of(finding: Finding) -> str:
    """Return the name under which words of one class are known again, in any case and spacing: 16 hex digits."""
    words = " ".join(finding.quote.casefold().split())
    return sha256(f"{finding.class_}:{words}".encode()).hexdigest()[:16]


def standing(findings: Iterable[Finding], wrong: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return what is said of somebody real and was not called wrong; the first class first, then as in the text.

    `wrong` are signs of findings (`sign_of`). Words that say one thing several times are there once.
    """
    found: dict[str, Finding] = {}
    for each in findings:
        if each.counts and sign_of(each) not in wrong:
            found.setdefault(sign_of(each), each)
    return tuple(sorted(found.values(), key=lambda each: (FIRST_TO_LAST.index(each.class_), each.span.start)))


def to_read(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those for which a shared page is marked "please read"; hard feelings alone are not."""
    return tuple(each for each in findings if each.class_ is not ContentClass.HARD_FEELINGS)


def offer_for(found: Iterable[Finding], reader: Reader) -> Offer | None:
    """Return the offer for the first class among `found`, None when there is none."""
    classes = {each.class_ for each in found}
    first = next((each for each in FIRST_TO_LAST if each in classes), None)
    return None if first is None else offer_of(first, reader)


def offer_of(class_: ContentClass, reader: Reader) -> Offer:
    """Return what is offered beside words of one class."""
    return _offers()[class_, reader]


@cache
def _offers() -> Mapping[tuple[ContentClass, Reader], Offer]:
    return read_offers(content_text(*FILE), "content/safety/offers.yaml")


def read_offers(text: str, file: str) -> Mapping[tuple[ContentClass, Reader], Offer]:
    """Read the offers of every class to every reader; raises ContentError naming what is missing, with its line."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    found: dict[tuple[ContentClass, Reader], Offer] = {}
    for letter in ContentClass:
        for reader in Reader:
            item = root.get("offers").get(letter).get(reader)
            _check(item, f"{letter} for {reader}", faults)
            found[letter, reader] = Offer(letter, item.get("title").saying(), item.get("text").saying(), _ways(item))
    faults.settle()
    return found


def _check(item: Item, called: str, faults: Faults) -> None:
    for name in ("title", "text"):
        if not item.get(name).text():
            faults.add(item, "text_missing", f"Write the {name} of {called}.")
    said = [each.text() for each in item.get("ways").items()]
    if not said or not set(said) <= set(Way):
        faults.add(item, "unknown_way", f"Name the ways of {called}, each one of: {', '.join(Way)}.")


def _ways(item: Item) -> tuple[Way, ...]:
    return tuple(Way(each.text()) for each in item.get("ways").items() if each.text() in set(Way))
