"""Holds a practice's words against what this house asks of words: easy to read, kind, promising no cure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice.errors import note
from lamplit.engines.practice.model import Reader, Section, Step, Variant
from lamplit.engines.practice.reading_age import Counted, counted, grade_of
from lamplit.engines.records.reading import Faults, Item

HARDEST = {AgeBand.YOUNG: 2.0, AgeBand.MIDDLE: 4.0, AgeBand.TEEN: 6.0, AgeBand.ADULT: 7.0}  # grades of rule D10
LONGEST_SENTENCE = {Reader.CHILD: 15, Reader.ADULT: 20}  # words, rule D10
_SENTENCE = re.compile(r"[.?!:;]+(?:\s|$)|\n")
_GROUP = re.compile(r"\([^()]*\)[?*+]?|\[[^\]]*\][?*+]?")
_MEANT = re.compile(r"\\.")
_CHOICE = re.compile(r"\(([^()]*)\)(?![?*+])")
_LOOSE = re.compile(r".[?*+]|[.^$]")  # what stands for more than itself, in a pattern
_SPACES = re.compile(r"[ \t]{2,}|\t")
_INSERTED = re.compile(r"\$\{[^}]*\}")
APART = "\0"  # stands in no text that people read
_NOT_SHOWN = {
    *("source", "licence", "review_date", "type", "name", "relevant", "constraint", "use", "of", "to", "start", "by"),
    "evidence",  # names of studies and services, as they call themselves
}


@dataclass(frozen=True, slots=True)
class Avoided:
    """One pattern this house does not use, over small letters, and texts of which one must stand where it is found."""

    pattern: re.Pattern[str]
    needles: tuple[str, ...]

    def in_texts(self, texts: str) -> bool:
        """Say whether the pattern is found in one of some texts that stand with `APART` between them.

        Looking for a plain text first, and then only into the text that holds it, is much the quicker way to a no.
        """
        return any(self.pattern.search(texts, *place) for needle in self.needles for place in _holding(texts, needle))


def _holding(texts: str, needle: str) -> Iterator[tuple[int, int]]:
    """Give start and end of each of some texts that holds a plain text."""
    found = texts.find(needle)
    while found >= 0:
        end = texts.find(APART, found)
        end = len(texts) if end < 0 else end
        yield texts.rfind(APART, 0, found) + 1, end
        found = texts.find(needle, end)


_EYES = Avoided(re.compile(r"\b(close|shut) your eyes\b|\bstay with the pain\b"), (" your eyes", "with the pain"))
_CURE = Avoided(
    re.compile(r"\b(cures?|heals? you|will (cure|heal|fix)|makes? it go away|guarantee)"),
    ("cure", "heal", "will fix", " it go away", "guarantee"),
)


def avoided(pattern: str) -> Avoided:
    """Return a pattern with the longest plain text of each of its branches; an empty text is in every text."""
    bare, groups = "|".join(_spelled_out(_MEANT.sub("\0", pattern.lower()))), 1
    while groups:  # the innermost first
        bare, groups = _GROUP.subn("\0", bare)
    bare = _LOOSE.sub("\0", bare)
    needles = dict.fromkeys(max(branch.split("\0"), key=len) for branch in bare.split("|"))
    return Avoided(re.compile(pattern.lower()), tuple(needles))


def _spelled_out(pattern: str) -> Iterator[str]:
    """Give the patterns that one with choices such as `a (b|c)` stands for."""
    group = _CHOICE.search(pattern)
    if group is None:
        yield pattern
        return
    for way in group[1].split("|"):
        yield from _spelled_out(pattern[: group.start()] + way + pattern[group.end() :])


def check_variant(variant: Variant, faults: Faults, known: dict[str, Counted]) -> None:
    """Note words that are too hard for those who read this band, and sentences too long for them.

    `known` holds the texts of this practice that were counted already: bands share much of what they say.
    """
    texts = [(step.line, texts_of(step)) for step in _body(variant)]
    texts.append((variant.line, [variant.purpose]))
    for text in (text for _, said in texts for text in said):
        if text not in known:
            known[text] = counted(text)
    found, words = grade_of(known[text] for _, said in texts for text in said)
    hardest = HARDEST[readers_age(variant)]
    if found > hardest and words >= 20:
        told = f"{variant.band.value} reads at grade {found:.1f}; {hardest:.0f} is the most."
        note(faults, Item("", variant.line), "hard_to_read", told)
    longest = LONGEST_SENTENCE[variant.reader]
    for line, said in texts:
        for text in said:
            if text.count(" ") >= longest:
                check_length(text, line, longest, faults)


def check_length(text: str, line: int, longest: int, faults: Faults) -> None:
    """Note the sentences of one text that have more words than `longest`."""
    for sentence in _SENTENCE.split(text):
        count = len(sentence.split())
        if count > longest:
            told = f"This sentence has {count} words; {longest} is the most: '{sentence[:40]}...'"
            note(faults, Item("", line), "sentence_long", told)


def readers_age(variant: Variant) -> AgeBand:
    """Return the age of whoever reads the words of this band."""
    return AgeBand.ADULT if variant.reader is Reader.ADULT else variant.band


def _body(variant: Variant) -> Iterator[Step]:
    return (step for step in variant.steps if step.section is Section.BODY and not step.name.startswith("_"))


def texts_of(step: Step) -> list[str]:
    """Return every text of one step that somebody reads."""
    words = (step.label, step.hint, step.constraint_message, step.low, step.high, *step.lines)
    found = [_INSERTED.sub("this", text) if "${" in text else text for text in words if text]
    if step.choices or step.bins:
        found += [choice.label for choice in (*step.choices, *step.bins)]
    return found


def check_file(root: Item, faults: Faults, avoided: tuple[Avoided, ...]) -> None:
    """Note words that are not used here, promises of a cure, and eyes told to close, wherever they stand."""
    texts = list[tuple[int, str]]()
    _gather(root, texts)
    whole = _straight(APART.join(text for _, text in texts))
    looked_for = [("word_to_avoid", each.pattern) for each in avoided if each.in_texts(whole)]
    looked_for += [
        (code, each.pattern) for code, each in (("eyes_closed", _EYES), ("cure_claimed", _CURE)) if each.in_texts(whole)
    ]
    if not looked_for:
        return
    for line, text in texts:
        for code, pattern in looked_for:
            if match := pattern.search(_straight(text)):
                note(faults, Item("", line), code, f"It says '{match.group(0)}'.")


def _straight(text: str) -> str:
    """Return a text in small letters with its apostrophes straight and its spaces single."""
    small = text.lower().replace("\u2019", "'")
    return _SPACES.sub(" ", small) if "  " in small or "\t" in small else small


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
