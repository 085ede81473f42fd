"""Kinder words while somebody writes: whether they are wanted, and which there are; leaves finding to `records`."""

from collections.abc import Iterable
from functools import cache
from uuid import UUID

import orjson

from lamplit.engines.kernel import Role
from lamplit.engines.records.whispers import Whisper, kinder_words, whispers_in
from lamplit.people import choices
from lamplit.people.models import Membership
from lamplit.vault.doorway import Visit

__all__ = ["Whisper", "may_whisper", "set_whispers", "whispers_for", "whispers_on", "words_for_pages"]


def whispers_on(visit: Visit, kind: str) -> bool:
    """Tell whether kinder words are offered to this visitor on a page of this kind: to adults, unless switched off."""
    if visit.viewer.role in (None, Role.SUBJECT) or visit.together or kind not in kinder_words().kinds:
        return False
    return choices.chosen(visit.viewer.person, choices.WHISPERS) != choices.OFF


def may_whisper(person: UUID) -> bool:
    """Tell whether the switch is for this person at all; a young person writes unwatched and unadvised."""
    return not Membership.objects.filter(person=person, role=Role.SUBJECT.value).exists()


def set_whispers(person: UUID, *, on: bool) -> None:
    """Switch kinder words on or off for one person, on every device."""
    choices.choose(person, choices.WHISPERS, choices.ON if on else choices.OFF)


def wanted(person: UUID) -> bool:
    """Tell whether this person has not switched them off."""
    return choices.chosen(person, choices.WHISPERS) != choices.OFF


def whispers_for(texts: Iterable[str], kind: str) -> tuple[Whisper, ...]:
    """Return what may be whispered about some texts of an entry, each offer once; nothing about it is kept."""
    found: dict[str, Whisper] = {}
    for text in texts:
        for each in whispers_in(text, kinder_words(), kind):
            found.setdefault(each.instead, each)
    return tuple(found.values())


def lead() -> str:
    """Return the question that stands before every offer."""
    return kinder_words().lead


@cache
def words_for_pages() -> bytes:
    """Return the words as JSON for the page's own script; the same for everybody, and nobody's."""
    labels = kinder_words().labels
    words = [{"written": each.written, "instead": each.instead, "only": sorted(each.only)} for each in labels]
    return orjson.dumps({"words": words})
