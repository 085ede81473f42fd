"""S19: what cannot be taken back easily asks again who is there, and refuses five minutes after the last proof."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from lamplit.actions import clock as house_clock
from lamplit.people.models import DeviceSession, Invitation, Membership, Person, SignInLink
from tests.cast import Cast
from tests.signing import PASSWORD, Somebody, add_code_app, signed_in

pytestmark = [pytest.mark.exam("S19"), pytest.mark.django_db]
START = datetime(2026, 5, 1, 12, tzinfo=UTC)
# Every address behind which something of S19 is done: export, invite, role change, factor change, a new way in.
GRAVE = {
    "export_record",
    "export_csv",
    "invite",
    "invite_again",
    "circle_step",
    "add_passkey",
    "remove_way",
    "add_app",
    "codes",
    "add_device",
}


@pytest.fixture
def robin(cast: Cast) -> Somebody:
    """The carer of the circle, with a password."""
    person = Person.objects.get(pk=cast.carer.person)
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return Somebody(person, PASSWORD)


@pytest.fixture
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=True) as traveller:
        yield traveller


@pytest.fixture
def stale(travel: time_machine.Traveller, robin: Somebody) -> Client:
    """Robin's browser, six minutes after signing in."""
    client = signed_in(robin)
    travel.shift(timedelta(minutes=6))
    return client


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each)
        else:
            yield each


def addresses(cast: Cast, robin: Somebody) -> dict[str, str]:
    add_code_app(robin)
    factor = Authenticator.objects.get(user=robin.person)
    here = f"/c/{cast.circle}"
    return {
        "export_record": f"{here}/export/record",
        "export_csv": f"{here}/export/record.csv",
        "invite": f"{here}/circle/invite",
        "invite_again": f"{here}/circle/invitations/{cast.circle}/again",
        "circle_step": f"{here}/circle/{cast.teacher.membership}/remove",
        "add_passkey": "/account/passkeys/add",
        "remove_way": f"/account/ways-in/{factor.pk}/remove",
        "add_app": "/account/app",
        "codes": "/account/codes",
        "add_device": "/account/devices/add",
    }


def refuses(answer: Any) -> bool:
    """Say whether an answer asks who is there, or is closed to this method or person altogether."""
    asked = answer.status_code == 403 and b"Check that it is you" in answer.content
    led_away = answer.status_code == 302 and answer.headers["Location"].startswith("/account/check?next=")
    return asked or led_away or answer.status_code in {404, 405}


def kept_rows() -> tuple[object, ...]:
    parts = tuple(Membership.objects.order_by("pk").values_list("pk", "state", "removal_due_at", "paused_at"))
    ways = tuple(Authenticator.objects.order_by("pk").values_list("pk", "type"))
    return parts, ways, Invitation.objects.count(), SignInLink.objects.count()


def test_every_grave_address_exists(cast: Cast) -> None:
    assert {each.name for each in patterns(get_resolver())} >= GRAVE


def test_everything_grave_refuses_six_minutes_after_the_last_proof_and_changes_nothing(
    stale: Client, cast: Cast, robin: Somebody
) -> None:
    where = addresses(cast, robin)
    assert set(where) == GRAVE
    before = kept_rows()
    for name, address in where.items():
        for method in (stale.get, stale.post):
            assert refuses(method(address)), (name, method)
    assert kept_rows() == before


def test_the_same_goes_ahead_within_five_minutes(travel: time_machine.Traveller, cast: Cast, robin: Somebody) -> None:
    client = signed_in(robin)
    travel.shift(timedelta(minutes=4))
    assert client.get("/account/app").status_code == 200
    assert client.post("/account/devices/add").status_code == 200
    assert SignInLink.objects.count() == 1


def test_a_waiting_form_goes_on_with_its_fields_once_the_password_is_right(stale: Client) -> None:
    asked = stale.post("/account/devices/add", {"a": "kept <b>"})
    assert asked.status_code == 403
    assert 'name="a" value="kept &lt;b&gt;"' in asked.content.decode()
    wrong = stale.post("/account/devices/add", {"a": "kept <b>", "check_password": "not the one"})
    assert wrong.status_code == 403
    assert 'name="a" value="kept &lt;b&gt;"' in wrong.content.decode()
    assert SignInLink.objects.count() == 0
    assert stale.post("/account/devices/add", {"a": "kept <b>", "check_password": PASSWORD}).status_code == 200
    assert SignInLink.objects.count() == 1


def test_the_check_page_leads_on_to_where_somebody_was_going(stale: Client) -> None:
    led = stale.get("/account/app?x=1").headers["Location"]
    answer = stale.post(led, {"check_password": PASSWORD})
    assert answer.headers["Location"] == "/account/app?x=1"
    assert stale.get("/account/app").status_code == 200


def test_the_check_page_leads_nowhere_else(stale: Client) -> None:
    answer = stale.post("/account/check", {"check_password": PASSWORD, "next": "//evil.example/"})
    assert answer.headers["Location"] == "/account"


@pytest.mark.parametrize("wrong", [{}, {"check_code": "000000"}, {"check_credential": "{}"}, {"check_credential": "["}])
def test_nothing_but_a_right_proof_counts(stale: Client, wrong: dict[str, str]) -> None:
    assert stale.post("/account/check", wrong).status_code == 403
    assert refuses(stale.get("/account/app"))


def test_a_proof_from_the_future_does_not_count(travel: time_machine.Traveller, robin: Somebody) -> None:
    client = signed_in(robin)
    travel.shift(timedelta(minutes=-30))
    assert refuses(client.get("/account/app"))


def test_guessing_on_the_check_page_is_slowed(stale: Client) -> None:
    answers = [stale.post("/account/check", {"check_password": f"guess {each}"}) for each in range(12)]
    assert {answer.status_code for answer in answers} == {403}
    assert stale.post("/account/check", {"check_password": PASSWORD}).status_code == 403


def test_a_proof_is_this_browsers_own(stale: Client, robin: Somebody, cast: Cast) -> None:
    signed_in(robin)
    assert refuses(stale.get("/account/app"))
    assert DeviceSession.objects.filter(person=robin.person).count() >= 2
    assert house_clock.now() > START
