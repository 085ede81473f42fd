"""The shapes of what waited on a phone and of what became of it; leaves keeping it to `outbox`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

BEFORE_THE_TICKET = timedelta(days=1)  # nothing can have been written before the phone was given its key


class Done(StrEnum):
    """What became of one thing: `stays` waits on the phone, the others leave it; of `nothing` no words were to keep."""

    KEPT = "kept"
    DRAFT = "draft"
    STAYS = "stays"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Sealed:
    """One thing as it waited: the id its entry will have, which key locked it, tags of whose and where, ciphertext."""

    id: UUID
    key: UUID
    place: str
    person: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing opened: a page's answers, when the phone says it was written, and what was said beside Save.

    `to` are the roles that sentence stood for. `base` is the revision that was changed, 0 for a new page.
    """

    id: UUID
    kind: str
    answers: Mapping[str, object]
    written_at: datetime
    since: datetime
    sees: str
    to: tuple[str, ...]
    base: int
    unfinished: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one thing, and one sentence where a person should know."""

    id: UUID
    done: Done
    say: str = ""
