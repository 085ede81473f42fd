"""The life of a membership in the database, by conditional updates; who may change it is decided in `standing`."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from lamplit.engines.kernel import MemberState, Role
from lamplit.people.models import ApiToken, Membership
from lamplit.people.standing import (
    MANAGING_ADULTS,
    STARTS,
    NotPossibleError,
    Part,
    Step,
    effective_state,
    managing_roles,
    refusal,
    refuse_resume,
    would_orphan,
)

REMOVAL_WAIT = timedelta(hours=72)


def part_of(row: Membership, now: datetime) -> Part:
    """Return a row as the rule reads it at `now`."""
    return Part(
        circle=row.circle_id,
        membership=row.pk,
        person=row.person_id,
        role=Role(row.role),
        state=effective_state(MemberState(row.state), row.removal_due_at, now),
        paused_by=row.paused_by_id,
        removal_asked_by=row.removal_asked_by_id,
    )


def parts(circle: UUID, now: datetime) -> tuple[Part, ...]:
    """Return every part of a circle that is not removed at `now`, the oldest first."""
    rows = Membership.objects.filter(circle=circle).exclude(state=MemberState.REMOVED.value)
    found = (part_of(row, now) for row in rows.order_by("confirmed_at", "id"))
    return tuple(part for part in found if part.state is not MemberState.REMOVED)


def managing(circle: UUID, subject_age: int | None, now: datetime) -> frozenset[Role]:
    """Return the roles that look after this circle at this moment."""
    here = any(part.role is Role.SUBJECT and part.counts for part in parts(circle, now))
    return managing_roles(subject_age, subject_here=here)


def due(circle: UUID, now: datetime) -> list[Membership]:
    """Return the rows whose removal counts already and is not written down yet."""
    rows = Membership.objects.filter(circle=circle, removal_due_at__lte=now)
    return list(rows.exclude(state=MemberState.REMOVED.value))


def settle(circle: UUID, now: datetime) -> list[UUID]:
    """Write down the removals whose 72 hours have passed; they already count. Returns the memberships."""
    return [row.pk for row in due(circle, now) if _remove(row.pk, row.removal_due_at or now)]


def enrol(circle: UUID, person: UUID, role: Role, duty: tuple[date | None, date | None] = (None, None)) -> Membership:
    """Make a new part, accepted and not yet confirmed: it can do nothing."""
    return Membership.objects.create(
        circle_id=circle,
        person_id=person,
        role=role.value,
        state=MemberState.ACCEPTED.value,
        on_duty_from=duty[0],
        on_duty_until=duty[1],
    )


def found(circle: UUID, person: UUID, role: Role, now: datetime) -> Membership:
    """Make the first part of a new circle, confirmed by nobody but the setup itself."""
    return Membership.objects.create(
        circle_id=circle, person_id=person, role=role.value, state=MemberState.CONFIRMED.value, confirmed_at=now
    )


def was_ever_in(person: UUID) -> bool:
    """Return whether a person was ever let into any circle: from then on their account is theirs for good."""
    return Membership.objects.filter(person=person, confirmed_at__isnull=False).exists()


def is_adult_somewhere(person: UUID) -> bool:
    """Return whether a person is a confirmed adult who looks after some circle."""
    rows = Membership.objects.filter(person=person, state=MemberState.CONFIRMED.value)
    return rows.filter(role__in=[role.value for role in MANAGING_ADULTS]).exists()


def check(step: Step, actor: UUID, target: UUID, subject_age: int | None, now: datetime) -> tuple[Part, Part]:
    """Return actor and target as they stand, when the step is allowed; raises NotPossibleError with its code.

    `actor` and `target` are membership ids; a target of another circle is refused like one that is not there.
    """
    rows = {row.pk: row for row in Membership.objects.select_related("circle").filter(Q(pk=actor) | Q(pk=target))}
    if actor not in rows or target not in rows:
        raise NotPossibleError("not_here")
    one, other = part_of(rows[actor], now), part_of(rows[target], now)
    code = refusal(step, one, other, subject_age, managing(one.circle, subject_age, now))
    if code is None and step is Step.RESUME:
        code = refuse_resume(one, other, rows[actor].circle.subject_id)
    if code is not None:
        raise NotPossibleError(code)
    return one, other


def confirm(target: UUID, by: UUID, now: datetime) -> None:
    """Second step of joining: the part counts from the next request on."""
    _change(target, Step.CONFIRM, state=MemberState.CONFIRMED.value, confirmed_by_id=by, confirmed_at=now)


def pause(target: UUID, by: UUID, now: datetime) -> None:
    """Close every door of this part at the next request; nothing of theirs is lost."""
    _change(target, Step.PAUSE, state=MemberState.PAUSED.value, paused_by_id=by, paused_at=now)


def resume(target: UUID) -> None:
    """Open a paused part again."""
    _change(target, Step.RESUME, state=MemberState.CONFIRMED.value, paused_by_id=None, paused_at=None)


def pause_until_known(target: UUID, now: datetime) -> bool:
    """Pause a part because its person came back in through another circle; somebody here ends the pause."""
    rows = Membership.objects.filter(pk=target, state__in=_values(Step.PAUSE))
    return bool(rows.update(state=MemberState.PAUSED.value, paused_by_id=None, paused_at=now))


def pause_sharing(circle: UUID, person: UUID, at: datetime | None) -> None:
    """Note that somebody lets nobody see what they wrote in a circle, from `at` on; None ends it."""
    Membership.objects.filter(circle=circle, person=person).update(sharing_paused_at=at)


def ask_removal(target: UUID, by: UUID, now: datetime) -> datetime:
    """Ask that a part end; returns when it does unless a second adult agrees sooner or somebody objects."""
    due = now + REMOVAL_WAIT
    _change(target, Step.ASK_REMOVAL, removal_asked_by_id=by, removal_due_at=due)
    return due


def withdraw_removal(target: UUID) -> None:
    """Drop an asked removal (taken back or objected to)."""
    _change(target, Step.WITHDRAW_REMOVAL, removal_asked_by_id=None, removal_due_at=None)


def end(target: UUID, step: Step, now: datetime) -> None:
    """End a part at once: turned away, agreed by a second adult, or left; shares to it end with it."""
    _must(bool(Membership.objects.filter(pk=target, state__in=_values(step)).exists()))
    _must(_remove(target, now))


def set_duty(target: UUID, duty: tuple[date | None, date | None]) -> None:
    """Set the days on which a part is on duty; None leaves that side open."""
    _change(target, Step.SET_DUTY, on_duty_from=duty[0], on_duty_until=duty[1])


def orphans(leaver: Part, subject_age: int | None, now: datetime) -> bool:
    """Return whether nobody who looks after the circle would stay behind."""
    return would_orphan(leaver, parts(leaver.circle, now), managing(leaver.circle, subject_age, now))


def _values(step: Step) -> list[str]:
    return [state.value for state in STARTS[step]]


def _change(target: UUID, step: Step, **columns: object) -> None:
    _must(bool(Membership.objects.filter(pk=target, state__in=_values(step)).update(**columns)))


def _remove(target: UUID, at: datetime) -> bool:
    live = Membership.objects.filter(pk=target).exclude(state=MemberState.REMOVED.value)
    ApiToken.objects.filter(membership=target, revoked_at=None).update(revoked_at=at)
    return bool(live.update(state=MemberState.REMOVED.value, removed_at=at))


def _must(changed: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if not changed:
        raise NotPossibleError("too_late")
