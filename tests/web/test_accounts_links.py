"""One-time links: the demo's, on this machine only, and those that let in a further device of one's own."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from lamplit.actions import accounts, clock
from lamplit.people.models import AccountNotice, Circle, DeviceSession, SignInLink
from tests.cast import Cast
from tests.signing import Somebody, add_code_app, is_in, signed_in, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def robin() -> Somebody:
    return somebody()


def link_for(who: Somebody, purpose: str = "demo") -> str:
    return f"/enter/{accounts.make_link(who.person.pk, purpose, clock.now())}"


def test_a_demo_link_signs_in_at_once_and_counts_as_a_second_step(robin: Somebody) -> None:
    client = Client()
    assert client.get(link_for(robin)).status_code == 302
    assert is_in(client)
    assert DeviceSession.objects.get(person=robin.person).mfa is True


def test_a_demo_link_works_once(robin: Somebody) -> None:
    address = link_for(robin)
    Client().get(address)
    late = Client()
    assert late.get(address).status_code == 404
    assert not is_in(late)


@pytest.mark.parametrize(
    "from_afar", [{"REMOTE_ADDR": "192.168.1.7"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {"HTTP_FORWARDED": "for=::1"}]
)
def test_a_demo_link_opens_nothing_from_another_machine_or_through_a_proxy(
    robin: Somebody, from_afar: dict[str, str]
) -> None:
    address = link_for(robin)
    client = Client()
    assert client.get(address, **from_afar).status_code == 404
    assert not is_in(client)
    assert Client().get(address).status_code == 302


def test_a_demo_link_is_never_made_for_somebody_of_a_real_circle(cast: Cast) -> None:
    with pytest.raises(accounts.LinkRefusedError):
        accounts.make_link(cast.carer.person, "demo", clock.now())


def test_a_demo_link_dies_when_its_person_joins_a_real_circle(cast: Cast) -> None:
    Circle.objects.filter(pk=cast.circle).update(is_demo=True)
    token = accounts.make_link(cast.carer.person, "demo", clock.now())
    Circle.objects.filter(pk=cast.circle).update(is_demo=False)
    assert Client().get(f"/enter/{token}").status_code == 404


def test_a_device_link_waits_for_a_press_so_that_no_preview_uses_it_up(robin: Somebody) -> None:
    address = link_for(robin, "device")
    client = Client()
    assert client.get(address).status_code == 200
    assert not is_in(client)
    client.post(address)
    assert is_in(client)


def test_a_device_link_does_not_stand_in_for_a_second_step(robin: Somebody) -> None:
    add_code_app(robin)
    client = Client()
    assert client.post(link_for(robin, "device")).headers["Location"] == "/sign-in/second-step"
    assert not is_in(client)


def test_a_device_link_works_for_ten_minutes(robin: Somebody) -> None:
    token = accounts.make_link(robin.person.pk, "device", clock.now() - timedelta(minutes=11))
    assert Client().post(f"/enter/{token}").status_code == 404


def test_links_die_with_a_change_of_password(robin: Somebody) -> None:
    address = link_for(robin, "device")
    accounts.sign_out_everywhere(robin.person.pk)
    assert Client().post(address).status_code == 404


def test_the_settings_make_a_link_with_a_picture_and_the_owner_is_told(robin: Somebody) -> None:
    client = signed_in(robin)
    page = client.post("/account/devices/add").content.decode()
    found = re.search(r"http://testserver(/enter/[\w-]{43})<", page)
    assert found is not None
    assert 'src="data:image/svg+xml;base64,' in page
    other = Client()
    other.post(found[1])
    assert is_in(other)
    assert AccountNotice.objects.get(person=robin.person).code == "device"


def test_a_token_is_kept_only_as_a_hash(robin: Somebody) -> None:
    token = accounts.make_link(robin.person.pk, "device", clock.now())
    kept = bytes(SignInLink.objects.get().token_hash)
    assert len(kept) == 32
    assert token.encode() not in kept
