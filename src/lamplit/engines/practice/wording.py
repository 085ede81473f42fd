"""Holds a practice's words against what this house asks of words: easy to read, kind, promising no cure."""

import re
from collections.abc import Iterator

from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice.errors import note
from lamplit.engines.practice.model import Practice, Reader, Section, Step, Variant
from lamplit.engines.practice.reading_age import grade, word_count
from lamplit.engines.records.reading import Faults, Item

HARDEST = {AgeBand.YOUNG: 2.0, AgeBand.MIDDLE: 4.0, AgeBand.TEEN: 6.0, AgeBand.ADULT: 7.0}  # grades of rule D10
LONGEST_SENTENCE = {Reader.CHILD: 15, Reader.ADULT: 20}  # words, rule D10
_SENTENCE = re.compile(r"[.?!:;]+(?:\s|$)|\n")
_EYES = re.compile(r"\b(close|shut) your eyes\b|\bstay with the pain\b", re.IGNORECASE)
_CURE = re.compile(r"\b(cures?|heals? you|will (cure|heal|fix)|makes? it go away|guarantee)", re.IGNORECASE)
_INSERTED = re.compile(r"\$\{[^}]*\}")
_NOT_SHOWN = {
    "source",
    "licence",
    "review_date",
    "type",
    "name",
    "relevant",
    "constraint",
    "use",
    "of",
    "to",
    "start",
    "by",
}
_CITED = {"evidence"}  # names of studies and services, as they call themselves


def check_variant(practice: Practice, variant: Variant, faults: Faults) -> None:
    """Note words that are too hard for those who read this band, and sentences too long for them."""
    hardest = HARDEST[readers_age(variant)]
    texts = [(line, text) for step in _body(variant) for line, text in texts_of(step)]
    whole = [text for _, text in texts]
    found = grade(whole)
    if word_count(whole) >= 20 and found > hardest:
        said = f"{variant.band.value} reads at grade {found:.1f}; {hardest:.0f} is the most."
        note(faults, Item("", variant.line), "hard_to_read", said)
    longest = LONGEST_SENTENCE[variant.reader]
    for line, text in texts:
        for sentence in _SENTENCE.split(text):
            count = len(sentence.split())
            if count > longest:
                said = f"This sentence has {count} words; {longest} is the most: '{sentence[:40]}...'"
                note(faults, Item("", line), "sentence_long", said)


def readers_age(variant: Variant) -> AgeBand:
    """Return the age of whoever reads the words of this band."""
    return AgeBand.ADULT if variant.reader is Reader.ADULT else variant.band


def _body(variant: Variant) -> Iterator[Step]:
    return (step for step in variant.steps if step.section is Section.BODY and not step.name.startswith("_"))


def texts_of(step: Step) -> Iterator[tuple[int, str]]:
    """Yield every text of one step that somebody reads, and the line of the step."""
    for text in (step.label, step.hint, step.constraint_message, step.low, step.high, *step.lines):
        if text:
            yield step.line, _INSERTED.sub("this", text)
    for choice in (*step.choices, *step.bins):
        yield step.line, choice.label


def check_file(practice: Practice, root: Item, faults: Faults, avoided: tuple[re.Pattern[str], ...]) -> None:
    """Note words that are not used here, promises of a cure, and eyes told to close, wherever they stand."""
    texts = [(line, " ".join(text.replace("\u2019", "'").split())) for line, text in _shown(root)]
    whole = "\n".join(text for _, text in texts).lower()
    looked_for = [("word_to_avoid", pattern) for pattern in avoided if pattern.search(whole)]
    looked_for += [("eyes_closed", _EYES), ("cure_claimed", _CURE)]
    for line, text in texts:
        for code, pattern in looked_for:
            if match := pattern.search(text.lower()):
                note(faults, Item("", line), code, f"It says '{match.group(0)}'.")


def _shown(item: Item, key: str = "") -> Iterator[tuple[int, str]]:
    if item.text() and key not in _NOT_SHOWN:
        yield item.line, item.text()
    for each in item.items() if key not in _NOT_SHOWN else ():
        yield from _shown(each, key)
    for name, each in item.fields().items():
        if name not in _CITED:
            yield from _shown(each, name)
