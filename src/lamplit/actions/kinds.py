"""The kinds of entry, for programs that want to know them; leaves what they hold to `engines.records`."""

from collections.abc import Mapping
from dataclasses import dataclass

from lamplit.engines.records.kinds import KINDS


@dataclass(frozen=True, slots=True)
class KindCard:
    """One kind: its code, its title, the JSON schema of its body, and whether it stands `beneath` another entry."""

    code: str
    title: str
    schema: Mapping[str, object]
    beneath: bool


def every_kind() -> tuple[KindCard, ...]:
    """Return every kind there is, in the order of the table."""
    return tuple(KindCard(kind.code, kind.title, kind.schema(), kind.beneath) for kind in KINDS.values())
