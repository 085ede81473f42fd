"""Settings: one's name, one's devices, one's ways in; in a child's words for a child."""

import re

import pytest
from django.test import Client

from lamplit.actions import accounts
from lamplit.people.models import DeviceSession
from tests.cast import Cast, make_cast
from tests.signing import PASSWORD, Somebody, is_in, session_id, signed_in, somebody, words

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Mobile Safari/537.36"


@pytest.fixture
def robin() -> Somebody:
    return somebody()


def test_devices_show_what_and_since_when_and_nothing_else(robin: Somebody) -> None:
    client = signed_in(robin, headers={"User-Agent": FIREFOX})
    signed_in(robin, headers={"User-Agent": PHONE})
    said = words(client.get("/account/devices"))
    assert "Firefox on Windows This device" in said
    assert "Chrome on Android" in said
    assert "Since Today" in said
    assert "127.0.0.1" not in said


def test_a_phone_is_known_as_one_when_it_signs_in(robin: Somebody) -> None:
    signed_in(robin, headers={"User-Agent": PHONE})
    assert DeviceSession.objects.get(person=robin.person).phone is True


def test_a_session_key_never_stands_on_a_page(robin: Somebody) -> None:
    client = signed_in(robin)
    assert session_id(client) not in client.get("/account/devices").content.decode()


def test_one_device_can_be_signed_out_from_another(robin: Somebody) -> None:
    lost = signed_in(robin, headers={"User-Agent": PHONE})
    here = signed_in(robin, headers={"User-Agent": FIREFOX})
    page = here.get("/account/devices").content.decode()
    wanted = re.search(r'Chrome on Android.*?name="device" value="(\w+)"', page, re.DOTALL)
    assert wanted is not None
    here.post("/account/devices/end", {"device": wanted[1]})
    assert not is_in(lost)
    assert is_in(here)


def test_nobody_can_sign_out_the_device_of_another(robin: Somebody) -> None:
    theirs = signed_in(somebody("sam.reed"))
    handles = re.findall(r'name="device" value="(\w+)"', theirs.get("/account/devices").content.decode())
    signed_in(robin).post("/account/devices/end", {"device": handles[0]})
    assert is_in(theirs)


def test_all_others_are_signed_out_and_this_device_stays_under_a_new_id(robin: Somebody) -> None:
    other, here = signed_in(robin), signed_in(robin)
    before = session_id(here)
    here.post("/account/devices/end-others")
    assert not is_in(other)
    assert is_in(here)
    assert session_id(here) != before


def test_a_new_password_signs_every_other_device_out(robin: Somebody) -> None:
    other, here = signed_in(robin), signed_in(robin)
    answer = here.post("/account/password", {"oldpassword": PASSWORD, "password1": "seven quiet violets beyond"})
    assert "Your new password is kept." in words(answer)
    assert is_in(here)
    assert not is_in(other)


def test_the_name_others_see_can_be_changed(robin: Somebody) -> None:
    client = signed_in(robin)
    client.post("/account/name", {"name": "  Robin Vale "})
    robin.person.refresh_from_db()
    assert accounts.display_name(robin.person) == "Robin Vale"


def test_a_name_that_is_too_long_stays_on_the_page_with_a_sentence(robin: Somebody) -> None:
    answer = signed_in(robin).post("/account/name", {"name": "x" * 61})
    assert answer.status_code == 422
    assert "x" * 61 in answer.content.decode()
    assert "60 letters is the most" in words(answer)


def test_a_young_child_finds_settings_in_their_own_words() -> None:
    cast = make_cast(9)
    said = words(cast.subject.client.get(f"/c/{cast.circle}/settings"))
    assert "Your things" in said
    assert "You decide." in said


def test_a_grown_up_and_a_teenager_find_the_usual_words(cast: Cast) -> None:
    for part in (cast.subject, cast.carer):
        assert "Settings" in words(part.client.get(f"/c/{cast.circle}/settings"))


def test_settings_are_for_signed_in_people_only() -> None:
    for address in ("/account", "/account/devices", "/account/ways-in", "/account/password", "/account/codes"):
        answer = Client().get(address)
        assert answer.headers["Location"].startswith("/sign-in?next="), address
