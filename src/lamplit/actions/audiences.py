"""Who will see what is being written, and the sentence that says so; leaves the rule itself to `records`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import cast
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.members import Member, confirmed_members
from lamplit.actions.wording import PAUSED_SHARING, role_label
from lamplit.actions.writing import Refused, refuse
from lamplit.engines.kernel import CARER_ROLES, Role
from lamplit.engines.kernel.saying import say, with_commas
from lamplit.engines.records.kinds import NO_BEARING, Bearing
from lamplit.engines.records.policy import (
    Circumstances,
    NotAllowed,
    Policy,
    load_policy,
    may_write,
    reads_together,
    stamp_for,
    who_sees,
)
from lamplit.engines.records.stamp import Stamp
from lamplit.vault.doorway import Visit

TOGETHER_UNTIL = 13  # years: from this birthday on, what a young person writes they write alone
TOGETHER_ROLES = CARER_ROLES | {Role.THERAPIST}
MOST_NAMED = 20
TALK_FIRST = "talk_first"  # a circumstance of the policy
_FIELD = "audience"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is to see an entry: the stamp it gets, and the memberships it is shown to from the start."""

    stamp: Stamp
    show_to: frozenset[UUID]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AudienceChoice:
    """One thing a writer may tick beside Save: `value` goes back as it is, `label` is shown."""

    value: str
    label: str
    chosen: bool


def may_write_together(visit: Visit) -> bool:
    """Return whether this adult may write with the child: only while the child is under 13."""
    age = visit.subject_age
    young = visit.subject is not None and age is not None and age < TOGETHER_UNTIL
    off_duty = visit.viewer.role is Role.OTHER_CARER and not visit.viewer.on_duty
    return young and visit.viewer.role in TOGETHER_ROLES and not off_duty


def author_role(visit: Visit, *, together: bool) -> Role:
    """Return whose entry it will be; raises Refused when this visitor may not write, or not together."""
    role = visit.viewer.role
    if role is None:
        raise refuse("", "closed", say("This circle is not open to you right now. Nothing was saved."))
    if not together:
        return role
    if not may_write_together(visit):
        raise refuse(
            "together", "not_together", say("Writing together is for children under 13. They can write alone.")
        )
    return Role.SUBJECT


def together_reader(visit: Visit, kind: str) -> UUID | None:
    """Return the adult of a together entry when the policy lets that one adult read it, else None."""
    age, role = visit.subject_age, Role.SUBJECT
    reads = reads_together(policy_of(visit), kind=kind, author_role=role, subject_age=age)
    return visit.viewer.person if reads else None


def policy_of(visit: Visit) -> Policy:
    """Return the policy pack of this visit's circle."""
    return load_policy(visit.country)


def default_stamp(
    visit: Visit, kind: str, *, together: bool = False, talk_first: bool = False, bearing: Bearing = NO_BEARING
) -> Stamp:
    """Return who sees this kind when its writer says nothing; raises Refused when they may not write it."""
    return _stamp(visit, kind, None, together=together, talk_first=talk_first, bearing=bearing)


def settle_audience(
    visit: Visit,
    kind: str,
    asked: Sequence[str] | None,
    *,
    together: bool = False,
    talk_first: bool = False,
    bearing: Bearing = NO_BEARING,
) -> Audience:
    """Return the audience `asked` for, None meaning the default; raises Refused for one that cannot be.

    To tick just those who are ticked anyway is to leave it as it is. Who is to be talked with first does not read it,
    ticked or not: on a page their tick stands there from the start.
    """
    roles, named = (None, frozenset[UUID]()) if asked is None else read_asked(asked)
    usual = default_stamp(visit, kind, together=together, talk_first=talk_first, bearing=bearing)
    if roles:
        roles -= _to_be_talked_with(visit, kind, usual, together=together, bearing=bearing)
    if roles and usual.hints and roles == usual.readers | usual.duty_readers:
        roles = None
    _refuse_before_the_day(roles or frozenset(), usual)
    stamp = _stamp(visit, kind, roles, together=together, talk_first=talk_first, bearing=bearing)
    adult = _adult_named(visit, kind, stamp) if together else ()
    if not named:
        return Audience(stamp, frozenset(), adult)
    members = named_members(visit, named, stamp)
    _refuse_before_the_day(frozenset(each.role for each in members), usual)
    show_to = frozenset(each.membership for each in members)
    return Audience(stamp, show_to, (*adult, *(each.name for each in members)))


def _to_be_talked_with(visit: Visit, kind: str, usual: Stamp, *, together: bool, bearing: Bearing) -> frozenset[Role]:
    """Return who would read it, were it not to be talked about first; `usual` is what it is with that."""
    held = TALK_FIRST in bearing.holding
    plain = replace(bearing, holding=bearing.holding - {TALK_FIRST}) if held else bearing
    return default_stamp(visit, kind, together=together, bearing=plain).readers - usual.readers


def _refuse_before_the_day(chosen: frozenset[Role], usual: Stamp) -> None:
    """Raise Refused when somebody is to see at once what is to wait for a day."""
    if chosen & usual.later:
        raise refuse(_FIELD, "waits", say("You set a day for this. Take the day away, or take them off the list."))


def sentence(visit: Visit, audience: Audience, *, together: bool = False) -> str:
    """Return the one sentence that is true for `audience`."""
    role = author_role(visit, together=together)
    if visit.sharing_paused and not together:
        return PAUSED_SHARING
    present = visit.present
    if together and visit.viewer.role:
        present = (present - {Role.SUBJECT}) | {visit.viewer.role}
    return _said(audience.stamp.on(clock.today()), role, audience.names, present)


@lru_cache(maxsize=512)
def _said(stamp: Stamp, role: Role, names: tuple[str, ...], present: frozenset[Role]) -> str:
    """Return the sentence for what is to be written; the same question has the same answer."""
    return who_sees(stamp, author_role=role, shown_names=names, present=present)


def who_will_see(
    visit: Visit,
    kind: str,
    audience: Sequence[str] | None = None,
    *,
    together: bool = False,
    bearing: Bearing = NO_BEARING,
) -> str:
    """Return the sentence beside Save, before anything is written; raises Refused like writing would."""
    settled = settle_audience(visit, kind, audience, together=together, bearing=bearing)
    return sentence(visit, settled, together=together)


def audience_choices(visit: Visit, kind: str, bearing: Bearing = NO_BEARING) -> tuple[AudienceChoice, ...]:
    """Return what a writer of this kind may choose from: "me" first, then roles that read it, then people by name."""
    stamp = default_stamp(visit, kind, bearing=bearing)
    members = [each for each in members_here(visit) if each.membership != visit.viewer.membership]
    reading = [role for role in Role if role in stamp.readers | stamp.duty_readers]
    asked = [role for role in Role if role in stamp.showable and role not in reading]
    return (
        AudienceChoice("me", say("Only me"), not reading),
        *(AudienceChoice(f"role:{role}", role_words(role, members, visit), chosen=True) for role in reading),
        *(person_choice(each) for role in asked for each in members if each.role is role),
    )


def _adult_named(visit: Visit, kind: str, stamp: Stamp) -> tuple[str, ...]:
    """Return the name of the adult who sits there, if they read it and no word for their role says so already."""
    said = visit.viewer.role in stamp.readers
    return () if said or together_reader(visit, kind) is None else (visit.person_name,)


def role_words(role: Role, members: Iterable[Member], visit: Visit) -> str:
    """Return what a tick for a whole role says: the role, and who holds it now."""
    names = [each.name for each in members if each.role is role]
    if role is Role.SUBJECT:
        return visit.subject_name or role_label(role)
    return say("{role} ({names})", role=role_label(role), names=with_commas(names)) if names else role_label(role)


def person_choice(member: Member, *, chosen: bool = False) -> AudienceChoice:
    """Return the tick for one person."""
    words = say("{name} ({role})", name=member.name, role=role_label(member.role).lower())
    return AudienceChoice(f"member:{member.membership}", words, chosen)


def _stamp(
    visit: Visit,
    kind: str,
    narrow_to: frozenset[Role] | None,
    *,
    together: bool,
    talk_first: bool,
    bearing: Bearing,
) -> Stamp:
    role = author_role(visit, together=together)
    said = {"together": together, "plan_agreed": visit.plan_agreed, "talk_first": talk_first}
    holding = bearing.holding | {word for word, holds in said.items() if holds}
    try:
        stamp = _settled((visit.country, kind, role, visit.subject_age), narrow_to, bearing.until, holding)
    except NotAllowed as refusal:
        raise never_for(refusal.role) from None
    if stamp is None:
        raise refuse(
            "kind",
            "not_yours",
            say("As a {role} you cannot write this kind of entry here.", role=role_label(role).lower()),
        )
    return stamp


@lru_cache(maxsize=2048)
def _settled(
    case: tuple[str, str, Role, int | None],
    narrow_to: frozenset[Role] | None,
    until: date | None,
    holding: frozenset[str],
) -> Stamp | None:
    """Return the policy's stamp, None for a kind this role may not write; the same question has the same answer."""
    country, kind, role, age = case
    policy, said = load_policy(country), cast(Circumstances, dict.fromkeys(holding, True))
    if not may_write(policy, kind, role, age, **said):
        return None
    return stamp_for(policy, kind=kind, author_role=role, subject_age=age, narrow_to=narrow_to, until=until, **said)


def never_for(role: object) -> Refused:
    """Return the refusal of a role that may never see this kind of entry."""
    words = role_label(role).lower() if isinstance(role, Role) else say("person like that")
    return refuse(
        _FIELD, "not_allowed", say("This kind of entry is never for a {words}. Take them off the list.", words=words)
    )


def read_asked(asked: Sequence[str]) -> tuple[frozenset[Role], frozenset[UUID]]:
    """Return the roles and memberships that were ticked; raises Refused for anything else."""
    if len(asked) > MOST_NAMED:
        raise refuse(_FIELD, "too_many", say("Choose {most_named} at most.", most_named=MOST_NAMED))
    roles: set[Role] = set()
    named: set[UUID] = set()
    for each in asked:
        word, _, value = each.partition(":")
        try:
            if word == "role":
                roles.add(Role(value))
            elif word == "member":
                named.add(UUID(value))
            elif each != "me":
                raise ValueError(each)
        except ValueError:
            raise refuse(_FIELD, "unknown", say("Choose only me, or people from the list.")) from None
    return frozenset(roles), frozenset(named)


def members_here(visit: Visit) -> tuple[Member, ...]:
    """Return the confirmed members of this visit's circle."""
    circle = visit.viewer.circle
    return confirmed_members(circle, clock.now(), clock.today()) if circle else ()


def named_members(visit: Visit, named: frozenset[UUID], stamp: Stamp) -> list[Member]:
    """Return the people ticked by name; raises Refused for one who is not here, or who may not be shown this."""
    found = [each for each in members_here(visit) if each.membership in named and each.person != visit.viewer.person]
    if len(found) != len(named):
        raise refuse(_FIELD, "unknown", say("Choose only me, or people from the list."))
    for each in found:
        if each.role not in stamp.showable:
            raise never_for(each.role)
    return found
