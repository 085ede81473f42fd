"""Who may change whose part: the table of steps, walked as a state machine without a database."""

from itertools import product
from uuid import UUID, uuid4

import pytest

from lamplit.engines.kernel import MemberState, Role
from lamplit.people.standing import (
    STARTS,
    Part,
    Step,
    effective_state,
    managing_roles,
    refusal,
    refuse_resume,
    would_orphan,
)

CIRCLE = UUID(int=1)
CHILD, YOUNG_ADULT = 10, 18


def part(role: Role, state: MemberState = MemberState.CONFIRMED, **more: object) -> Part:
    return Part(CIRCLE, uuid4(), uuid4(), role, state, **more)  # type: ignore[arg-type]


def answer(step: Step, actor: Part, target: Part, age: int | None = CHILD) -> str | None:
    managing = managing_roles(age, subject_here=Role.SUBJECT in {actor.role, target.role})
    return refusal(step, actor, target, age, managing)


@pytest.mark.parametrize(("step", "state"), list(product(Step, sorted(set(MemberState) - {MemberState.CONFIRMED}))))
def test_nobody_who_is_not_let_in_can_take_any_step(step: Step, state: MemberState) -> None:
    for role in Role:
        actor = part(role, state)
        assert answer(step, actor, part(Role.TEACHER)) == "not_here"
        assert answer(step, actor, actor) == "not_here"


@pytest.mark.parametrize("step", list(Step))
def test_nobody_reaches_into_another_circle(step: Step) -> None:
    stranger = Part(uuid4(), uuid4(), uuid4(), Role.TEACHER, MemberState.CONFIRMED)
    assert all(answer(step, part(role), stranger) == "not_here" for role in Role)


EXPECTED = {
    (Step.CONFIRM, MemberState.ACCEPTED),
    (Step.TURN_AWAY, MemberState.INVITED),
    (Step.TURN_AWAY, MemberState.ACCEPTED),
    (Step.PAUSE, MemberState.CONFIRMED),
    (Step.RESUME, MemberState.PAUSED),
    (Step.ASK_REMOVAL, MemberState.CONFIRMED),
    (Step.ASK_REMOVAL, MemberState.PAUSED),
    (Step.CONSENT, MemberState.CONFIRMED),
    (Step.CONSENT, MemberState.PAUSED),
}


@pytest.mark.parametrize("role", [Role.CARER, Role.THERAPIST, Role.SOCIAL_WORKER])
def test_a_step_starts_only_from_the_states_the_table_names(role: Role) -> None:
    allowed = {
        (step, state)
        for step, state in product(Step, MemberState)
        if answer(step, part(role), part(Role.TEACHER, state)) is None
    }
    assert allowed == EXPECTED


@pytest.mark.parametrize("role", [Role.CARER, Role.THERAPIST, Role.SOCIAL_WORKER])
def test_only_other_carers_have_days_on_duty(role: Role) -> None:
    here = {MemberState.ACCEPTED, MemberState.CONFIRMED, MemberState.PAUSED}
    for state in MemberState:
        given = answer(Step.SET_DUTY, part(role), part(Role.OTHER_CARER, state))
        assert given == (None if state in here else "too_late")
    assert answer(Step.SET_DUTY, part(role), part(Role.CARER)) == "no_duty"


@pytest.mark.parametrize("role", [Role.OTHER_CARER, Role.TEACHER, Role.SCHOOL_LEAD, Role.SUBJECT])
def test_those_who_do_not_look_after_the_circle_change_nobody(role: Role) -> None:
    targets = [part(Role.CARER, state) for state in MemberState]
    assert all(answer(step, part(role), target) for step, target in product(set(Step) - {Step.LEAVE}, targets))


def test_nobody_pauses_or_removes_the_child() -> None:
    asked = uuid4()
    for step in (Step.PAUSE, Step.ASK_REMOVAL, Step.AGREE_REMOVAL):
        for role in set(Role) - {Role.SUBJECT}:
            assert answer(step, part(role), part(Role.SUBJECT, removal_asked_by=asked)) in {
                "subject_stays",
                "not_yours",
            }


def test_nobody_lets_themselves_in_or_removes_themselves_by_the_back_door() -> None:
    carer = part(Role.CARER)
    steps = set(Step) - {Step.LEAVE, Step.CONSENT}
    assert all(answer(step, carer, carer) is not None for step in steps)


def test_a_removal_needs_a_second_person() -> None:
    carer, worker = part(Role.CARER), part(Role.SOCIAL_WORKER)
    asked = part(Role.TEACHER, removal_asked_by=carer.person)
    assert answer(Step.AGREE_REMOVAL, carer, asked) == "second_person"
    assert answer(Step.AGREE_REMOVAL, worker, asked) is None
    assert answer(Step.ASK_REMOVAL, worker, asked) == "already_asked"
    assert answer(Step.AGREE_REMOVAL, worker, part(Role.TEACHER)) == "nothing_asked"


def test_the_one_to_be_removed_cannot_object_for_themselves_but_others_can() -> None:
    worker = part(Role.SOCIAL_WORKER)
    asked = part(Role.CARER, removal_asked_by=uuid4())
    assert answer(Step.WITHDRAW_REMOVAL, asked, asked) == "not_yourself"
    assert answer(Step.WITHDRAW_REMOVAL, worker, asked) is None


@pytest.mark.parametrize(("age", "may"), [(15, False), (16, True), (17, True), (18, True), (None, True)])
def test_from_sixteen_the_young_person_can_pause_others(age: int | None, may: bool) -> None:
    assert (answer(Step.PAUSE, part(Role.SUBJECT), part(Role.CARER), age) is None) is may


def test_a_pause_the_young_person_made_is_theirs_to_end() -> None:
    wren = part(Role.SUBJECT)
    paused = part(Role.CARER, MemberState.PAUSED, paused_by=wren.person)
    assert refuse_resume(part(Role.THERAPIST), paused, wren.person) == "their_pause"
    assert refuse_resume(wren, paused, wren.person) is None
    assert answer(Step.RESUME, wren, paused, 16) is None


def test_at_eighteen_management_passes_to_the_person_the_circle_is_about() -> None:
    for role in (Role.CARER, Role.THERAPIST, Role.SOCIAL_WORKER):
        assert answer(Step.PAUSE, part(role), part(Role.TEACHER), 17) is None
    managing = managing_roles(YOUNG_ADULT, subject_here=True)
    assert managing == {Role.SUBJECT}
    assert refusal(Step.PAUSE, part(Role.CARER), part(Role.TEACHER), YOUNG_ADULT, managing) == "not_yours"
    assert refusal(Step.PAUSE, part(Role.SUBJECT), part(Role.CARER), YOUNG_ADULT, managing) is None


def test_until_an_adult_client_has_come_in_their_professionals_stand_in() -> None:
    assert managing_roles(None, subject_here=False) == {Role.THERAPIST, Role.SOCIAL_WORKER}


def test_a_grown_up_child_can_still_be_let_in_by_their_carer() -> None:
    assert answer(Step.CONFIRM, part(Role.CARER), part(Role.SUBJECT, MemberState.ACCEPTED), 18) is None


@pytest.mark.parametrize(("age", "code"), [(9, "ask_a_grown_up"), (15, "ask_a_grown_up"), (16, None), (None, None)])
def test_a_small_child_does_not_leave_by_a_slip_of_the_finger(age: int | None, code: str | None) -> None:
    wren = part(Role.SUBJECT)
    assert answer(Step.LEAVE, wren, wren, age) == code


def test_everyone_else_can_leave_themselves_and_nobody_leaves_for_others() -> None:
    for role in set(Role) - {Role.SUBJECT}:
        one = part(role)
        assert answer(Step.LEAVE, one, one) is None
        assert answer(Step.LEAVE, one, part(Role.TEACHER)) == "not_yours"


def test_the_last_one_who_looks_after_the_circle_is_told_so() -> None:
    carer, managing = part(Role.CARER), managing_roles(CHILD, subject_here=True)
    alone = (
        carer,
        part(Role.TEACHER),
        part(Role.CARER, MemberState.PAUSED),
        part(Role.THERAPIST, MemberState.ACCEPTED),
    )
    assert would_orphan(carer, alone, managing)
    assert would_orphan(carer, (*alone, part(Role.THERAPIST, removal_asked_by=uuid4())), managing)
    assert not would_orphan(carer, (*alone, part(Role.THERAPIST)), managing)
    assert not would_orphan(part(Role.TEACHER), alone, managing)


def test_a_removal_counts_the_moment_it_is_due() -> None:
    from datetime import UTC, datetime, timedelta

    due = datetime(2026, 5, 1, 12, tzinfo=UTC)
    tick = timedelta(microseconds=1)
    assert effective_state(MemberState.CONFIRMED, due, due - tick) is MemberState.CONFIRMED
    assert effective_state(MemberState.CONFIRMED, due, due) is MemberState.REMOVED
    assert effective_state(MemberState.PAUSED, None, due) is MemberState.PAUSED


def test_every_step_has_states_it_starts_from() -> None:
    assert set(STARTS) == set(Step)
    assert all(MemberState.REMOVED not in states for states in STARTS.values())
