"""What somebody hands over to be kept, and the two ways it can be turned down; leaves keeping it to `entries`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lamplit.actions.cards import EntryCard
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import Problem

SIGNED_OFF = say("This is signed off, so it stays as it is. You can still add to it.")


@dataclass(frozen=True, slots=True)
class Writing:
    """What somebody wants to keep: `id` is made by their device, so that sending twice keeps one.

    `audience` is None for the default of the policy, else a list of "me", "role:<role>" and "member:<uuid>".
    `sensitive` None means: as the kind decides from what was written. `picture` are the bytes of a photo or a
    recording as they were sent, empty when one was asked for and none came, None when none is part of this.
    """

    id: UUID
    kind: str
    fields: Mapping[str, object]
    happened_at: datetime | None = None
    audience: Sequence[str] | None = None
    together: bool = False
    sensitive: bool | None = None
    talk_first: bool = False
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What was kept: `created` is False when it had been kept before; `who_sees` is true for what is stored."""

    id: UUID
    created: bool
    who_sees: str
    revision: int = 1


class Refused(Exception):  # noqa: N818 - an answer to a person, not a fault
    """Nothing was kept; each problem says in a sentence what to change, and by its field where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems, in the order of the form."""
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems = tuple(problems)


class Clash(Exception):  # noqa: N818 - an answer to a person, not a fault
    """Nothing was kept: the id holds other words, or a newer version stands; `current` is what stands."""

    def __init__(self, current: EntryCard | None) -> None:
        """Keep what stands, as its author may see it."""
        super().__init__("clash")
        self.current = current


class SignedOff(Exception):  # noqa: N818 - an answer to a person, not a fault
    """Nothing was changed: the entry is signed off, so it stays as it is; `current` is what stands."""

    def __init__(self, current: EntryCard | None) -> None:
        """Keep what stands, as its author may see it."""
        super().__init__(SIGNED_OFF)
        self.current = current


def refuse(field: str, code: str, message: str) -> Refused:
    """Return the refusal of one field, ready to be raised."""
    return Refused([Problem(field, code, message)])
