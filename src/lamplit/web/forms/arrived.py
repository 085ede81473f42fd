"""A page that was filled in without a connection, read as if it had just been sent; leaves keeping it to `outbox`."""

from datetime import datetime

from lamplit.actions import clock, entries
from lamplit.actions.entries import Problem, Refused, Visit, Writing
from lamplit.actions.waiting import Waiting
from lamplit.engines.kernel.saying import say
from lamplit.web.forms.shapes import SHAPES
from lamplit.web.forms.sheet import Sheet, writing_of
from lamplit.web.forms.typed import Typed
from lamplit.web.forms.when import read_when, when_answers


def read(visit: Visit, waiting: Waiting) -> Writing:
    """Return what a page that waited asks to keep, at the time the phone said; raises Refused for an odd kind or time.

    A change keeps the time that stands when its page did not touch it.
    """
    if waiting.kind not in SHAPES:
        raise Refused([Problem("kind", "unknown_kind", say("Lamplit does not know this kind of entry."))])
    typed = Typed.from_fields(waiting.answers)
    return writing_of(visit, Sheet(waiting.kind, typed, ""), waiting.id, _when(visit, waiting, typed))


def _when(visit: Visit, waiting: Waiting, typed: Typed) -> datetime | None:
    if waiting.base and _same_time(visit, waiting, typed):
        return None
    when = read_when(typed, waiting.written_at.astimezone(clock.zone()))
    if when.problem:
        raise Refused([Problem("when", "time", when.problem)])
    return when.at


def _same_time(visit: Visit, waiting: Waiting, typed: Typed) -> bool:
    card = entries.read_entry(visit, waiting.id)
    if card is None:
        return False
    stood = when_answers(datetime.fromisoformat(card.iso).astimezone(clock.zone()), clock.today())
    return all(typed.one(name) == answer for name, answer in stood.items() if typed.has(name))
