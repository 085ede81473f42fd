"""What stands beside a concern: what to say and do, and where to report by country; leaves drawing it to the faces."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lamplit.engines.records.reading import Faults, Item, check_header, content_text, read_items

FILE = ("safety", "concern.yaml")
ELSEWHERE = "other"


@dataclass(frozen=True, slots=True)
class Route:
    """One way to report, and where it is written."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """The words beside a concern; `words` are sentences by their place ("after.told"), `checked_on` is their date."""

    words: Mapping[str, str]
    say: tuple[str, ...]
    do: tuple[str, ...]
    checked_on: str


@cache
def guidance() -> Guidance:
    """Return what to say and do."""
    root = _root()
    say, do = (tuple(each.saying() for each in root.get(name).items()) for name in ("say", "do"))
    return Guidance(dict(_sentences("", root)), say, do, root.get("review_date").text())


@cache
def routes(country: str) -> tuple[Route, ...]:
    """Return the ways to report in a country, the general ones where we know no others."""
    found = _root().get("routes").get(country.strip().upper()).items() or _root().get("routes").get(ELSEWHERE).items()
    return tuple(Route(each.get("text").saying(), each.get("source").text()) for each in found)


@cache
def _root() -> Item:
    root = read_items(content_text(*FILE), "content/safety/concern.yaml")
    faults = Faults("content/safety/concern.yaml")
    check_header(root, faults)
    for code, ways in root.get("routes").fields().items():
        for each in ways.items():
            if not each.get("text").text() or not each.get("source").text():
                faults.add(each, "text_missing", f"Each way to report in {code} needs its text and its source.")
    faults.settle()
    return root


def _sentences(place: str, item: Item) -> list[tuple[str, str]]:
    """Return every single sentence under an item with the place it stands at."""
    if item.text():
        return [(place, item.saying())]
    inside = [(f"{place}.{name}".lstrip("."), each) for name, each in item.fields().items()]
    return [found for at, each in inside for found in _sentences(at, each)]
