"""Writing, reading, changing and removing entries; leaves showing them to people to `sharing`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from lamplit.actions import clock, concerns
from lamplit.actions.audience_change import settle_again
from lamplit.actions.audiences import (
    Audience,
    AudienceChoice,
    audience_choices,
    author_role,
    default_stamp,
    sentence,
    settle_audience,
    together_reader,
    who_will_see,
)
from lamplit.actions.cards import EntryCard, Part
from lamplit.actions.duty import refuse_off_duty
from lamplit.actions.five_questions import refuse_too_young
from lamplit.actions.items import item_json
from lamplit.actions.looks import DiaryPage, Look, card, cards, facts_of, page
from lamplit.actions.picture_making import picture_of
from lamplit.actions.sounds import sound_of
from lamplit.actions.times import refuse_day_gone, settle
from lamplit.actions.writing import Clash, Refused, SignedOff, Writing, Written, refuse
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import KINDS, Bearing, Checked, Kind, Problem
from lamplit.vault import audit, drafts, entries, store
from lamplit.vault.doorway import Visit

__all__ = [
    "AudienceChoice",
    "Clash",
    "DiaryPage",
    "EntryCard",
    "Part",
    "Problem",
    "Refused",
    "SignedOff",
    "Visit",
    "Writing",
    "Written",
    "audience_choices",
    "delete_entry",
    "diary",
    "diary_json",
    "entry_history",
    "entry_json",
    "read_entry",
    "recently_deleted",
    "restore_entry",
    "revise_entry",
    "who_will_see",
    "write_entry",
]

MOST_ON_A_PAGE = 100


def write_entry(visit: Visit, writing: Writing) -> Written:
    """Keep a new entry; raises Refused or Clash.

    The stamp is settled by the policy for the subject's age on this very day. Sending the same again keeps one.
    """
    now = clock.now()
    writing, told = concerns.settle(visit, writing)
    kind, checked = _check(visit, writing)
    bearing = kind.bearing(checked.body)
    refuse_day_gone(bearing, clock.today())
    audience = _audience_of(visit, writing, bearing) if told is None else concerns.audience(visit, told)
    happened_at = settle(writing.happened_at, now, visit.subject_age)
    refuse_off_duty(visit, default_stamp(visit, writing.kind, together=writing.together), happened_at)
    new = _with_picture(_new(visit, writing, (kind, checked), audience, happened_at), kind, writing)
    new = replace(new, signed_at=now) if kind.signed_at_once else new
    with _in_plain_words():
        outcome = _record_together(visit, new, now) if writing.together else entries.record(visit.viewer, new, now)
    if outcome is entries.Outcome.DIFFERENT:
        raise Clash(read_entry(visit, writing.id))
    if outcome is entries.Outcome.SAME:
        return _kept_before(visit, writing, audience)
    return Written(writing.id, created=True, who_sees=sentence(visit, audience, together=writing.together))


def _with_picture(new: entries.NewEntry, kind: Kind, writing: Writing) -> entries.NewEntry:
    """Return an entry with its picture or recording, made last: what is cheaper to refuse was looked at by then."""
    if writing.picture is None:
        return new
    if kind.sounded:
        return replace(new, picture=sound_of(writing.picture))
    if not kind.pictured:
        raise refuse("photo", "unknown_field", say("This kind of entry holds no photo."))
    return replace(new, picture=picture_of(writing.picture))


def _record_together(visit: Visit, new: entries.NewEntry, now: datetime) -> entries.Outcome:
    """Keep an entry as the child's own; the audit says that the adult held the pen."""
    viewer = visit.viewer
    child = replace(viewer, person=new.author, membership=None, role=Role.SUBJECT)
    with store.write_transaction():
        outcome = entries.record(child, new, now)
        if outcome is entries.Outcome.CREATED:
            audit.append(viewer.person, viewer.circle, "write", [new.id, new.author], "together", now)
            drafts.drop(viewer, new.id)
    return outcome


def _kept_before(visit: Visit, writing: Writing, audience: Audience) -> Written:
    stored = read_entry(visit, writing.id)
    words = stored.who_sees if stored else ""
    return Written(
        writing.id,
        created=False,
        who_sees=words or sentence(visit, audience, together=writing.together),
        revision=stored.revision if stored else 1,
    )


def revise_entry(visit: Visit, entry_id: UUID, base_revision: int, writing: Writing) -> Written | None:
    """Keep a new version of an own entry; None when there is nothing to change; raises Refused, Clash or SignedOff.

    What is not said stays: the time, and who sees it, which a birthday in between does not move either. Who sees it
    may be narrowed, or widened to what was possible on the day it was written.
    """
    now = clock.now()
    stands = entries.read(visit.viewer, entry_id, now)
    if stands is None or not stands.own or stands.damaged:
        return None
    if stands.signed_at is not None:
        raise SignedOff(card(stands, Look.of(visit)))
    if stands.kind != writing.kind:
        raise refuse("kind", "another_kind", say("An entry keeps its kind. Write a new one instead."))
    kind, checked = _check(visit, writing)
    audience = _audience_kept(visit, writing, stands, kind.bearing(checked.body))
    happened_at = settle(writing.happened_at or stands.happened_at, now, visit.subject_age)
    new = replace(
        _new(visit, writing, (kind, checked), audience, happened_at),
        id=entry_id,
        author=stands.author,
        together_with=stands.together_with,
        held=stands.held,
    )
    with _in_plain_words():
        kept = entries.revise(visit.viewer, entry_id, base_revision, new, now)
    if kept is None:
        _refuse_signed(visit, entry_id)
        return None
    if isinstance(kept, entries.Conflict):
        raise Clash(read_entry(visit, entry_id))
    return Written(entry_id, created=False, who_sees=card(kept, Look.of(visit)).who_sees, revision=kept.revision)


def _refuse_signed(visit: Visit, entry_id: UUID) -> None:
    """Tell an author that another page was faster and signed it off; to everybody else there is nothing."""
    current = read_entry(visit, entry_id)
    if current is not None and current.own and current.signed_text:
        raise SignedOff(current)


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """Say what the vault turned down, when something changed between asking and saving."""
    try:
        yield
    except entries.NotShowable:
        message = say("One of these people cannot be shown this any more. Choose again.")
        raise refuse("audience", "not_allowed", message) from None
    except entries.WriteRefused:
        raise refuse("", "closed", say("This circle is not open to you right now. Nothing was saved.")) from None


def _check(visit: Visit, writing: Writing) -> tuple[Kind, Checked]:
    kind = KINDS.get(writing.kind)
    if kind is None:
        raise refuse("kind", "unknown_kind", say("Lamplit does not know this kind of entry."))
    author_role(visit, together=writing.together)
    refuse_too_young(visit, kind)
    checked = kind.validate(writing.fields, clock.today())
    if checked.problems:
        raise Refused(checked.problems)
    return kind, checked


def _audience_of(visit: Visit, writing: Writing, bearing: Bearing) -> Audience:
    said = {"together": writing.together, "talk_first": writing.talk_first}
    return settle_audience(visit, writing.kind, writing.audience, bearing=bearing, **said)


def _audience_kept(visit: Visit, writing: Writing, stands: entries.Opened, bearing: Bearing) -> Audience:
    return settle_again(visit, writing.kind, facts_of(stands, visit.viewer.circle), writing.audience, bearing)


def _new(
    visit: Visit, writing: Writing, found: tuple[Kind, Checked], audience: Audience, happened_at: datetime
) -> entries.NewEntry:
    kind, checked = found
    subject = visit.subject
    together = writing.together and subject is not None
    body = checked.body
    local = happened_at.astimezone(clock.zone())  # the day, and the place within it, are those of this house
    return entries.NewEntry(
        id=writing.id,
        kind=writing.kind,
        author=subject if together and subject else visit.viewer.person,
        together_with=together_reader(visit, writing.kind) if together else None,
        day=local.date(),
        happened_at=local,
        stamp=audience.stamp,
        body=body,
        hint=kind.hint(body) if audience.stamp.hints else None,
        sensitive=kind.sensitive_default(body) if writing.sensitive is None else writing.sensitive,
        held=False,
        show_to=audience.show_to,
        coarse=kind.coarse,
        timed=writing.happened_at is not None,
    )


def read_entry(visit: Visit, entry_id: UUID) -> EntryCard | None:
    """Return one entry as this visitor may see it; None when there is none for them."""
    look = Look.of(visit)
    opened = entries.read(visit.viewer, entry_id, look.now)
    return card(opened, look) if opened else None


def entry_json(visit: Visit, entry_id: UUID) -> bytes | None:
    """Return one entry as this visitor may see it, as JSON of the shape a page's items have."""
    opened = entries.read(visit.viewer, entry_id, clock.now())
    return item_json(opened) if opened else None


def entry_history(visit: Visit, entry_id: UUID) -> tuple[EntryCard, ...]:
    """Return every version of an entry, newest first, as this visitor may see them."""
    look = Look.of(visit)
    return tuple(card(each, look) for each in entries.revisions(visit.viewer, entry_id, look.now))


def diary(visit: Visit, before: str | None = None, limit: int = 50) -> DiaryPage:
    """Return up to `limit` (1 to 100) entries before the cursor, newest first."""
    look = Look.of(visit)
    return page(entries.page(visit.viewer, before, max(1, min(limit, MOST_ON_A_PAGE)), look.now), look)


def diary_from(visit: Visit, day: date) -> str | None:
    """Return the cursor at which the diary begins with `day`, as "Earlier" would reach it."""
    return entries.cursor_from(day, visit.viewer)


def diary_json(visit: Visit, before: str | None = None, limit: int = 50) -> bytes:
    """Return the same page as JSON, without a card being made: the short way for programs."""
    return entries.page_json(visit.viewer, before, max(1, min(limit, MOST_ON_A_PAGE)), clock.now())


def delete_entry(visit: Visit, entry_id: UUID) -> bool:
    """Put an own entry aside for 7 days; False when there is none; raises SignedOff."""
    if entries.delete(visit.viewer, entry_id, clock.now()):
        return True
    _refuse_signed(visit, entry_id)
    return False


def restore_entry(visit: Visit, entry_id: UUID) -> bool:
    """Bring an own deleted entry back; False when there is none."""
    return entries.restore(visit.viewer, entry_id, clock.now())


def recently_deleted(visit: Visit) -> tuple[EntryCard, ...]:
    """Return own entries that were deleted and can still come back."""
    look = Look.of(visit)
    return cards(entries.deleted_page(visit.viewer, look.now), look)
