"""Signing an entry off, adding to it afterwards, taking a slip back, and the day by which a form is due."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.cards import EntryCard
from lamplit.actions.entries import read_entry
from lamplit.actions.wording import weekday_and_time
from lamplit.actions.writing import Clash, SignedOff, refuse
from lamplit.engines.kernel.days import weekday_and_day
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.kinds.fields import Refusal, clean_words
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

SAID_FOR = timedelta(days=6)
FORM_DUE = timedelta(hours=24)  # users.md 1(a): the form about a serious incident, from when it happened
ADDED_LIMIT = 4000
NOTHING = say("Write what you want to add first, even one word.")
_DUE = {  # by: is it still to come, does it count from the writing
    (True, False): say("The 24-hour form is due {due}. It counts from {start}, when it happened."),
    (False, False): say("The 24-hour form was due {due}. It counts from {start}, when it happened."),
    (True, True): say("The 24-hour form is due {due}. It counts from {start}, when you began."),
    (False, True): say("The 24-hour form was due {due}. It counts from {start}, when you began."),
}
TOO_LATE = say("That can no longer be taken back. You can still add to it.")


def sign_off(visit: Visit, entry_id: UUID, base: int) -> bool:
    """Lock an own entry as it stands at revision `base`; False when there is none to sign; raises Clash.

    Signing what is signed already is done already. From here on it is only added to.
    """
    card = read_entry(visit, entry_id)
    if card is None or not card.own or card.kind not in KINDS or not KINDS[card.kind].signable:
        return False
    if card.signed_text:
        return True
    kept = entries.sign_off(visit.viewer, entry_id, base, clock.now())
    if isinstance(kept, entries.Conflict):
        raise Clash(read_entry(visit, entry_id))
    return kept is not None


def undo_sign_off(visit: Visit, entry_id: UUID) -> bool:
    """Take a sign-off back within a minute; False when it is too late, or nothing was signed."""
    card = read_entry(visit, entry_id)
    if card is None or KINDS[card.kind].signed_at_once:
        return False
    return isinstance(entries.undo_sign_off(visit.viewer, entry_id, clock.now()), entries.Opened)


def add_to(visit: Visit, entry_id: UUID, addition: UUID, text: str) -> bool:
    """Add words to an own signed entry, once however often they are sent; False when there is none; raises Refused."""
    try:
        words = clean_words(text, ADDED_LIMIT)
    except Refusal as refusal:
        raise refuse("added", refusal.code, refusal.message) from None
    if words is None:
        raise refuse("added", "missing", NOTHING)
    added = entries.Addendum(addition, clock.now(), words)
    kept = entries.add_to(visit.viewer, entry_id, added, added.at)
    if isinstance(kept, entries.Conflict):  # two additions at the same moment: the second goes on top of the first
        kept = entries.add_to(visit.viewer, entry_id, added, added.at)
    return isinstance(kept, entries.Opened)


def form_due(happened_at: datetime | None, *, from_writing: bool = False) -> str:
    """Return until when a form within 24 hours is due and from when that counts; never that somebody is late.

    Nothing when it is more than six days ago: a day of the week would not say which.
    """
    now, zone = clock.now(), clock.zone()
    begun = (happened_at or now).astimezone(UTC)
    if now - begun > SAID_FOR:
        return ""
    is_to_come = begun + FORM_DUE >= now
    sentence = _DUE[is_to_come, from_writing]
    return say(sentence, due=weekday_and_time(begun + FORM_DUE, zone), start=weekday_and_time(begun, zone))


def waits_until(card: EntryCard) -> str:
    """Return the day from which the child may read an own entry, in words, while that day is still to come."""
    until = KINDS[card.kind].bearing(card.body).until if card.own and card.body else None
    return weekday_and_day(until) if until and until > clock.today() else ""


def words_of(card: EntryCard, typed: dict[str, object]) -> str:
    """Return what was typed and is not in an entry yet, as one text that can be added to it."""
    kind, body = KINDS[card.kind], dict(card.body or {})
    fresh = kind.parts({name: value for name, value in typed.items() if value != body.get(name)})
    return "\n\n".join(f"{part.label}: {part.text}" for part in fresh)


__all__ = ["SignedOff", "add_to", "form_due", "sign_off", "undo_sign_off", "words_of"]
