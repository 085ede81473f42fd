"""Every text a person keeps, put through the port for reading it; leaves what is offered or marked to `noticing`.

Reading comes after keeping: no Save ever waits for it. Of what others wrote only signs are remembered, no words.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import ClassVar
from uuid import UUID

from lamplit.engines.kernel import Finding, Role, SignalReader, WritingContext
from lamplit.engines.listening.signals import SignalEngine
from lamplit.engines.practice.behaviours import is_offered
from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.kinds.fields import SomeWords, Words
from lamplit.engines.safety.offering import sign_of, standing, to_read
from lamplit.vault import leaf
from lamplit.vault.doorway import Visit
from lamplit.vault.shapes import Opened

WRONG = "wrong"
SAYING = "saying"  # of a moment: picked from reviewed lines, or typed
_REMEMBERED = 4096  # entries, each a few signs of 16 digits


@cache
def signal_reader() -> SignalReader:
    """Return the reader every face asks; it is the same for everybody and keeps nothing."""
    return SignalEngine()


def words_in(kind: str, body: Mapping[str, object] | None) -> str:
    """Return what was typed in a body, one answer after another; what was picked from a list is not typed."""
    known = KINDS.get(kind)
    asked = [each.name for each in known.fields if isinstance(each, Words | SomeWords)] if known else []
    said = [(body or {}).get(name) for name in asked if name != SAYING or not is_offered((body or {}).get(name))]
    texts = [each if isinstance(each, str) else "\n".join(each) for each in said if isinstance(each, str | list)]
    return "\n\n".join(texts)


def find(visit: Visit, text: str, role: Role) -> tuple[Finding, ...]:
    """Return what a text says, written by somebody of `role` in this circle."""
    age = visit.subject_age if role is Role.SUBJECT else None
    return signal_reader().read(text, WritingContext(age=age)).findings if text.strip() else ()


def wrong_on(kept: Iterable[leaf.Item]) -> frozenset[str]:
    """Return the signs of words which a person has said are wrong to notice."""
    return frozenset(each["sign"] for each in kept if each["what"] == WRONG)


def moment_text(now: datetime) -> str:
    """Return a moment as it stands on a leaf."""
    return now.astimezone(UTC).isoformat()


class Signs:
    """The signs in entries others wrote, by entry and revision, so that a list need not read them again."""

    _known: ClassVar[OrderedDict[tuple[UUID, int], frozenset[str]]] = OrderedDict()

    @classmethod
    def of(cls, visit: Visit, opened: Opened) -> frozenset[str]:
        """Return the signs for which one entry is marked "please read"; none in what this reader does not read."""
        key = (opened.id, opened.revision)
        found = cls._known.get(key)
        if found is None:
            text = "\n\n".join([words_in(opened.kind, opened.body), *(each.text for each in opened.addenda)])
            found = frozenset(map(sign_of, to_read(standing(find(visit, text, opened.author_role)))))
            cls._known[key] = found
            if len(cls._known) > _REMEMBERED:
                cls._known.popitem(last=False)
        return found
