"""Finds what its shape gives away: numbers, dates, ages, addresses, handles; the rules are reviewed data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lamplit.engines.records.reading import ContentError, Faults, Item, check_header, content_text, read_items

FILE = "content/lexicons/en/deidentify_shapes.yaml"
_MACRO = re.compile(r"\{([A-Z_]+)\}")


@dataclass(frozen=True, slots=True)
class Shape:
    """One rule, with a sentence in which it finds the part between << and >> and one in which it finds nothing."""

    name: str
    label: str
    pattern: re.Pattern[str]
    digits: tuple[int, int] | None
    hit: str
    miss: str


@cache
def shapes() -> tuple[Shape, ...]:
    """Return the shipped rules in the order in which they count; raises ContentError when the file is faulty."""
    return read_shapes(content_text("lexicons", "en", "deidentify_shapes.yaml"), FILE)


def read_shapes(text: str, file: str) -> tuple[Shape, ...]:
    """Return the rules written in `text`; raises ContentError with every fault at once."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    words = {key: item.text() for key, item in root.get("words").fields().items()}
    found = tuple(filter(None, (_shape(item, words, faults) for item in root.get("rules").items())))
    faults.settle(ContentError)
    return found


def shaped_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and label of everything found, rule by rule; parts may overlap."""
    for shape in shapes():
        for match in shape.pattern.finditer(text):
            start, end = match.span("it") if "it" in shape.pattern.groupindex else match.span()
            if shape.digits is None or shape.digits[0] <= sum(map(str.isdigit, text[start:end])) <= shape.digits[1]:
                yield start, end, shape.label


def _shape(item: Item, words: dict[str, str], faults: Faults) -> Shape | None:
    """Read one rule, or note why it cannot be used."""
    name = item.get("name").text()
    for key in ("name", "label", "pattern", "hit", "miss"):
        if not item.get(key).text():
            faults.add(item, "text_missing", f"Add '{key}:' to the rule '{name}'.")
    written = _MACRO.sub(lambda found: f"(?:{words.get(found[1], found[0])})", item.get("pattern").text())
    try:
        pattern = re.compile(written, re.IGNORECASE if item.get("case").text() == "any" else 0)
    except re.error as problem:
        faults.add(item.get("pattern"), "bad_pattern", f"The pattern of '{name}' cannot be read: {problem}.")
        return None
    few, _, many = item.get("digits").text().partition(" ")
    digits = (int(few), int(many)) if few.isdigit() and many.isdigit() else None
    return Shape(name, item.get("label").text(), pattern, digits, item.get("hit").text(), item.get("miss").text())
