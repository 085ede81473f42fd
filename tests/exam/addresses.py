"""Every address the project answers, found in the resolver, and filled with ids to ask for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver

_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """One pattern: its text and the names it wants filled."""

    pattern: str
    name: str

    @property
    def wanted(self) -> frozenset[str]:
        """Return the names of what is to be filled in."""
        return frozenset(_PLACE.findall(self.pattern))

    def filled(self, values: Mapping[str, Iterable[object]]) -> Iterator[str]:
        """Yield the address once for every combination of `values`; nothing when a name has none."""
        names = sorted(self.wanted)
        for chosen in product(*(tuple(values.get(name, ())) for name in names)):
            yield "/" + _fill(self.pattern, dict(zip(names, chosen, strict=True)))


def _fill(pattern: str, given: Mapping[str, object]) -> str:
    return _PLACE.sub(lambda place: str(given[place[1]]), pattern)


def every_address() -> tuple[Address, ...]:
    """Return every address, each pattern once."""
    found = {pattern: Address(pattern, name) for pattern, name in _walk(get_resolver().url_patterns, "")}
    return tuple(found.values())


def _walk(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, str]]:
    for each in patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, here)
        else:
            yield here, each.name or ""
