"""Entries in a list, put ready for the template: one row each, so that drawing fifty asks nothing twice."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from markupsafe import Markup

from lamplit.actions.cards import EntryCard
from lamplit.web.icons import bubble

_NO_ID = str(UUID(int=0))


class Line(NamedTuple):
    """One entry in a list; the template takes it apart in this order. `note` is not empty when it is folded."""

    picture: Markup
    href: str
    summary: str
    about: str
    note: str
    together: str


def entry_lines(cards: Iterable[EntryCard], circle: str) -> list[Line]:
    """Return the lines of some entries of one circle."""
    at = entries_at(circle)
    return [
        Line(bubble(card.icon, card.kind), f"{at}{card.id}", card.summary, card.line, card.content_note, card.together)
        for card in cards
    ]


@lru_cache(maxsize=4096)
def entries_at(circle: str) -> str:
    """Return the address that leads to an entry of this circle once the entry's id is put after it."""
    return reverse("entry", kwargs={"circle": circle, "entry": _NO_ID}).removesuffix(_NO_ID)
