"""Erasing for good, asked of the person who runs the house, with a receipt in plain words; leaves how to the vault."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lamplit.actions import clock
from lamplit.people import leaving
from lamplit.vault import erasure, receipts
from lamplit.vault.shapes import Receipt

_WHAT = {
    "entry": "one entry, with its photos, its replies and everything it said before",
    "person": "everything one person wrote here, their name, and their ways to sign in",
    "circle": "one circle: everything that was written in it, who was in it, and its name",
}
_TEXT = """Lamplit: a receipt for something that was erased

Erased on {on}: {what}.
Its number was {number}.

It is gone now. The words are gone, and so are the keys that could open them.
Copies of the house made before today can still hold it, locked. They are to be thrown away after thirty days:
it is gone from backups by {by}.
If an older copy is put back, it is erased again before anybody can come in.
"""


class NotThereError(Exception):
    """There is nothing of that number to erase; the text says so."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, and the receipt to hand on."""

    kind: str
    id: UUID
    on: date
    gone_from_backups_by: date
    receipt: str


def erase_entry(entry: UUID) -> Erased:
    """Erase one entry, whoever wrote it; raises NotThereError."""
    return _receipt("entry", entry, erasure.erase_any_entry(entry, clock.now()))


def erase_person(person: UUID) -> Erased:
    """Erase a person with everything they wrote, in every circle; raises NotThereError."""
    there = leaving.is_known(person)
    return _receipt("person", person, erasure.erase_person(person, clock.now()) if there else None)


def erase_circle(circle: UUID) -> Erased:
    """Erase a circle with everything in it; those who never had an account of their own go with it."""
    if not leaving.circle_stands(circle):
        return _receipt("circle", circle, None)
    people = leaving.members_of(circle)
    done = erasure.erase_circle(circle, clock.now())
    for person in leaving.without_a_way_in(people):
        erasure.erase_person(person, clock.now())
    return _receipt("circle", circle, done)


def is_our_receipt(text: str) -> bool:
    """Tell whether this house wrote a receipt, word for word."""
    return receipts.is_ours(text)


def _receipt(kind: str, number: UUID, done: Receipt | None) -> Erased:
    """Write the receipt; no names and no words of anybody's."""
    if done is None or done.gone_from_backups_by is None:
        raise NotThereError(f"There is no {kind} with the number {number} here. It may have been erased before.")
    today = clock.today()
    by = done.gone_from_backups_by
    text = _TEXT.format(on=_in_words(today), what=_WHAT[kind], number=number, by=_in_words(by))
    return Erased(kind, number, today, by, receipts.sealed(text))


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
