"""Holds a practice's words against what this house asks of words: easy to read, kind, promising no cure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice.errors import note
from lamplit.engines.practice.model import Practice, Reader, Section, Step, Variant
from lamplit.engines.practice.reading_age import grade, word_count
from lamplit.engines.records.reading import Faults, Item

HARDEST = {AgeBand.YOUNG: 2.0, AgeBand.MIDDLE: 4.0, AgeBand.TEEN: 6.0, AgeBand.ADULT: 7.0}  # grades of rule D10
LONGEST_SENTENCE = {Reader.CHILD: 15, Reader.ADULT: 20}  # words, rule D10
_SENTENCE = re.compile(r"[.?!:;]+(?:\s|$)|\n")
_GROUP = re.compile(r"\([^()]*\)[?*+]?|\[[^\]]*\][?*+]?")
_LOOSE = re.compile(r"\\.|.[?*+]|[.^$]")  # what stands for more than itself, in a pattern
_SPACES = re.compile(r"[ \t]+")
_INSERTED = re.compile(r"\$\{[^}]*\}")
_NOT_SHOWN = {
    *("source", "licence", "review_date", "type", "name", "relevant", "constraint", "use", "of", "to", "start", "by"),
    "evidence",  # names of studies and services, as they call themselves
}


@dataclass(frozen=True, slots=True)
class Avoided:
    """One pattern this house does not use, over small letters, and texts of which one must stand where it is found."""

    pattern: re.Pattern[str]
    needles: tuple[str, ...]

    def in_text(self, text: str) -> bool:
        """Say whether the pattern is found; looking for a plain text first is much the quicker way to a no."""
        return any(needle in text for needle in self.needles) and bool(self.pattern.search(text))


_EYES = Avoided(re.compile(r"\b(close|shut) your eyes\b|\bstay with the pain\b"), (" your eyes", "with the pain"))
_CURE = Avoided(
    re.compile(r"\b(cures?|heals? you|will (cure|heal|fix)|makes? it go away|guarantee)"),
    ("cure", "heal", "will fix", " it go away", "guarantee"),
)


def avoided(pattern: str) -> Avoided:
    """Return a pattern with the longest plain text of each of its branches; an empty text is in every text."""
    bare, groups = pattern.lower(), 1
    while groups:  # the innermost first
        bare, groups = _GROUP.subn("\0", bare)
    bare = _LOOSE.sub("\0", bare)
    needles = tuple(max(branch.split("\0"), key=len) for branch in bare.split("|"))
    return Avoided(re.compile(pattern.lower()), needles)


def check_variant(practice: Practice, variant: Variant, faults: Faults) -> None:
    """Note words that are too hard for those who read this band, and sentences too long for them."""
    hardest = HARDEST[readers_age(variant)]
    texts = [(line, text) for step in _body(variant) for line, text in texts_of(step)]
    texts.append((variant.line, variant.purpose))
    whole = [text for _, text in texts]
    found = grade(whole)
    if found > hardest and word_count(whole) >= 20:
        said = f"{variant.band.value} reads at grade {found:.1f}; {hardest:.0f} is the most."
        note(faults, Item("", variant.line), "hard_to_read", said)
    longest = LONGEST_SENTENCE[variant.reader]
    for line, text in texts:
        for sentence in _SENTENCE.split(text) if text.count(" ") >= longest else ():
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


def check_file(practice: Practice, root: Item, faults: Faults, avoided: tuple[Avoided, ...]) -> None:
    """Note words that are not used here, promises of a cure, and eyes told to close, wherever they stand."""
    texts = list[tuple[int, str]]()
    _gather(root, texts)
    whole = _straight("\n".join(text for _, text in texts))
    looked_for = [("word_to_avoid", each.pattern) for each in avoided if each.in_text(whole)]
    looked_for += [
        (code, each.pattern) for code, each in (("eyes_closed", _EYES), ("cure_claimed", _CURE)) if each.in_text(whole)
    ]
    if not looked_for:
        return
    for line, text in texts:
        for code, pattern in looked_for:
            if match := pattern.search(_straight(text)):
                note(faults, Item("", line), code, f"It says '{match.group(0)}'.")


def _straight(text: str) -> str:
    """Return a text in small letters with its apostrophes straight and its spaces single."""
    return _SPACES.sub(" ", text.lower().replace("\u2019", "'"))


def _gather(item: Item, texts: list[tuple[int, str]]) -> None:
    """Add every text below `item` that somebody reads, with its line."""
    value = item.value
    if isinstance(value, str):
        texts.append((item.line, value))
    elif isinstance(value, list):
        for each in value:
            _gather(each, texts)
    else:
        for name, each in value.items():
            if name not in _NOT_SHOWN:
                _gather(each, texts)
