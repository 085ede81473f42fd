"""How one entry looks to one reader, in words; leaves reading it to `entries` and drawing it to the faces."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from lamplit.engines.kernel import Role, say, shaped
from lamplit.engines.records.kinds import Part

__all__ = ["Added", "EntryCard", "Part", "Photo", "Sound"]


class Photo(NamedTuple):
    """The picture of an entry: the circle it is found in, and its measures in pixels."""

    circle: UUID
    width: int
    height: int


class Sound(NamedTuple):
    """The recording of an entry: the circle it is found in, and its media type."""

    circle: UUID
    media: str


class Added(NamedTuple):
    """Something added after signing off, and when."""

    at_text: str
    text: str


class EntryCard(NamedTuple):
    """One entry exactly as one reader may see it; a tuple, because a page makes fifty.

    `level` is "full" or "summary"; with "summary" there is no body, no time, no parts and no revision.
    `body` is None for "summary" and for a damaged entry. `time_text` is empty when the time may not be told.
    `content_note` is not empty when the entry must be folded, for every reader including its author.
    `who_sees` is the sentence true for what is stored; it is empty for everyone but the author.
    `parts` are labelled words in reading order, feelings before what was done; a card in a list has none.
    `photo` and `sound` are there only with the words. `state` is "live" or "deleted". `together` is the line "Made
    together with Sam", or empty. `signed_text` says when it was signed off; `added` is what came after that.
    `written_text` is when this version was written, for its author alone. `please_read` marks, in a list, words of
    others that say somebody may be hurt or in danger; the page of the entry shows which, and why.
    """

    id: UUID
    kind: str
    kind_title: str
    icon: str
    author_name: str
    author_role: Role
    author_label: str
    own: bool
    day: date
    day_text: str
    time_text: str
    happened_at: datetime | None
    summary: str
    body: Mapping[str, object] | None
    parts: tuple[Part, ...]
    level: str
    sensitive: bool
    content_note: str
    revision: int
    who_sees: str
    can_show: bool
    can_revise: bool
    can_delete: bool
    can_restore: bool
    state: str
    damaged: bool
    together: str
    photo: Photo | None
    signed_text: str = ""
    added: tuple[Added, ...] = ()
    written_text: str = ""
    can_sign: bool = False
    can_add: bool = False
    can_take: bool = False
    please_read: bool = False
    sound: Sound | None = None

    @property
    def iso(self) -> str:
        """When it was, for programs: the moment where it may be told, else the day."""
        return (self.happened_at or self.day).isoformat()

    @property
    def line(self) -> str:
        """When it was, and who sees it or who wrote it: one quiet line of a list."""
        if not self.own:
            return self._by_line()
        people = _people(self.who_sees)
        return say("{time} · {people}", time=self.time_text, people=people) if self.time_text else people

    def _by_line(self) -> str:
        name, role = self.author_name, self.author_label
        if not role:
            return name
        if self.time_text:
            return say("{time} · {name}, {role}", time=self.time_text, name=name, role=role)
        return say("{name}, {role}", name=name, role=role)


@lru_cache(maxsize=256)  # a page says the same few sentences fifty times
def _people(who_sees: str) -> str:
    return shaped(who_sees, _without_full_stop)


def _without_full_stop(text: str) -> str:
    return text.strip(".。")
