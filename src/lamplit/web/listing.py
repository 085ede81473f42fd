"""Entries in a list, put ready for the template: one row each, so that drawing fifty asks nothing twice."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from markupsafe import Markup

from lamplit.actions.cards import EntryCard
from lamplit.web.icons import bubble

_THUMB = Markup('<img class="thumb" src="{}" alt="" width="64" height="64" loading="lazy" decoding="async">')
_NO_ID = str(UUID(int=0))


class Line(NamedTuple):
    """One entry in a list; the template takes it apart in this order. `note` is not empty when it is folded."""

    picture: Markup
    href: str
    summary: str
    about: str
    note: str
    together: str
    please_read: bool


def entry_lines(cards: Iterable[EntryCard], circle: str) -> list[Line]:
    """Return the lines of some entries of one circle."""
    at = entries_at(circle)
    return [
        Line(_picture(one), f"{at}{one.id}", one.summary, one.line, one.content_note, one.together, one.please_read)
        for one in cards
    ]


def _picture(card: EntryCard) -> Markup:
    """Return what stands before an entry: its photo, small, unless it is folded; else its icon."""
    if card.photo is None or card.content_note:
        return bubble(card.icon, card.kind)
    return _THUMB.format(reverse("photo_small", args=(card.photo.circle, card.id)))


@lru_cache(maxsize=4096)
def entries_at(circle: str) -> str:
    """Return the address that leads to an entry of this circle once the entry's id is put after it."""
    return reverse("entry", kwargs={"circle": circle, "entry": _NO_ID}).removesuffix(_NO_ID)
