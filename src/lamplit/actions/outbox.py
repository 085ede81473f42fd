"""What waited on a phone arrives: kept once, or as an unfinished page where something is unclear; never lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid5

import orjson

from lamplit.actions import clock, drafts, entries
from lamplit.actions.audience_change import who_would_see
from lamplit.actions.doors import circles_of, enter
from lamplit.actions.practice import KIND as PRACTICE
from lamplit.actions.practice_arrival import keep_practice, not_any_more
from lamplit.actions.times import AHEAD
from lamplit.actions.tongue import aloud
from lamplit.actions.waiting import BEFORE_THE_TICKET, Arrival, Done, Sealed, Waiting
from lamplit.actions.wording import day_text
from lamplit.actions.writing import Clash, Refused, Writing, refuse
from lamplit.engines.kernel import MemberState
from lamplit.engines.kernel.saying import say
from lamplit.vault import outbox, store
from lamplit.vault.doorway import Visit
from lamplit.vault.failures import Damaged

MOST_AT_ONCE = 50
NOT_OPEN = say("This circle is not open to you right now. What you wrote stays locked on this phone.")
NOT_YOURS = say("Somebody else wrote this on this phone. It waits until they sign in.")
NO_KEY = say("This cannot be opened any more. It stays locked on this phone.")
NO_ROOM = say("This could not be put with your unfinished pages. It stays locked on this phone.")
WHO_CHANGED = say("Who can see this has changed since you wrote it. Look at who sees it, then save.")
BOTH_HERE = say("This was changed somewhere else too. Both are here. Choose one, or keep both.")
GONE = say("The page you changed is not there any more. Save keeps your words as a new page.")


Reader = Callable[[Visit, Waiting], Writing]


def places(person: UUID, session_key: str) -> dict[str, Visit]:
    """Return this person's circles that are open to them now, by the tag their phones know them by."""
    mine = [card for card in circles_of(person) if card.state is MemberState.CONFIRMED]
    visits = {card.id: enter(session_key, card.id) for card in mine}
    return {
        outbox.Place(circle, person).circle_tag: visit
        for circle, visit in visits.items()
        if visit is not None and visit.viewer.state is MemberState.CONFIRMED
    }


def take(person: UUID, visit: Visit | None, item: Sealed, read: Reader) -> Arrival:
    """Keep one thing that waited, once however often it is sent; `read` turns a page's answers into a writing.

    Raises NotSaved like every write; the thing then stays on the phone.
    """
    if item.person != outbox.person_tag(person):
        return Arrival(item.id, Done.STAYS, NOT_YOURS)
    if visit is None or visit.viewer.circle is None:
        return Arrival(item.id, Done.STAYS, NOT_OPEN)
    if outbox.received(item.sealed):
        return Arrival(item.id, Done.KEPT)
    try:
        waiting = _open(outbox.Place(visit.viewer.circle, person), item)
    except Damaged:
        return Arrival(item.id, Done.STAYS, NO_KEY)
    return _take_practice(visit, item, waiting) if waiting.kind == PRACTICE else _take(visit, item, waiting, read)


def _take(visit: Visit, item: Sealed, waiting: Waiting, read: Reader) -> Arrival:
    try:
        return _in_one_write(visit, item, lambda: _keep(visit, waiting, read))
    except Refused as refused:
        why, changed = refused.problems[0].message, waiting
    except Clash as clash:
        why, changed = _clashed(clash, waiting)
    return _in_one_write(visit, item, lambda: _put_aside(visit, item, changed, why))


def _take_practice(visit: Visit, item: Sealed, waiting: Waiting) -> Arrival:
    """Keep a practice that was done without a connection, once."""
    try:
        return _in_one_write(visit, item, lambda: keep_practice(visit, waiting))
    except Refused:
        return not_any_more(item.id)


def _in_one_write(visit: Visit, item: Sealed, act: Callable[[], Arrival]) -> Arrival:
    """Do `act` together with the receipt, or neither."""
    place = outbox.Place(visit.viewer.circle or visit.viewer.person, visit.viewer.person)
    with store.write_transaction():
        arrival = act()
        if arrival.done is not Done.STAYS:
            outbox.receive(place, item.sealed, clock.now())
    return arrival


def _open(place: outbox.Place, item: Sealed) -> Waiting:
    """Open one thing; raises Damaged for anything no page of ours has sealed."""
    try:
        held = orjson.loads(outbox.unlock(place, item.id, item.key, item.sealed))
        return Waiting(
            id=item.id,
            kind=str(held["kind"]),
            answers={str(name): [str(one) for one in given] for name, given in held["answers"].items()},
            written_at=datetime.fromisoformat(held["at"]),
            since=datetime.fromisoformat(held["since"]),
            sees=str(held["sees"]),
            to=tuple(str(each) for each in held["to"]),
            base=int(held["base"]),
            unfinished=held["unfinished"] is True,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged("What waited on the phone is no page of ours.") from error


def _keep(visit: Visit, waiting: Waiting, read: Reader) -> Arrival:
    """Keep it as the entry it was meant to be; raises Refused or Clash where something is unclear."""
    writing = read(visit, waiting)
    if waiting.unfinished:
        return _keep_unfinished(visit, waiting, writing)
    _check_clock(waiting)
    if waiting.base:
        writing = _checked_change(visit, waiting, writing)
        if entries.revise_entry(visit, waiting.id, waiting.base, writing) is None:
            raise refuse("id", "gone", GONE)
    else:
        entries.write_entry(visit, _as_was_said(visit, waiting, writing))
    return Arrival(waiting.id, Done.KEPT)


def _keep_unfinished(visit: Visit, waiting: Waiting, writing: Writing) -> Arrival:
    """Put half a page with the unfinished ones, unless it was finished since with the same words."""
    stands = entries.read_entry(visit, waiting.id)
    if stands is not None and dict(stands.body or {}) == dict(writing.fields):
        return Arrival(waiting.id, Done.KEPT)
    if stands is not None and waiting.base != stands.revision:
        raise Clash(stands)
    raise refuse("", "unfinished", "")


def _check_clock(waiting: Waiting) -> None:
    """Refuse a time that cannot be true: ahead of ours, or before the phone was given its key."""
    now = clock.now()
    if waiting.written_at <= now + AHEAD and waiting.written_at >= waiting.since - BEFORE_THE_TICKET:
        return
    said = day_text(waiting.written_at.astimezone(clock.zone()).date(), clock.today())
    raise refuse(
        "when", "clock", say("Your phone's clock was wrong. It said {said}. Check when it was, then save.", said=said)
    )


def _as_was_said(visit: Visit, waiting: Waiting, writing: Writing) -> Writing:
    """Return the writing with an audience for which the sentence on the phone is true; raises Refused for none."""
    for asked in dict.fromkeys((_tuple(writing.audience), waiting.to or None)):
        try:
            sees = entries.who_will_see(visit, writing.kind, asked)
        except Refused:
            continue
        if waiting.sees in {sees, aloud(sees)}:
            return replace(writing, audience=asked)
        if writing.audience is not None:
            break
    entries.who_will_see(visit, writing.kind)  # says so itself when this kind may not be written any more
    raise refuse("audience", "changed", WHO_CHANGED)


def _checked_change(visit: Visit, waiting: Waiting, writing: Writing) -> Writing:
    """Return a change, if the sentence beside its Save still holds; raises Refused when it does not."""
    stands = entries.read_entry(visit, waiting.id)
    if stands is None:
        raise refuse("id", "gone", GONE)
    asked = _tuple(writing.audience)
    sees = stands.who_sees if asked is None else who_would_see(visit, writing.kind, waiting.id, asked)
    if waiting.sees not in {sees, aloud(sees or GONE)} and stands.revision == waiting.base:
        raise refuse("audience", "changed", WHO_CHANGED)
    return writing


def _clashed(clash: Clash, waiting: Waiting) -> tuple[str, Waiting]:
    """Return what to say and what to put aside when other words stand under the same id."""
    current = clash.current
    if current is None or not current.can_revise or current.kind != waiting.kind:
        return GONE, replace(waiting, base=0)
    return BOTH_HERE, replace(waiting, answers={**waiting.answers, "base": [str(waiting.base)]})


def _put_aside(visit: Visit, item: Sealed, waiting: Waiting, why: str) -> Arrival:
    """Put it with the unfinished pages, beside whatever stands there already."""
    local = waiting.written_at.astimezone(clock.zone())
    when = {"when": ["pick"], "on": [local.date().isoformat()], "at": [local.strftime("%H:%M")]}
    said = {} if waiting.answers.get("when", ["now"]) != ["now"] else when
    fields = {**waiting.answers, **said, "why": [why]}
    if waiting.base and "base" not in fields and why != GONE:
        fields["base"] = [str(waiting.base)]
    for draft in _ids(item, alone=why != GONE):
        kept = {**fields, "id": [str(draft)]}
        if _is_free(visit, draft, waiting) and drafts.keep_draft(visit, draft, waiting.kind, kept):
            return Arrival(item.id, Done.DRAFT, why)
    return Arrival(item.id, Done.STAYS, NO_ROOM)


def _ids(item: Sealed, *, alone: bool) -> tuple[UUID, ...]:
    """Return the ids under which it may stand: its own, unless something else has that, then one that never changes."""
    other = uuid5(item.id, sha256(item.sealed).hexdigest())
    return (item.id, other) if alone else (other,)


def _is_free(visit: Visit, draft: UUID, waiting: Waiting) -> bool:
    """Tell whether a draft may be put under an id: nothing is there, or the same open page went on."""
    stands = drafts.open_draft(visit, draft)
    return stands is None or stands.fields.get("page") == waiting.answers.get("page")


def _tuple(asked: object) -> tuple[str, ...] | None:
    return tuple(str(each) for each in asked) if isinstance(asked, list | tuple) else None
