"""Who may change whose part in a circle: one pure table, no database; `memberships` carries the answer out."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from lamplit.engines.kernel import MemberState, Role

MANAGING_ADULTS = frozenset({Role.CARER, Role.THERAPIST, Role.SOCIAL_WORKER})
_PROFESSIONALS = frozenset({Role.THERAPIST, Role.SOCIAL_WORKER})
PAUSES_FROM, MANAGES_FROM = 16, 18  # whole years of the subject


class Step(StrEnum):
    """One change of one membership."""

    CONFIRM = "confirm"
    TURN_AWAY = "turn_away"
    PAUSE = "pause"
    RESUME = "resume"
    ASK_REMOVAL = "ask_removal"
    AGREE_REMOVAL = "agree_removal"
    WITHDRAW_REMOVAL = "withdraw_removal"
    SET_DUTY = "set_duty"
    CONSENT = "consent"
    LEAVE = "leave"


class NotPossibleError(Exception):
    """A step was refused; `code` is stable and has its sentence in `actions.circle_words`."""

    def __init__(self, code: str) -> None:
        """Keep the code as the only content, so that no name can reach a log."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Part:
    """One membership as the rule reads it; `state` is the effective one (see `effective_state`)."""

    circle: UUID
    membership: UUID
    person: UUID
    role: Role
    state: MemberState
    paused_by: UUID | None = None
    removal_asked_by: UUID | None = None

    @property
    def counts(self) -> bool:
        """Return whether this part is confirmed, the only state that may do anything."""
        return self.state is MemberState.CONFIRMED


_HERE = frozenset({MemberState.CONFIRMED, MemberState.PAUSED})
STARTS: dict[Step, frozenset[MemberState]] = {
    Step.CONFIRM: frozenset({MemberState.ACCEPTED}),
    Step.TURN_AWAY: frozenset({MemberState.INVITED, MemberState.ACCEPTED}),
    Step.PAUSE: frozenset({MemberState.CONFIRMED}),
    Step.RESUME: frozenset({MemberState.PAUSED}),
    Step.ASK_REMOVAL: _HERE,
    Step.AGREE_REMOVAL: _HERE,
    Step.WITHDRAW_REMOVAL: _HERE,
    Step.SET_DUTY: _HERE | {MemberState.ACCEPTED},
    Step.CONSENT: _HERE,
    Step.LEAVE: frozenset({MemberState.CONFIRMED}),
}
_AGAINST_A_SUBJECT = frozenset({Step.PAUSE, Step.ASK_REMOVAL, Step.AGREE_REMOVAL, Step.SET_DUTY})


def effective_state(state: MemberState, removal_due_at: datetime | None, now: datetime) -> MemberState:
    """Return the state that counts at `now`: a removal whose time has come counts as done, awaited or not."""
    if removal_due_at is not None and removal_due_at <= now:
        return MemberState.REMOVED
    return state


def managing_roles(subject_age: int | None, *, subject_here: bool) -> frozenset[Role]:
    """Return the roles that look after the circle; age in whole years, None for an adult client.

    From 18 the subject does, alone; until an adult subject is in the circle its professionals stand in.
    """
    if subject_age is not None and subject_age < MANAGES_FROM:
        return MANAGING_ADULTS
    return frozenset({Role.SUBJECT}) if subject_here else _PROFESSIONALS


def refusal(step: Step, actor: Part, target: Part, subject_age: int | None, managing: frozenset[Role]) -> str | None:
    """Return None when `actor` may take `step` on `target`, else the code of the reason; pure and total."""
    if not actor.counts or actor.circle != target.circle:
        return "not_here"
    own = actor.membership == target.membership
    if step is Step.LEAVE:
        return _refuse_leaving(actor, subject_age, own=own)
    if actor.role not in _allowed(step, target, subject_age, managing):
        return "not_yours"
    return _refuse_target(step, target, own=own) or _refuse_removal(step, actor, target)


def _refuse_leaving(actor: Part, subject_age: int | None, *, own: bool) -> str | None:
    if not own:
        return "not_yours"
    small = actor.role is Role.SUBJECT and subject_age is not None and subject_age < PAUSES_FROM
    return "ask_a_grown_up" if small else None


def _allowed(step: Step, target: Part, subject_age: int | None, managing: frozenset[Role]) -> frozenset[Role]:
    if step is Step.CONFIRM and target.role is Role.SUBJECT:
        return MANAGING_ADULTS  # whoever looked after the circle can always let its own subject in
    if step is Step.AGREE_REMOVAL:
        return managing | _PROFESSIONALS
    if step in {Step.PAUSE, Step.RESUME} and subject_age is not None and subject_age >= PAUSES_FROM:
        return managing | {Role.SUBJECT}
    return managing


def _refuse_target(step: Step, target: Part, *, own: bool) -> str | None:
    if own and step is not Step.CONSENT:
        return "not_yourself"
    if target.role is Role.SUBJECT and step in _AGAINST_A_SUBJECT:
        return "subject_stays"
    if step is Step.SET_DUTY and target.role is not Role.OTHER_CARER:
        return "no_duty"
    return None if target.state in STARTS[step] else "too_late"


def _refuse_removal(step: Step, actor: Part, target: Part) -> str | None:
    asked = target.removal_asked_by
    if step is Step.ASK_REMOVAL and asked is not None:
        return "already_asked"
    if step in {Step.AGREE_REMOVAL, Step.WITHDRAW_REMOVAL} and asked is None:
        return "nothing_asked"
    if step is Step.AGREE_REMOVAL and asked == actor.person:
        return "second_person"
    return None


def refuse_resume(actor: Part, target: Part, subject: UUID | None) -> str | None:
    """Return a code when the subject made this pause: from 16 only they lift it."""
    held = subject is not None and target.paused_by == subject and actor.person != subject
    return "their_pause" if held else None


def would_orphan(leaver: Part, others: tuple[Part, ...], managing: frozenset[Role]) -> bool:
    """Return whether nobody who looks after the circle would stay behind `leaver`."""
    if leaver.role not in managing:
        return False
    return not any(
        other.counts and other.role in managing and other.removal_asked_by is None
        for other in others
        if other.membership != leaver.membership
    )
