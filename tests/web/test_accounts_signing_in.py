"""Signing in and out with a password and a second step, and what the pages say."""

import pyotp
import pytest
from django.test import Client

from lamplit.people.models import DeviceSession
from tests.signing import Somebody, add_code_app, is_in, sign_in, signed_in, somebody, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def robin() -> Somebody:
    return somebody()


def test_the_sign_in_page_offers_a_passkey_first_and_help_always() -> None:
    page = Client().get("/sign-in").content.decode()
    assert page.index("Sign in with a passkey") < page.index('name="login"')
    for address in ("/now", "/find-help", "/worried"):
        assert f'href="{address}"' in page
    assert "Nobody is watching this page" in page


def test_the_right_password_lets_somebody_in_and_wherever_they_wanted_to_go(robin: Somebody) -> None:
    client = Client()
    answer = sign_in(client, robin, typed={"next": "/account/devices"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/devices")
    assert is_in(client)


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_away_from_this_house_after_signing_in(robin: Somebody, elsewhere: str) -> None:
    answer = sign_in(Client(), robin, typed={"next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(robin: Somebody) -> None:
    client = Client()
    answer = sign_in(client, robin, typed={"password": "not this one at all"})
    assert answer.status_code == 200
    assert "Check both and try again" in words(answer)
    assert f'value="{robin.name}"' in answer.content.decode()
    assert "not this one at all" not in answer.content.decode()
    assert not is_in(client)


def test_the_sign_in_name_may_be_typed_in_any_case(robin: Somebody) -> None:
    client = Client()
    sign_in(client, robin, typed={"login": " Robin.VALE "})
    assert is_in(client)


def test_a_code_app_is_asked_for_after_the_password(robin: Somebody) -> None:
    seed = add_code_app(robin)
    client = Client()
    answer = sign_in(client, robin)
    assert answer.headers["Location"] == "/sign-in/second-step"
    assert not is_in(client)
    client.post("/sign-in/second-step", {"code": pyotp.TOTP(seed).now()})
    assert is_in(client)
    assert DeviceSession.objects.get(person=robin.person).mfa is True


def test_a_password_alone_is_no_second_step(robin: Somebody) -> None:
    signed_in(robin)
    assert DeviceSession.objects.get(person=robin.person).mfa is False


def test_staying_signed_in_is_a_choice_and_survives_the_second_step(robin: Somebody) -> None:
    seed = add_code_app(robin)
    client = Client()
    sign_in(client, robin, typed={"stay": "1"})
    client.post("/sign-in/second-step", {"code": pyotp.TOTP(seed).now()})
    assert DeviceSession.objects.get(person=robin.person).trusted is True


def test_not_choosing_to_stay_ends_with_the_browser(robin: Somebody) -> None:
    client = Client()
    sign_in(client, robin)
    assert DeviceSession.objects.get(person=robin.person).trusted is False
    assert client.cookies["lamplit"]["max-age"] == ""


def test_signing_out_takes_a_press_and_not_a_link(robin: Somebody) -> None:
    client = signed_in(robin)
    assert client.get("/sign-out").status_code == 200
    assert is_in(client)
    client.post("/sign-out")
    assert not is_in(client)


def test_there_is_no_page_to_sign_up(robin: Somebody) -> None:
    assert Client().get("/account/signup/").status_code == 404
    assert Client().post("/accounts/signup/", {"username": "new", "password1": robin.password}).status_code == 404


def test_somebody_who_cannot_get_in_is_told_plainly_that_no_mail_will_come() -> None:
    said = words(Client().get("/sign-in/forgot"))
    assert "sends no e-mail" in said
    assert "spare codes" in said


def test_a_closed_account_opens_nothing(robin: Somebody) -> None:
    robin.person.is_active = False
    robin.person.save(update_fields=["is_active"])
    client = Client()
    assert sign_in(client, robin).headers["Location"] == "/sign-in/closed"
    assert client.get("/sign-in/closed").status_code == 403
    assert not is_in(client)


def test_a_change_of_how_somebody_signs_in_is_shown_at_the_next_sign_in(robin: Somebody) -> None:
    client = signed_in(robin)
    client.post("/account/password", {"oldpassword": robin.password, "password1": "seven quiet violets beyond"})
    robin.password = "seven quiet violets beyond"
    later = Client()
    answer = sign_in(later, robin)
    assert answer.headers["Location"].startswith("/account/news")
    assert "Your password was changed." in words(later.get(answer.headers["Location"]))
    assert later.post("/account/news", {"next": "/account"}).headers["Location"] == "/account"
    assert sign_in(Client(), robin).headers["Location"] == "/"
