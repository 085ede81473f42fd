"""The circle page as its reader may see it: who is here, what each sees, what changed; changes nothing itself."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.agreement import mode_of
from lamplit.actions.circle_sight import sees_line
from lamplit.actions.circle_words import GROUND_WORDS, NOTICES, RESPONSIBILITY_WORDS, ROLE_CHOICES
from lamplit.actions.circles import circle_of, own_membership
from lamplit.actions.consents import PLAN_UNDER, may_agree, may_withdraw
from lamplit.actions.doors import Visit
from lamplit.actions.duty import part_text
from lamplit.actions.invitations import inviting_roles
from lamplit.actions.wording import at_text, role_label
from lamplit.engines.kernel import MemberState, Role
from lamplit.engines.kernel.days import long_day
from lamplit.engines.kernel.saying import say
from lamplit.engines.safety.agreement import mode_words
from lamplit.people import consents, invitations, memberships, notices
from lamplit.people.consents import Ground, Responsibility
from lamplit.people.models import Consent, Membership, Notice, Person
from lamplit.people.standing import Part, Step, refusal, refuse_resume
from lamplit.vault import profiles

_FOR_SOME = frozenset({"consent_given", "consent_withdrawn"})
_STATE_WORDS = {
    MemberState.INVITED: say("Invited"),
    MemberState.ACCEPTED: say("Waiting to be let in"),
    MemberState.CONFIRMED: say("In the circle"),
    MemberState.PAUSED: say("Paused: sees nothing"),
}


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """One standing consent, in words."""

    ground: str
    by: str
    responsibility: str
    given: str
    review: str
    review_due: bool


@dataclass(frozen=True, slots=True)
class MemberCard:
    """One part as it stands on the page; `steps` are the names of what the reader may do with it."""

    membership: UUID
    name: str
    role: Role
    role_label: str
    state: str
    state_words: str
    you: bool
    duty: str
    duty_from: str
    duty_until: str
    sees: str
    removal: str
    consent: ConsentCard | None
    steps: frozenset[str]
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """One open invitation; its link cannot be shown again, only made anew."""

    id: UUID
    role_label: str
    by: str
    ends: str


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One change, who did it to whom, and when."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class CirclePage:
    """Everything the circle page says to one reader."""

    members: tuple[MemberCard, ...]
    waiting: tuple[WaitingCard, ...]
    notices: tuple[NoticeLine, ...]
    roles: tuple[tuple[str, str], ...]
    plan: str  # "", "off", "asked" (the reader said yes, others have not) or "on"
    manages: bool
    may_agree: bool
    hard_moments: str  # what happens then, as the young person chose it
    grounds: tuple[tuple[str, str], ...] = tuple((each.value, GROUND_WORDS[each.value]) for each in Ground)
    answers: tuple[tuple[str, str], ...] = tuple(
        (each.value, RESPONSIBILITY_WORDS[each.value]) for each in Responsibility
    )


def circle_page(visit: Visit) -> CirclePage:
    """Return the circle page for one confirmed member."""
    mine, circle, now = own_membership(visit), circle_of(visit), clock.now()
    rows = {row.pk: row for row in Membership.objects.select_related("person").filter(circle=circle)}
    found = memberships.parts(circle, now)
    managing = memberships.managing(circle, visit.subject_age, now)
    actor = next(part for part in found if part.membership == mine)
    given = consents.live_consents(circle)
    reader = _Reader(visit, actor, managing, now)
    return CirclePage(
        members=tuple(reader.card(part, rows[part.membership], given.get(part.membership)) for part in in_order(found)),
        waiting=_waiting(circle, now) if actor.role in managing else (),
        notices=tuple(_line(notice) for notice in notices.recent(circle) if reader.is_told(notice)),
        roles=tuple((role.value, ROLE_CHOICES[role]) for role in inviting_roles(visit)),
        plan=_plan(visit, mine),
        manages=actor.role in managing,
        may_agree=may_agree(visit),
        hard_moments=mode_words(mode_of(visit)).told if visit.subject else "",
    )


def in_order(found: tuple[Part, ...]) -> list[Part]:
    """Return parts as a page lists them: who waits to be let in, then the subject, carers, and the others."""
    roles = list(Role)
    return sorted(found, key=lambda part: (part.state is not MemberState.ACCEPTED, roles.index(part.role)))


@dataclass(frozen=True, slots=True)
class _Reader:
    """The one who reads the page, and how each part looks to them."""

    visit: Visit
    actor: Part
    managing: frozenset[Role]
    now: datetime

    def card(self, part: Part, row: Membership, given: Consent | None) -> MemberCard:
        """Return one part as this reader sees it."""
        return MemberCard(
            membership=part.membership,
            name=name_of(row.person),
            role=part.role,
            role_label=role_label(part.role),
            state=part.state.value,
            state_words=_STATE_WORDS.get(part.state, ""),
            you=part.membership == self.actor.membership,
            duty=_duty(part.role, row),
            duty_from=_iso(row.on_duty_from),
            duty_until=_iso(row.on_duty_until),
            sees=self._sees(part),
            removal=self._removal(row),
            consent=_consent(given, clock.today()) if given and self._is_concerned(part) else None,
            steps=frozenset(step.value for step in Step if self._may(step, part)),
            may_withdraw=given is not None and part.role is not Role.SUBJECT and may_withdraw(self.visit, part),
        )

    def is_told(self, notice: Notice) -> bool:
        """Tell whether a change is for this reader: consents are for those they concern, all else is for everyone."""
        if notice.code not in _FOR_SOME or self.actor.role in self.managing:
            return True
        about = notice.about.person_id if notice.about else None
        return self.actor.person in {notice.actor_id, about}

    def _may(self, step: Step, part: Part) -> bool:
        if refusal(step, self.actor, part, self.visit.subject_age, self.managing) is not None:
            return False
        return step is not Step.RESUME or refuse_resume(self.actor, part, self.visit.subject) is None

    def _is_concerned(self, part: Part) -> bool:
        """Tell whether who agreed to a part is the reader's matter; for everybody else a page says nothing of it."""
        return self.actor.role in self.managing or may_withdraw(self.visit, part)

    def _sees(self, part: Part) -> str:
        visit = self.visit
        if part.state is not MemberState.CONFIRMED:
            return say("Sees nothing now.")
        shower = "" if visit.viewer.role is Role.SUBJECT else visit.subject_name or say("the writer")
        return sees_line(part.role, shower, visit.subject_age, visit.country, plan_agreed=visit.plan_agreed)

    def _removal(self, row: Membership) -> str:
        if row.removal_due_at is None:
            return ""
        by = name_of(row.removal_asked_by)
        when = when_text(row.removal_due_at)
        return say(
            "{by} asked that this part ends. It ends {when}, or sooner when a second person agrees.", by=by, when=when
        )


def when_text(moment: datetime) -> str:
    """Return a moment as people of this house say it."""
    return at_text(moment, clock.today(), clock.zone())


def name_of(person: Person | None) -> str:
    """Return a person's opened name; somebody who is gone is `Somebody`."""
    if person is None:
        return say("Somebody")
    return profiles.open_profile(person.pk, bytes(person.sealed_profile)).display_name


def _waiting(circle: UUID, now: datetime) -> tuple[WaitingCard, ...]:
    rows = invitations.waiting(circle, now)
    return tuple(
        WaitingCard(
            row.pk,
            ROLE_CHOICES[Role(row.role)],
            name_of(row.made_by),
            when_text(row.ends_at),
        )
        for row in rows
    )


def _line(notice: Notice) -> NoticeLine:
    about = name_of(notice.about.person if notice.about else None)
    role_value = notice.role or (notice.about.role if notice.about else "")
    role = ROLE_CHOICES[Role(role_value)] if role_value else ""
    words = NOTICES.get(notice.code, say("The circle changed."))
    text = say(words, actor=name_of(notice.actor), about=about, role=role)
    return NoticeLine(text, when_text(notice.at))


def _plan(visit: Visit, mine: UUID) -> str:
    if visit.subject_age is None or visit.subject_age >= PLAN_UNDER:
        return ""
    if visit.plan_agreed:
        return "on"
    return "asked" if mine in consents.plan_voices(circle_of(visit)) else "off"


def _consent(given: Consent, today: date) -> ConsentCard:
    return ConsentCard(
        ground=GROUND_WORDS.get(given.ground, given.ground),
        by=name_of(given.given_by) if given.given_by else say("Somebody outside this circle"),
        responsibility=RESPONSIBILITY_WORDS.get(given.holds_responsibility, say("Not known")),
        given=long_day(given.given_on),
        review=long_day(given.review_on),
        review_due=given.review_on <= today,
    )


def _duty(role: Role, row: Membership) -> str:
    return part_text((row.on_duty_from, row.on_duty_until), clock.today()) if role is Role.OTHER_CARER else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
