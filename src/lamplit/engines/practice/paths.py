"""Practices in an order that is given as one; what is next follows from what ended with its grounding."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice.library import shipped
from lamplit.engines.practice.model import Variant
from lamplit.engines.practice.player import Ending, Walk
from lamplit.engines.records.reading import Faults, Item, check_header, content_text, read_items

FILE = "_paths.yaml"


@dataclass(frozen=True, slots=True)
class Path:
    """A path: its short name, its words, the youngest age in whole years it is for, and its practices in order."""

    code: str
    title: str
    purpose: str
    from_age: int
    steps: tuple[str, ...]

    def variants(self, band: AgeBand) -> tuple[Variant, ...]:
        """Return the steps as somebody of this age meets them."""
        return tuple(shipped().practices[slug].bands[band] for slug in self.steps)


@cache
def paths() -> Mapping[str, Path]:
    """Return every path by its short name; raises ContentError when the file is faulty."""
    return read_paths(content_text("practices", FILE), f"content/practices/{FILE}")


def read_paths(text: str, file: str) -> Mapping[str, Path]:
    """Return the paths written in `text`; raises ContentError with every fault: each step is a practice there is."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    found = {code: _path(code, item, faults) for code, item in root.get("paths").fields().items()}
    faults.settle()
    return found


def _path(code: str, item: Item, faults: Faults) -> Path:
    steps = item.get("steps").items()
    for step in steps:
        if step.text() not in shipped().practices:
            faults.add(step, "step_unknown", f"There is no practice '{step.text()}'. Mend the name or take it out.")
    age = item.get("from_age").text()
    if not age.isdigit():
        faults.add(item.get("from_age"), "not_a_number", "Write the youngest age in whole years.")
    for key in ("title", "purpose"):
        if not item.get(key).text():
            faults.add(item, "text_missing", f"There is no '{key}'. Write one.")
    names = tuple(step.text() for step in steps)
    return Path(code, item.get("title").saying(), item.get("purpose").saying(), int(age) if age.isdigit() else 0, names)


def is_steadied(way: Walk) -> bool:
    """Say whether a run came to its end and through a grounding: the record that opens the next step of a path."""
    return way.now is None and way.going is Ending.WHOLE and any(step.type == "ground" for step in way.passed)


def later_on(order: Sequence[str], steadied: Collection[str]) -> frozenset[str]:
    """Return the steps of a path that are not open yet: each after the first whose one before has no grounding."""
    return frozenset(slug for before, slug in pairwise(order) if before not in steadied)
