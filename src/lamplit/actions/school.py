"""The school page: what a teacher sends and sent, and where safety worries go; leaves the way in to `teacher_links`."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.audiences import who_will_see
from lamplit.actions.cards import EntryCard
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import circle_of, one_change, own_membership
from lamplit.actions.doors import Visit
from lamplit.actions.entries import diary, write_entry
from lamplit.actions.writing import Writing, Written
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say, with_commas
from lamplit.engines.records.kinds.school_moment import SCHOOL_MOMENT, SchoolMoment
from lamplit.people import memberships, notices
from lamplit.people.models import SchoolCard
from lamplit.vault import audit, profiles
from lamplit.vault.shapes import SchoolFacts

__all__ = ["SchoolFacts", "SchoolPage", "change_card", "facts_for", "may_change_card", "school_page", "send"]

KIND = SCHOOL_MOMENT.code
LATEST = 10
LONGEST_NAME, LONGEST_PHONE = 60, 40
NAMELESS = say("This pupil")


@dataclass(frozen=True, slots=True)
class Worries:
    """To whom safety worries go; `lead` is empty while nobody is named, `call` is what a phone can ring."""

    lead: str
    phone: str
    call: str


@dataclass(frozen=True, slots=True)
class SentMoment:
    """One own school moment as it stands on the page."""

    id: UUID
    when: str
    tone: str
    said: str
    words: str


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """Everything the school page says to one teacher, and nothing else of the circle."""

    name: str
    worries: Worries
    who_sees: str
    moments: tuple[SentMoment, ...]
    older: str | None


def school_page(visit: Visit, before: str | None = None) -> SchoolPage:
    """Return the school page; `before` is the cursor of the moments further back."""
    facts, shown = facts_for(visit), diary(visit, before=before, limit=LATEST)
    return SchoolPage(
        name=facts.known_as or visit.subject_name or NAMELESS,
        worries=_worries(facts),
        who_sees=who_will_see(visit, KIND),
        moments=tuple(_sent(card) for card in shown.items if card.own and card.kind == KIND and card.body),
        older=shown.next,
    )


def send(visit: Visit, moment: UUID, tone: str, what: Sequence[str], words: str) -> Written:
    """Keep one school moment, of this very moment; raises Refused or Clash like every entry."""
    fields: dict[str, object] = {"tone": tone, "what": list(SCHOOL_MOMENT.fitting(tone, what)), "words": words}
    return write_entry(visit, Writing(id=moment, kind=KIND, fields=fields))


def facts_for(visit: Visit) -> SchoolFacts:
    """Return what this circle's school page says of itself."""
    circle = circle_of(visit)
    row = SchoolCard.objects.filter(pk=circle).first()
    return profiles.open_school_card(circle, bytes(row.sealed_card)) if row else SchoolFacts()


def may_change_card(visit: Visit) -> bool:
    """Return whether the viewer may say where safety worries go: the carer, the school lead, a subject who is 18."""
    role = visit.viewer.role
    if role is Role.SUBJECT:
        return role in memberships.managing(circle_of(visit), visit.subject_age, clock.now())
    return role in {Role.CARER, Role.SCHOOL_LEAD}


def change_card(visit: Visit, facts: SchoolFacts) -> None:
    """Keep how the child is called at school and where safety worries go; raises CircleError with the field."""
    own_membership(visit)
    if not may_change_card(visit):
        raise CircleError("not_yours")
    known_as, lead, phone = (" ".join(text.split()) for text in (facts.known_as, facts.lead, facts.phone))
    for field, text in (("known_as", known_as), ("lead", lead)):
        if len(text) > LONGEST_NAME:
            raise CircleError("long_name", field)
    if len(phone) > LONGEST_PHONE:
        raise CircleError("long_phone", "phone")
    now, circle = clock.now(), circle_of(visit)
    sealed = profiles.seal_school_card(circle, SchoolFacts(known_as, lead, phone))
    with one_change():
        SchoolCard.objects.update_or_create(circle_id=circle, defaults={"sealed_card": sealed, "changed_at": now})
        notices.tell(circle, "school_card", now, by=visit.viewer.person)
        audit.append(visit.viewer.person, circle, "circle.school_card", [circle], "member", now)


def _worries(facts: SchoolFacts) -> Worries:
    call = "".join(sign for sign in facts.phone if sign in "+0123456789")
    return Worries(facts.lead, facts.phone, call)


def _sent(card: EntryCard) -> SentMoment:
    found = SchoolMoment.of(card.body or {})
    what = with_commas([SCHOOL_MOMENT.label_for("what", each) for each in found.what])
    tone = SCHOOL_MOMENT.label_for("tone", found.tone)
    return SentMoment(
        id=card.id,
        when=say("{day} {time}", day=card.day_text, time=card.time_text) if card.time_text else card.day_text,
        tone=found.tone,
        said=say("{what}: {words}", what=tone, words=what) if what else tone,
        words=found.words,
    )
