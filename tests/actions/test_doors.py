"""Who gets in, and what a closed door tells."""

from datetime import timedelta
from uuid import uuid4

import pytest

from lamplit.actions import clock, doors, tokens
from lamplit.engines.kernel import MemberState, Role
from lamplit.people.models import Membership
from tests.cast import Cast


def test_everyone_of_a_circle_comes_in_as_what_they_are(cast: Cast):
    assert [part.visit.viewer.role for part in cast.everyone] == list(Role)
    assert {part.visit.subject_name for part in cast.everyone} == {"Wren"}


def test_a_stranger_has_no_standing_and_learns_no_name(cast: Cast):
    visit = cast.stranger_carer.visit_to(cast.circle)
    nowhere = cast.stranger_carer.visit_to(uuid4())
    assert visit.viewer.role is None
    assert (visit.subject, visit.subject_name, visit.subject_age) == (None, "", None)
    assert visit.circle_name == nowhere.circle_name


def test_a_person_finds_their_circles_and_no_others(cast: Cast):
    assert [card.id for card in doors.circles_of(cast.teacher.person)] == [cast.circle]
    assert doors.circles_of(uuid4()) == ()


def test_a_paused_member_learns_the_circles_name_and_not_the_childs(cast: Cast):
    Membership.objects.filter(id=cast.carer.membership).update(state="paused")
    card = doors.circles_of(cast.carer.person)[0]
    assert (card.state, card.subject_name) == (MemberState.PAUSED, "")


def test_a_removal_whose_hours_have_passed_counts_at_once(cast: Cast):
    due = clock.now() - timedelta(seconds=1)
    Membership.objects.filter(id=cast.carer.membership).update(removal_due_at=due)
    assert doors.circles_of(cast.carer.person) == ()
    assert cast.carer.visit.viewer.role is None


def test_a_token_is_shown_once_and_stored_only_as_a_hash(cast: Cast):
    from django.db import connection

    token = tokens.create_token(str(cast.carer.person), cast.circle)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_apitoken")
        stored = repr(cursor.fetchall())
    assert token not in stored
    assert token.removeprefix("lamplit_") not in stored
    assert doors.enter_by_token(token, cast.circle).viewer.person == cast.carer.person
    assert doors.enter_by_token(token, cast.other_circle) is None


def test_a_token_is_made_for_confirmed_members_only(cast: Cast):
    Membership.objects.filter(id=cast.teacher.membership).update(state="accepted")
    nobody = [(cast.teacher.person, cast.circle), (cast.carer.person, cast.other_circle), ("nobody", cast.circle)]
    for person, circle in nobody:
        with pytest.raises(tokens.NoSuchMember):
            tokens.create_token(str(person), circle)


def test_credentials_name_their_person_and_a_token_its_one_circle(cast: Cast):
    assert doors.person_at(cast.carer.session_key, None) == (cast.carer.person, None)
    assert doors.person_at(None, cast.carer.token) == (cast.carer.person, cast.circle)
    assert doors.person_at(None, "nothing") is None
    assert doors.person_at("nothing", None) is None
    assert doors.person_at(None, None) is None
