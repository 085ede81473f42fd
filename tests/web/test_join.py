"""The page of an invitation, as a browser without scripts meets it."""

import re
from typing import Any

import pytest
from django.test import Client

from lamplit.actions import invitations
from lamplit.actions.invitations import Made
from lamplit.engines.kernel import Role
from lamplit.people.models import DeviceSession, Membership, Person
from tests.cast import Cast

ANSWERS = {"name": "Kit", "username": "kit.school", "way": "password", "password": "four quiet otter boats"}


@pytest.fixture
def made(cast: Cast) -> Made:
    return invitations.invite(cast.therapist.visit, Role.TEACHER)


def take_up(made: Made, client: Client | None = None, **changes: str) -> Any:
    form = {**ANSWERS, "token": made.token, "code": made.code, **changes}
    return (client or Client()).post("/join", form)


def test_the_page_says_the_role_and_no_name_of_the_circle(made: Made) -> None:
    text = Client().get(f"/join/{made.token}").content.decode()
    assert "Teacher" in text
    assert "Wren" not in text
    assert "<title>Lamplit</title>" in text


def test_used_ended_and_unknown_links_look_the_same(cast: Cast, made: Made) -> None:
    ended = invitations.invite(cast.therapist.visit, Role.TEACHER)
    invitations.end_invitation(cast.therapist.visit, ended.id)
    take_up(made)
    pages = {Client().get(f"/join/{token}").content for token in (made.token, ended.token, "x" * 43)}
    assert len(pages) == 1
    assert b"This link no longer works" in pages.pop()


def test_coming_in_signs_in_but_opens_nothing_yet(cast: Cast, made: Made) -> None:
    client = Client()
    answer = take_up(made, client)
    assert answer.status_code == 302
    waiting = client.get(answer.headers["Location"])
    assert "Wren" not in waiting.content.decode()
    assert (
        client.get(f"/c/{cast.circle}/diary").status_code != 200
        or b"Wren" not in client.get(f"/c/{cast.circle}/diary").content
    )


def test_a_wrong_code_keeps_everything_but_the_password_on_the_page(made: Made) -> None:
    wrong = f"{(int(made.code) + 1) % 1_000_000:06}"
    text = take_up(made, code=wrong).content.decode()
    assert "That code did not match" in text
    assert 'value="Kit"' in text
    assert 'value="kit.school"' in text
    assert ANSWERS["password"] not in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "A first name is enough"),
        ({"username": "no spaces here"}, "no spaces"),
        ({"password": "short"}, "at least 15 characters"),
        ({"way": ""}, "choose a passkey"),
        ({"name": "x" * 61}, "60 letters"),
    ],
)
def test_a_wrong_answer_is_a_sentence_and_the_words_stay(made: Made, changes: dict[str, str], words: str) -> None:
    text = take_up(made, **changes).content.decode()
    assert words in text
    assert "What you wrote is still here" in text
    assert not Person.objects.filter(username="kit.school").exists()


def test_a_passkey_can_be_chosen_instead_of_a_password(made: Made) -> None:
    answer = take_up(made, way="passkey", password="")
    assert "webauthn" in answer.headers["Location"] or "passkey" in answer.headers["Location"]
    assert not Person.objects.get(username="kit.school").has_usable_password()


def test_signed_in_people_join_with_their_own_account(cast: Cast, made: Made) -> None:
    client = cast.stranger_carer.client
    assert "You are signed in as <strong>Robin</strong>" in client.get(f"/join/{made.token}").content.decode()
    take_up(made, client)
    assert Membership.objects.filter(circle=cast.circle, person=cast.stranger_carer.person).exists()
    assert not Person.objects.filter(username="kit.school").exists()


def test_joining_begins_a_new_session_id(made: Made) -> None:
    client = Client()
    client.get(f"/join/{made.token}")
    before = set(DeviceSession.objects.values_list("session_key", flat=True))
    take_up(made, client)
    assert set(DeviceSession.objects.values_list("session_key", flat=True)) - before


def test_the_form_does_not_send_the_link_in_its_address(made: Made) -> None:
    text = Client().get(f"/join/{made.token}").content.decode()
    actions = re.findall(r'action="([^"]*)"', text)
    assert "/join" in actions
    assert all(made.token not in action for action in actions)


def test_the_passkey_page_opens_right_after_choosing_one(made: Made) -> None:
    client = Client()
    answer = take_up(made, client, way="passkey", password="")
    assert client.get(answer.headers["Location"], follow=True).status_code == 200
