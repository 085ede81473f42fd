"""Pausing, removing, leaving and letting in, as people do it, with what everyone is told."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from lamplit.actions import circle_page, circles, clock, invitations
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import Agreed
from lamplit.actions.invitations import Newcomer
from lamplit.engines.kernel import MemberState, Role
from lamplit.people import memberships
from lamplit.people.models import Membership
from tests.cast import Cast, Part, a_journal, make_cast, write

AGREED = Agreed("local_authority", "no", "outside")


def told(part: Part) -> list[str]:
    return [line.text for line in circle_page.circle_page(part.visit).notices]


def state_of(part: Part) -> MemberState | None:
    return part.visit.viewer.state


def refused(code: str, act: object, *args: object, **more: object) -> None:
    with pytest.raises(CircleError) as error:
        act(*args, **more)  # type: ignore[operator]
    assert error.value.code == code
    assert error.value.message[-1] == "."


@pytest.fixture
def child_cast(db: None) -> Cast:
    return make_cast(10)


def test_a_pause_by_one_person_bites_at_once_and_everyone_is_told(child_cast: Cast) -> None:
    circles.pause(child_cast.carer.visit, child_cast.teacher.membership)
    assert state_of(child_cast.teacher) is MemberState.PAUSED
    for part in (child_cast.therapist, child_cast.social_worker, child_cast.subject):
        assert told(part)[0] == "Robin paused Mx Lane. Mx Lane can see nothing until the pause ends."


def test_a_pause_can_be_ended_and_nothing_was_lost(child_cast: Cast) -> None:
    circles.pause(child_cast.carer.visit, child_cast.teacher.membership)
    circles.resume(child_cast.therapist.visit, child_cast.teacher.membership)
    assert state_of(child_cast.teacher) is MemberState.CONFIRMED


def test_a_removal_waits_72_hours_and_then_counts_without_anybody_doing_anything(child_cast: Cast) -> None:
    start = clock.now()
    circles.ask_removal(child_cast.carer.visit, child_cast.other_carer.membership)
    assert state_of(child_cast.other_carer) is MemberState.CONFIRMED
    key = child_cast.other_carer.session_key
    with time_machine.travel(start + timedelta(hours=72, seconds=5), tick=False):
        row = memberships.part_of(Membership.objects.get(pk=child_cast.other_carer.membership), clock.now())
        assert row.state is MemberState.REMOVED
        assert key


def test_everyone_is_told_of_a_removal_when_it_is_asked_for(child_cast: Cast) -> None:
    circles.ask_removal(child_cast.carer.visit, child_cast.other_carer.membership)
    for part in child_cast.everyone:
        assert any("Robin asked that Pat leaves." in line for line in told(part))


def test_a_second_adult_makes_a_removal_final_and_the_first_cannot_be_both(child_cast: Cast) -> None:
    pat = child_cast.other_carer.membership
    circles.ask_removal(child_cast.carer.visit, pat)
    refused("second_person", circles.agree_removal, child_cast.carer.visit, pat)
    circles.agree_removal(child_cast.social_worker.visit, pat)
    assert state_of(child_cast.other_carer) is None


def test_a_removal_can_be_stopped_by_somebody_else(child_cast: Cast) -> None:
    circles.ask_removal(child_cast.carer.visit, child_cast.therapist.membership)
    circles.withdraw_removal(child_cast.social_worker.visit, child_cast.therapist.membership)
    with time_machine.travel(clock.now() + timedelta(hours=80), tick=False):
        row = memberships.part_of(Membership.objects.get(pk=child_cast.therapist.membership), clock.now())
        assert row.state is MemberState.CONFIRMED


def test_removals_that_came_due_are_written_down_and_announced_once(child_cast: Cast) -> None:
    circles.ask_removal(child_cast.carer.visit, child_cast.other_carer.membership)
    with time_machine.travel(clock.now() + timedelta(hours=80), tick=False):
        circles.settle(child_cast.circle)
        circles.settle(child_cast.circle)
    assert [line for line in told(child_cast.carer) if "72 hours have passed" in line] == [
        "72 hours have passed. Pat is no longer in the circle."
    ]


@pytest.mark.parametrize("act", [circles.pause, circles.ask_removal])
def test_nobody_pauses_or_removes_the_child(child_cast: Cast, act: object) -> None:
    for part in (child_cast.carer, child_cast.therapist, child_cast.social_worker):
        refused("subject_stays", act, part.visit, child_cast.subject.membership)


def test_a_young_person_of_sixteen_pauses_a_carer_and_only_they_end_it(cast: Cast) -> None:
    circles.pause(cast.subject.visit, cast.carer.membership)
    assert state_of(cast.carer) is MemberState.PAUSED
    refused("their_pause", circles.resume, cast.therapist.visit, cast.carer.membership)
    circles.resume(cast.subject.visit, cast.carer.membership)
    assert state_of(cast.carer) is MemberState.CONFIRMED


def test_a_stranger_learns_nothing_about_a_membership_of_another_circle(child_cast: Cast) -> None:
    for membership in (child_cast.teacher.membership, uuid4()):
        refused("not_here", circles.pause, child_cast.stranger_carer.visit, membership)


def test_who_leaves_is_out_at_once_and_what_they_wrote_stays(child_cast: Cast) -> None:
    entry = write(child_cast.carer, "moment", {"tone": "good", "words": "We swam."})
    circles.leave(child_cast.carer.visit)
    assert state_of(child_cast.carer) is None
    from lamplit.actions import entries

    assert entries.read_entry(child_cast.therapist.visit, entry) is not None


def test_the_last_adult_hears_what_leaving_means_before_they_go(child_cast: Cast) -> None:
    circles.leave(child_cast.therapist.visit)
    circles.leave(child_cast.social_worker.visit)
    refused("last_adult", circles.leave, child_cast.carer.visit)
    assert state_of(child_cast.carer) is MemberState.CONFIRMED
    circles.leave(child_cast.carer.visit, knowing=True)
    assert any("Nobody looks after this circle now" in line for line in told(child_cast.subject))


def test_a_child_of_ten_does_not_leave_by_a_slip_but_someone_of_sixteen_can(child_cast: Cast) -> None:
    refused("ask_a_grown_up", circles.leave, child_cast.subject.visit)
    older = make_cast(16)
    circles.leave(older.subject.visit)
    assert state_of(older.subject) is None


def test_at_eighteen_carers_no_longer_manage(child_cast: Cast) -> None:
    grown = make_cast(18)
    refused("not_yours", circles.pause, grown.carer.visit, grown.teacher.membership)
    circles.pause(grown.subject.visit, grown.teacher.membership)
    assert state_of(grown.teacher) is MemberState.PAUSED


def test_coming_back_after_a_removal_does_not_bring_back_what_was_shown_by_name(cast: Cast) -> None:
    from lamplit.actions import entries, sharing

    entry = write(cast.subject, "journal", a_journal())
    assert sharing.show_entry(cast.subject.visit, entry, cast.carer.membership)
    assert entries.read_entry(cast.carer.visit, entry) is not None
    circles.ask_removal(cast.therapist.visit, cast.carer.membership)
    circles.agree_removal(cast.social_worker.visit, cast.carer.membership)
    back = come_back(cast, cast.carer)
    assert back != cast.carer.membership
    assert state_of(cast.carer) is MemberState.CONFIRMED
    assert entries.read_entry(cast.carer.visit, entry) is None


def test_somebody_new_can_do_nothing_until_a_second_step_lets_them_in(child_cast: Cast) -> None:
    made = invitations.invite(child_cast.carer.visit, Role.TEACHER)
    joined = invitations.join_new(made.token, made.code, Newcomer("Kit", "kit.school", "four quiet otter boats"))
    row = Membership.objects.get(person=joined.person)
    assert row.state == MemberState.ACCEPTED.value
    refused("not_yours", circles.confirm, child_cast.teacher.visit, row.pk, AGREED)
    circles.confirm(child_cast.therapist.visit, row.pk, AGREED)
    row.refresh_from_db()
    assert row.state == MemberState.CONFIRMED.value
    card = next(one for one in circle_page.circle_page(child_cast.carer.visit).members if one.membership == row.pk)
    assert card.consent is not None
    assert card.consent.ground == "The local authority agreed"


def test_somebody_without_a_way_in_of_their_own_is_not_let_in_yet(child_cast: Cast) -> None:
    made = invitations.invite(child_cast.carer.visit, Role.TEACHER)
    joined = invitations.join_new(made.token, made.code, Newcomer("Kit", "kit.school", ""))
    row = Membership.objects.get(person=joined.person)
    refused("no_way_in_yet", circles.confirm, child_cast.carer.visit, row.pk, AGREED)


def test_on_duty_days_are_changed_and_must_be_in_order(child_cast: Cast) -> None:
    today = clock.today()
    pat = child_cast.other_carer
    circles.set_duty(child_cast.carer.visit, pat.membership, today + timedelta(days=1), None)
    assert not pat.visit.viewer.on_duty
    circles.set_duty(child_cast.carer.visit, pat.membership, today, today)
    assert pat.visit.viewer.on_duty
    refused("bad_duty", circles.set_duty, child_cast.carer.visit, pat.membership, today, today - timedelta(days=1))


def test_a_paused_member_s_invitations_stop_too(child_cast: Cast) -> None:
    made = invitations.invite(child_cast.social_worker.visit, Role.TEACHER)
    circles.pause(child_cast.carer.visit, child_cast.social_worker.membership)
    assert invitations.look(made.token) is None


def test_each_member_s_line_says_what_the_rule_gives_them(child_cast: Cast) -> None:
    lines = {one.role: one.sees for one in circle_page.circle_page(child_cast.carer.visit).members}
    reads = "Reads school moments, moments that carers write and notes of serious things."
    assert lines[Role.THERAPIST].startswith(reads)
    assert lines[Role.OTHER_CARER].startswith("Reads moments that carers write on their days.")
    assert "only when Wren shows them" in lines[Role.THERAPIST]
    assert lines[Role.SCHOOL_LEAD] == "Reads school moments."
    worker = (
        "Reads notes of serious things. Knows of school moments, without words. "
        "Sees photos, drawings and recordings only when Wren shows them."
    )
    assert lines[Role.SOCIAL_WORKER] == worker
    assert lines[Role.TEACHER] == "Sees only what they write, and what is shown to them if the rules let it."


def come_back(cast: Cast, part: Part) -> UUID:
    """Invite somebody who was removed again, let them take it up and let them in."""
    from lamplit.people.models import Person

    person = Person.objects.get(pk=part.person)
    person.set_password("four quiet otter boats")
    person.save()
    made = invitations.invite(cast.therapist.visit, part.role)
    invitations.join_here(made.token, made.code, part.person)
    row = Membership.objects.get(circle=cast.circle, person=part.person, state=MemberState.ACCEPTED.value)
    circles.confirm(cast.social_worker.visit, row.pk, AGREED)
    return UUID(str(row.pk))
