"""Coming in through a link: once, for three days, with six numbers that were said out loud."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from lamplit.actions import circles, clock, invitations
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import Agreed
from lamplit.actions.invitations import Made, Newcomer
from lamplit.engines.kernel import MemberState, Role
from lamplit.people import circles as rows
from lamplit.people.models import Circle, Invitation, Membership, Person
from tests.cast import Cast, make_cast

KIT = Newcomer("Kit", "kit.school", "four quiet otter boats")


@pytest.fixture
def child_cast(db: None) -> Cast:
    return make_cast(10)


def code_of(act: Any, *args: Any) -> str:
    with pytest.raises(CircleError) as error:
        act(*args)
    return error.value.code


def a_teacher(cast: Cast) -> Made:
    return invitations.invite(cast.carer.visit, Role.TEACHER)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_link_says_the_role_and_nothing_about_the_circle(child_cast: Cast) -> None:
    door = invitations.look(a_teacher(child_cast).token)
    assert door is not None
    assert (door.role, door.role_label) == (Role.TEACHER, "Teacher")
    assert "Wren" not in repr(door)


def test_a_link_works_once(child_cast: Cast) -> None:
    made = a_teacher(child_cast)
    invitations.join_new(made.token, made.code, KIT)
    assert invitations.look(made.token) is None
    second = Newcomer("Al", "al.school", KIT.password)
    assert code_of(invitations.join_new, made.token, made.code, second) == "link_over"
    assert not Person.objects.filter(username="al.school").exists()


def test_a_link_stops_after_three_days(child_cast: Cast) -> None:
    made = a_teacher(child_cast)
    with time_machine.travel(clock.now() + timedelta(hours=71, minutes=59), tick=False):
        assert invitations.look(made.token) is not None
    with time_machine.travel(clock.now() + timedelta(hours=72), tick=False):
        assert invitations.look(made.token) is None
        assert code_of(invitations.join_new, made.token, made.code, KIT) == "link_over"


def test_a_link_stops_when_it_is_taken_back_sent_again_or_made_for_another_role(child_cast: Cast) -> None:
    visit = child_cast.carer.visit
    taken_back, resent, changed = (a_teacher(child_cast) for _ in range(3))
    invitations.end_invitation(visit, taken_back.id)
    role, fresh = invitations.send_again(visit, resent.id)
    other_role, for_lead = invitations.send_again(visit, changed.id, Role.SCHOOL_LEAD)
    assert [invitations.look(made.token) for made in (taken_back, resent, changed)] == [None, None, None]
    assert (role, other_role) == (Role.TEACHER, Role.SCHOOL_LEAD)
    assert invitations.look(fresh.token) is not None
    lead = invitations.look(for_lead.token)
    assert lead is not None
    assert lead.role is Role.SCHOOL_LEAD


def test_five_wrong_codes_end_a_link(child_cast: Cast) -> None:
    made = a_teacher(child_cast)
    answers = [code_of(invitations.join_new, made.token, wrong(made.code), KIT) for _ in range(5)]
    assert answers[:3] == ["wrong_code"] * 3
    assert answers[3] == "last_try"
    assert code_of(invitations.join_new, made.token, made.code, KIT) == "link_over"


def test_a_typing_mistake_elsewhere_costs_no_try(child_cast: Cast) -> None:
    made = a_teacher(child_cast)
    for newcomer in (
        Newcomer("", "kit", KIT.password),
        Newcomer("Kit", "k", KIT.password),
        Newcomer("Kit", "kit", "short"),
    ):
        code_of(invitations.join_new, made.token, made.code, newcomer)
    assert Invitation.objects.get(pk=made.id).tries_left == 5


def test_the_code_may_be_typed_with_a_space(child_cast: Cast) -> None:
    made = a_teacher(child_cast)
    assert invitations.join_new(made.token, f" {made.code[:3]} {made.code[3:]} ", KIT)


def test_a_taken_sign_in_name_leaves_the_link_open_for_another_try(child_cast: Cast) -> None:
    invitations.join_new(*door(a_teacher(child_cast)), KIT)
    made = a_teacher(child_cast)
    again = Newcomer("Another Kit", "KIT.school", KIT.password)
    assert code_of(invitations.join_new, *door(made), again) == "taken_name"
    assert invitations.look(made.token) is not None


def test_only_those_who_look_after_the_circle_invite(child_cast: Cast) -> None:
    for part in (child_cast.teacher, child_cast.other_carer, child_cast.school_lead, child_cast.subject):
        assert invitations.inviting_roles(part.visit) == ()
        assert code_of(invitations.invite, part.visit, Role.CARER) == "not_yours"


def test_a_stranger_cannot_end_or_resend_the_invitations_of_another_circle(child_cast: Cast) -> None:
    made = a_teacher(child_cast)
    visit = child_cast.stranger_carer.visit
    assert code_of(invitations.end_invitation, visit, made.id) == "link_over"
    assert code_of(invitations.send_again, visit, made.id) == "link_over"
    assert invitations.look(made.token) is not None


def test_somebody_already_here_joins_with_their_account(child_cast: Cast) -> None:
    made = a_teacher(child_cast)
    joined = invitations.join_here(*door(made), child_cast.stranger_carer.person)
    row = Membership.objects.get(circle=child_cast.circle, person=joined.person)
    assert row.state == MemberState.ACCEPTED.value
    assert code_of(invitations.join_here, *door(a_teacher(child_cast)), joined.person) == "already_member"


def test_a_child_takes_up_their_own_account_without_e_mail_and_only_once(db: None) -> None:
    cast, subject = a_circle_before_the_child_came()
    made = invitations.invite(cast.carer.visit, Role.SUBJECT)
    joined = invitations.join_new(*door(made), Newcomer("", "wren.is.here", "my own four words here"))
    assert joined.person == subject.pk
    child = Person.objects.get(pk=subject.pk)
    assert (child.username, child.email) == ("wren.is.here", None)
    assert child.check_password("my own four words here")
    circles.confirm(cast.carer.visit, Membership.objects.get(person=child).pk, Agreed("own", "no", "me"))
    for part in (cast.carer, cast.therapist):
        assert Role.SUBJECT not in invitations.inviting_roles(part.visit)
        assert code_of(invitations.invite, part.visit, Role.SUBJECT) == "already_in"


def test_even_after_the_child_has_left_no_link_signs_anybody_in_as_them(db: None) -> None:
    cast = make_cast(16)
    rows_of_child = Person.objects.filter(pk=cast.subject.person)
    rows_of_child.update(username="wren.is.here")
    circles.leave(cast.subject.visit)
    made = invitations.invite(cast.carer.visit, Role.SUBJECT)
    thief = Newcomer("", "not.wren", "four quiet otter boats")
    assert code_of(invitations.join_new, *door(made), thief) == "link_over"
    assert rows_of_child.get().username == "wren.is.here"
    assert code_of(invitations.join_here, *door(made), cast.carer.person) == "not_for_you"


def test_a_child_who_never_got_a_passkey_can_start_again(db: None) -> None:
    cast, subject = a_circle_before_the_child_came()
    first = invitations.invite(cast.carer.visit, Role.SUBJECT)
    invitations.join_new(*door(first), Newcomer("", "wren.first", ""))
    second = invitations.invite(cast.carer.visit, Role.SUBJECT)
    invitations.join_new(*door(second), Newcomer("", "wren.second", "my own four words here"))
    assert Person.objects.get(pk=subject.pk).username == "wren.second"


def test_an_adult_cannot_take_the_childs_invitation_with_their_own_account(db: None) -> None:
    cast, _subject = a_circle_before_the_child_came()
    made = invitations.invite(cast.carer.visit, Role.SUBJECT)
    assert code_of(invitations.join_here, *door(made), cast.stranger_carer.person) == "not_for_you"


def door(made: Made) -> tuple[str, str]:
    return made.token, made.code


def a_circle_before_the_child_came() -> tuple[Cast, Person]:
    """The cast's circle about a child of ten who has no account yet."""
    cast = make_cast(10)
    Membership.objects.filter(pk=cast.subject.membership).delete()
    rows.unclaim(cast.subject.person)
    return cast, Person.objects.get(pk=Circle.objects.get(pk=cast.circle).subject_id)


def test_ones_own_name_said_over_and_over_is_no_password(vault: None) -> None:
    with pytest.raises(CircleError) as refused:
        invitations.check_newcomer(Newcomer("Robinson Hale", "robin.h", "RobinsonHale Robinson"), needs_name=True)
    assert refused.value.field == "password"
