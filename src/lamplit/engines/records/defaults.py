"""How a new circle and a new child begin, as a table; leaves setting each of them to the layer it belongs to."""

from dataclasses import dataclass
from functools import cache

from lamplit.engines.records.reading import Faults, check_header, content_text, read_items

PLACES = frozenset({"circle", "subject", "member", "device", "house"})


@dataclass(frozen=True, slots=True)
class Default:
    """One setting as it stands before anybody touches it: what it belongs to, its value, and what that means."""

    code: str
    about: str
    value: str
    says: str


def read_defaults(text: str, file: str) -> tuple[Default, ...]:
    """Return the settings written in `text`; raises ContentError with every fault, each with its line."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    found = []
    for code, item in root.get("defaults").fields().items():
        for key in ("value", "says"):
            if not item.get(key).text():
                faults.add(item, "text_missing", f"Add '{key}:' to '{code}'.")
        if item.get("about").text() not in PLACES:
            faults.add(item, "unknown_place", f"Say what '{code}' is about: {', '.join(sorted(PLACES))}.")
        found.append(Default(code, item.get("about").text(), item.get("value").text(), item.get("says").text()))
    faults.settle()
    return tuple(found)


@cache
def load_defaults() -> tuple[Default, ...]:
    """Return the shipped settings, in their order."""
    return read_defaults(content_text("policy", "defaults.yaml"), "content/policy/defaults.yaml")
