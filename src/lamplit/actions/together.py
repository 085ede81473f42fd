"""A younger child and their grown-up at one screen: keeping the weather, taking a tap back; leaves pages to faces."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing

from lamplit.actions import clock
from lamplit.actions.audiences import may_write_together
from lamplit.actions.doors import Visit
from lamplit.actions.entries import Writing, write_entry
from lamplit.engines.kernel import Role
from lamplit.vault import audit, entries, store

FORGETS = timedelta(minutes=2)
_SALT = "lamplit.together"


def keep_weather(visit: Visit, entry: UUID, weather: str) -> str:
    """Keep a weather as the child's own, made together; returns a signed text by which this tap can be taken back.

    Raises Refused or Clash like any writing.
    """
    write_entry(visit, Writing(entry, "check_in", {"weather": weather}, together=True))
    held = [entry.hex, visit.viewer.person.hex, clock.now().isoformat()]
    return signing.Signer(salt=_SALT).sign_object(held)


def take_back(visit: Visit, text: str) -> bool:
    """Put aside what these two kept in the last two minutes; the child finds it under what was deleted lately."""
    entry, now = _read(visit, text), clock.now()
    if entry is None or visit.subject is None or not visit.together or not may_write_together(visit):
        return False
    child = replace(visit.viewer, person=visit.subject, role=Role.SUBJECT)
    with store.write_transaction():
        gone = entries.delete(child, entry, now)
        if gone:
            audit.append(visit.viewer.person, visit.viewer.circle, "delete", [entry, visit.subject], "together", now)
    return gone


def _read(visit: Visit, text: str) -> UUID | None:
    """Return the entry of a signed text, for the very grown-up who kept it, within two minutes."""
    try:
        entry, person, at = signing.Signer(salt=_SALT).unsign_object(text)
    except signing.BadSignature:
        return None
    age = clock.now() - datetime.fromisoformat(at)
    return UUID(entry) if person == visit.viewer.person.hex and timedelta(0) <= age <= FORGETS else None
