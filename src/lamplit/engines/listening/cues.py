"""Reads ideas and cues of one language from content; leaves what surrounds a cue to `scope`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lamplit.engines.kernel import SignalLabel, When
from lamplit.engines.listening.wordings import Index, PatternError, Wording, index_of, wording
from lamplit.engines.records.reading import ContentError, Faults, Item, check_header, content_text, read_items

USUAL_WEIGHT = 1.8
_NEEDED = ("id", "label", "time", "because", "hit", "miss")


@dataclass(frozen=True, slots=True)
class Cue:
    """One group of patterns that say the same: what, whose and when if nothing else is said, and a test of its own.

    `who` is "self", "any" (the words around it tell) or "other". A cue that is not `sure` counts only beside others.
    `weight` is how much it moves the model, in log odds.
    """

    name: str
    label: SignalLabel
    who: str
    time: When
    sure: bool
    weight: float
    because: str
    hit: str
    miss: str


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one language."""

    cues: tuple[Cue, ...]
    index: Index


@cache
def cues(language: str = "en") -> Cues:
    """Return the cues of a language; raises ContentError, naming file and line, when a file is faulty."""
    folder = f"content/lexicons/{language}"
    ideas = read_ideas(content_text("lexicons", language, "ideas.yaml"), f"{folder}/ideas.yaml")
    return read_cues(content_text("lexicons", language, "cues.yaml"), f"{folder}/cues.yaml", ideas)


def read_ideas(text: str, file: str) -> dict[str, tuple[str, ...]]:
    """Return the phrases of every idea; raises ContentError."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    faults.settle(ContentError)
    return {name: phrases_of(item) for name, item in root.get("ideas").fields().items()}


def phrases_of(item: Item) -> tuple[str, ...]:
    """Return phrases written one after another with commas between."""
    return tuple(" ".join(each.split()) for each in item.text().split(",") if each.strip())


def read_cues(text: str, file: str, ideas: Mapping[str, tuple[str, ...]]) -> Cues:
    """Return the checked cues written in `text`; raises ContentError with every fault at once."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    found: list[Cue] = []
    patterns: list[tuple[int, Wording]] = []
    for item in root.get("cues").items():
        cue = _cue(item, faults)
        if cue:
            patterns.extend((len(found), each) for each in _wordings(item, ideas, faults))
            found.append(cue)
    faults.settle(ContentError)
    return Cues(tuple(found), index_of(patterns))


def _cue(item: Item, faults: Faults) -> Cue | None:
    """Read one cue; None when it is faulty."""
    missing = [key for key in _NEEDED if not item.get(key).text().strip()]
    for key in missing:
        faults.add(item, "text_missing", f"Add '{key}:' to this cue.")
    if missing:
        return None
    try:
        label, time = SignalLabel(item.get("label").text()), When(item.get("time").text())
        weight = float(item.get("weight").text() or USUAL_WEIGHT)
    except ValueError as wrong:
        faults.add(item, "word_unknown", f"{wrong}.")
        return None
    return Cue(
        name=item.get("id").text(),
        label=label,
        who=item.get("who").text() or "self",
        time=time,
        sure=item.get("sure").text() != "no",
        weight=weight,
        because=item.get("because").text(),
        hit=item.get("hit").text(),
        miss=item.get("miss").text(),
    )


def _wordings(item: Item, ideas: Mapping[str, tuple[str, ...]], faults: Faults) -> list[Wording]:
    """Compile the patterns of one cue."""
    found = []
    for each in item.get("says").items():
        try:
            found.append(wording(each.text(), ideas))
        except PatternError as wrong:
            faults.add(each, "bad_pattern", str(wrong))
    if not found:
        faults.add(item, "text_missing", "Add patterns under 'says:'.")
    return found
