"""The circle page and its steps, as a browser without scripts meets them."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from lamplit.actions import circles, clock, invitations
from lamplit.engines.kernel import MemberState, Role
from lamplit.people.models import Invitation
from tests.cast import Cast, Part, make_cast

RULED_OUT = re.compile(r"calm down|you must|are you sure", re.IGNORECASE)


@pytest.fixture
def child_cast(db: None) -> Cast:
    return make_cast(10)


def page(part: Part, more: str = "") -> str:
    answer = part.client.get(f"/c/{part.circle}/circle{more}")
    assert answer.status_code == 200
    return answer.content.decode()


def step(part: Part, target: Part, name: str, **form: str) -> int:
    return part.client.post(f"/c/{part.circle}/circle/{target.membership}/{name}", form).status_code


def test_everyone_sees_who_is_here_and_what_each_can_see(child_cast: Cast) -> None:
    for part in child_cast.everyone:
        if part is child_cast.teacher:
            continue
        text = page(part)
        assert all(name in text for name in ("Robin", "Pat", "Sam", "Mx Lane", "Ms Ash", "Jo"))
        assert not RULED_OUT.search(text)


def test_a_teacher_has_no_page_that_says_who_else_helps(child_cast: Cast) -> None:
    for more in ("", f"/{child_cast.teacher.membership}", "/invite", "/school", "/school/lead"):
        assert child_cast.teacher.client.get(f"/c/{child_cast.circle}/circle{more}").status_code == 404


def test_the_child_reads_it_in_their_own_words(child_cast: Cast) -> None:
    text = page(child_cast.subject)
    assert "Who is in my circle" in text
    assert "only when you show them" in text


def test_a_pause_from_the_page_bites_at_once(child_cast: Cast) -> None:
    assert step(child_cast.carer, child_cast.teacher, "pause") == 302
    assert child_cast.teacher.visit.viewer.state is MemberState.PAUSED
    assert "Robin paused Mx Lane" in page(child_cast.therapist)


def test_a_refused_step_is_a_sentence_on_the_page(child_cast: Cast) -> None:
    answer = child_cast.carer.client.post(f"/c/{child_cast.circle}/circle/{child_cast.subject.membership}/pause")
    assert "nobody can pause or remove them" in answer.content.decode()


@pytest.mark.parametrize("name", ["pause", "ask_removal", "set_duty", "consent", "confirm", "agree_removal"])
def test_those_who_do_not_look_after_the_circle_get_no_button_and_no_effect(child_cast: Cast, name: str) -> None:
    lead = child_cast.school_lead
    assert f"/{name}" not in page(lead, f"/{child_cast.carer.membership}")
    form = {"ground": "court", "given_by": "me", "responsibility": "no"}
    step(lead, child_cast.carer, name, **form)
    assert child_cast.carer.visit.viewer.state is MemberState.CONFIRMED


def test_an_unknown_step_or_member_is_like_a_page_that_is_not_there(child_cast: Cast) -> None:
    client = child_cast.carer.client
    here, there = child_cast.teacher.membership, child_cast.stranger_carer.membership
    assert client.post(f"/c/{child_cast.circle}/circle/{here}/promote").status_code == 404
    assert client.get(f"/c/{child_cast.circle}/circle/{there}").status_code == 404
    assert client.post(f"/c/{child_cast.circle}/circle/{there}/pause").status_code == 404
    assert child_cast.stranger_carer.visit.viewer.state is MemberState.CONFIRMED


def test_a_removal_shows_until_when_and_a_second_person_finds_the_button(child_cast: Cast) -> None:
    step(child_cast.carer, child_cast.other_carer, "ask_removal")
    text = page(child_cast.social_worker, f"/{child_cast.other_carer.membership}")
    assert "Robin asked that this part ends" in text
    assert "I agree: they leave now" in text
    assert "I agree: they leave now" not in page(child_cast.carer, f"/{child_cast.other_carer.membership}")
    step(child_cast.social_worker, child_cast.other_carer, "agree_removal")
    assert child_cast.other_carer.visit.viewer.state is None


def test_an_invitation_is_shown_once_as_picture_link_text_and_numbers(child_cast: Cast) -> None:
    client = child_cast.carer.client
    answer = client.post(f"/c/{child_cast.circle}/circle/invite", {"role": "teacher"})
    text = answer.content.decode()
    link = re.search(r'value="(http://[^"]*/join/([\w-]{43}))"', text)
    assert link is not None
    assert text.count(link[1]) >= 2
    assert "data:image/svg+xml;base64," in text
    assert re.search(r"\d{3} \d{3}", text)
    door = invitations.look(link[2])
    assert door is not None
    assert door.role is Role.TEACHER
    assert link[2] not in page(child_cast.carer)


def test_an_invitation_asks_who_it_is_again_five_minutes_after_signing_in(child_cast: Cast) -> None:
    client = child_cast.carer.client
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        client.post(f"/c/{child_cast.circle}/circle/invite", {"role": "teacher"})
        assert not Invitation.objects.exists()
        assert client.get(f"/c/{child_cast.circle}/circle/invite").status_code == 302


def test_an_open_invitation_can_be_ended_from_the_page(child_cast: Cast) -> None:
    made = invitations.invite(child_cast.carer.visit, Role.TEACHER)
    assert "Invitations on their way" in page(child_cast.therapist)
    assert "Invitations on their way" not in page(child_cast.school_lead)
    child_cast.therapist.client.post(f"/c/{child_cast.circle}/circle/invitations/{made.id}/end")
    assert invitations.look(made.token) is None


def test_leaving_as_the_last_adult_first_says_what_it_means(child_cast: Cast) -> None:
    circles.leave(child_cast.therapist.visit)
    circles.leave(child_cast.social_worker.visit)
    client = child_cast.carer.client
    text = client.post(f"/c/{child_cast.circle}/circle/leave").content.decode()
    assert "You are the last person here who looks after this circle" in text
    assert 'name="knowing"' in text
    assert client.post(f"/c/{child_cast.circle}/circle/leave", {"knowing": "yes"}).status_code == 302
    assert child_cast.carer.visit.viewer.state is None


def test_the_plan_is_agreed_on_the_page_by_the_child_and_an_adult(child_cast: Cast) -> None:
    for part in (child_cast.subject, child_cast.carer):
        part.client.post(f"/c/{child_cast.circle}/circle/plan/yes")
    assert "You all said yes" in page(child_cast.therapist)


def test_letting_somebody_in_asks_who_agreed_and_keeps_the_answers(child_cast: Cast) -> None:
    from lamplit.actions.invitations import Newcomer
    from lamplit.people.models import Membership

    made = invitations.invite(child_cast.carer.visit, Role.SCHOOL_LEAD)
    invitations.join_new(made.token, made.code, Newcomer("Kit", "kit.school", "four quiet otter boats"))
    row = Membership.objects.get(state=MemberState.ACCEPTED.value)
    address = f"/c/{child_cast.circle}/circle/{row.pk}/confirm"
    text = child_cast.carer.client.post(address, {"given_by": "me", "responsibility": "yes"}).content.decode()
    assert "Say who agreed to this part" in text
    assert re.search(r'name="responsibility" value="yes" checked', text)
    form = {"given_by": "me", "responsibility": "yes", "ground": "parental_responsibility"}
    assert child_cast.carer.client.post(address, form).status_code == 302
    row.refresh_from_db()
    assert row.state == MemberState.CONFIRMED.value


def test_while_a_child_sits_with_them_an_adults_phone_changes_nobody(child_cast: Cast) -> None:
    from tests.cast import sign_in

    client = Client()
    key = sign_in(child_cast.carer.person, together_in=child_cast.circle)
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    for more in ("", f"/{child_cast.teacher.membership}", "/invite"):
        answer = client.get(f"/c/{child_cast.circle}/circle{more}")
        assert answer.headers["Location"] == f"/c/{child_cast.circle}/together"
    client.post(f"/c/{child_cast.circle}/circle/{child_cast.teacher.membership}/pause")
    assert child_cast.teacher.visit.viewer.state is MemberState.CONFIRMED
