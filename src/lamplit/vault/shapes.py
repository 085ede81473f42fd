"""The shapes that cross the vault's edge: what is handed in to be sealed, and what comes out opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from lamplit.engines.kernel import Role
from lamplit.engines.records.stamp import Stamp
from lamplit.engines.records.visibility import EntryState, Level


@dataclass(frozen=True, slots=True)
class Addendum:
    """Something an author added after signing off, and when; `id` is made by their device, so it is added once."""

    id: UUID
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be sealed, whole and small, as JPEG; `width` and `height` are the whole one's, in pixels.

    `digest` is of the bytes that were sent, so that the same picture sent twice is known to be the same.
    """

    whole: bytes
    small: bytes
    width: int
    height: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording ready to be sealed; `media` is its media type, `digest` as that of a picture."""

    data: bytes
    media: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class NewEntry:
    """Everything of one entry that is to be written; `author` is the viewer, `show_to` are memberships.

    `happened_at` is aware. `timed` is False when the writer gave no time and the server filled in the present one, so
    that sending the same words twice is still the same entry. With `signed_at` it is locked, and `addenda` follow it.
    """

    id: UUID
    kind: str
    author: UUID
    together_with: UUID | None
    day: date
    happened_at: datetime
    stamp: Stamp
    body: Mapping[str, object]
    hint: Mapping[str, object] | None = None
    sensitive: bool = False
    held: bool = False
    show_to: frozenset[UUID] = frozenset()
    coarse: str = "note"
    timed: bool = True
    signed_at: datetime | None = None
    addenda: tuple[Addendum, ...] = ()
    picture: Picture | Sound | None = None


class Outcome(Enum):
    """What became of a write: a new entry, the very same one again, or an id that is taken."""

    CREATED = "created"
    SAME = "same"
    DIFFERENT = "different"


class Opened(NamedTuple):
    """One entry as far as this viewer may see it; a tuple, because a page makes fifty.

    At level SUMMARY `body` and `happened_at` are None and `hint` says that it exists, without words. A damaged entry
    has neither. `seq` orders a day by the time within it; it is made from what the viewer sees, so gaps tell nothing.
    `shown_to` is empty for everyone but the author. `signed_at` and `addenda` are for all who read the words. `photo`
    holds `width` and `height` where there is a picture, `sound` the `media` type where there is a recording.
    """

    id: UUID
    kind: str
    author: UUID
    author_name: str
    author_role: Role
    together_with: UUID | None
    day: date
    seq: int
    revision: int
    happened_at: datetime | None
    written_at: datetime | None
    level: Level
    body: Mapping[str, object] | None
    hint: Mapping[str, object] | None
    sensitive: bool
    stamp: Stamp
    shown_to: frozenset[UUID]
    state: EntryState
    own: bool
    held: bool
    damaged: bool = False
    signed_at: datetime | None = None
    addenda: tuple[Addendum, ...] = ()
    photo: Mapping[str, int] | None = None
    sound: Mapping[str, str] | None = None


class OpenedReply(NamedTuple):
    """One reply, for somebody who reads all of its entry; a damaged one has no words and no time."""

    id: UUID
    author: UUID
    author_name: str
    author_role: Role
    written_at: datetime | None
    text: str
    own: bool
    damaged: bool


class Thread(NamedTuple):
    """What stands under one entry, oldest first.

    `taken` says whether it takes replies at all, `may_add` whether from this viewer. `put_away` are the viewer's own
    replies that are deleted and can still come back.
    """

    items: tuple[OpenedReply, ...]
    taken: bool
    may_add: bool
    put_away: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, newest day first, and a cursor to what is older (None when nothing more is visible)."""

    items: tuple[Opened, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody's other device was faster: `current` is the entry as it now stands."""

    current: Opened


@dataclass(frozen=True, slots=True)
class Draft:
    """Words kept but not yet saved; `id` is the id the entry will have."""

    id: UUID
    kind: str
    fields: Mapping[str, object]
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Profile:
    """The two facts about a person that are sealed in their own row."""

    display_name: str
    born_on: date | None = None


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """What the school page says of itself: the child's name at school, and the lead to whom safety worries go."""

    known_as: str = ""
    lead: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class SupportLine:
    """The support line a family has chosen: what it is called, its number, a number to text; empty when none is."""

    name: str = ""
    phone: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class TherapistFacts:
    """How a family reaches its therapist: as they are called there, a number, digits behind it, an address."""

    name: str = ""
    phone: str = ""
    extension: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """One time somebody else opened one entry; `level` FULL for the words, SUMMARY for that it exists."""

    person: UUID
    name: str
    at: datetime
    entry: UUID
    level: Level = Level.FULL


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an erasure did: ids gone now, and the day by which the last backup that held them has expired."""

    erased: tuple[UUID, ...] = field(default=())
    gone_from_backups_by: date | None = None
