"""S17: how a session begins, how it changes its id, and the many ways in which it ends."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from lamplit.people.models import DeviceSession
from tests.signing import Somebody, is_in, session_id, sign_in, signed_in, somebody

pytestmark = [pytest.mark.exam("S17"), pytest.mark.django_db]
START = datetime(2026, 5, 1, 8, tzinfo=UTC)
PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile/15E148 Safari/604.1"}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def robin() -> Somebody:
    return somebody()


def with_id(value: str) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = value
    return client


def test_an_id_planted_before_signing_in_opens_nothing_afterwards(robin: Somebody) -> None:
    planted = secrets.token_hex(16)
    victim = with_id(planted)
    sign_in(victim, robin)
    assert session_id(victim) != planted
    assert not is_in(with_id(planted))


def test_an_id_given_out_before_signing_in_is_exchanged_and_dies(robin: Somebody) -> None:
    client = Client()
    client.get("/sign-in/passkey", headers={"Accept": "application/json"})
    before = session_id(client)
    assert before
    sign_in(client, robin)
    assert session_id(client) != before
    assert not is_in(with_id(before))


def test_signing_out_ends_the_session_itself_and_not_only_the_cookie(robin: Somebody) -> None:
    client = signed_in(robin)
    kept = session_id(client)
    client.post("/sign-out")
    assert not is_in(with_id(kept))
    assert not DeviceSession.objects.filter(session_key=kept).exists()


def test_an_idle_browser_closes_after_thirty_minutes_and_a_phone_after_five(
    robin: Somebody, clock: time_machine.Traveller
) -> None:
    desk, phone = signed_in(robin), signed_in(robin, headers=PHONE)
    clock.shift(4 * MINUTE)
    assert is_in(phone)
    clock.shift(6 * MINUTE)
    assert not is_in(phone)
    assert is_in(desk)
    clock.shift(31 * MINUTE)
    assert not is_in(desk)


def test_a_browser_in_use_closes_after_twelve_hours_all_the_same(
    robin: Somebody, clock: time_machine.Traveller
) -> None:
    client = signed_in(robin)
    for _ in range(35):
        clock.shift(20 * MINUTE)
        assert is_in(client)
    clock.shift(21 * MINUTE)
    assert not is_in(client)


def test_a_trusted_device_stays_thirty_days_and_no_longer(robin: Somebody, clock: time_machine.Traveller) -> None:
    client = signed_in(robin, typed={"stay": "1"}, headers=PHONE)
    for _ in range(29):
        clock.shift(DAY)
        assert is_in(client)
    clock.shift(DAY + MINUTE)
    assert not is_in(client)


def test_a_closed_session_never_opens_again_however_the_clock_moves(
    robin: Somebody, clock: time_machine.Traveller
) -> None:
    client = signed_in(robin)
    kept = session_id(client)
    clock.shift(31 * MINUTE)
    assert not is_in(with_id(kept))
    clock.shift(-2 * HOUR)
    assert not is_in(with_id(kept))


NAMES = (
    "skip_timeout_reset",
    "keepalive",
    "remember",
    "stay",
    "stay_signed_in",
    "trusted",
    "_trusted",
    "expiry",
    "now",
    "mfa",
)


def unusual(number: int) -> tuple[str, str]:
    """Return a parameter that might be thought to prolong a session."""
    name = NAMES[number % len(NAMES)] if number < 100 else f"{secrets.choice(NAMES)}{number}"
    return name, secrets.choice(["1", "true", "9999999999", "30d", "on", "no"])


def tries_to_live_longer(client: Client, number: int) -> None:
    name, value = unusual(number)
    if number % 3 == 0:
        client.get("/account", {name: value}, headers={f"X-{name.strip('_')}": value})
    elif number % 3 == 1:
        client.post("/account/name", {"name": "Robin", name: value})
    else:
        client.cookies[name] = value
        client.get("/account")
        del client.cookies[name]


@pytest.mark.parametrize("several", [30, pytest.param(300, marks=pytest.mark.whole)])
def test_no_parameter_header_or_cookie_makes_a_session_live_longer(
    robin: Somebody, clock: time_machine.Traveller, several: int
) -> None:
    client = signed_in(robin)
    for number in range(several):
        tries_to_live_longer(client, number)
    row = DeviceSession.objects.get(session_key=session_id(client))
    assert (row.trusted, row.mfa, row.started_at) == (False, False, START)
    clock.shift(31 * MINUTE)
    for number in range(several):
        tries_to_live_longer(client, number)
    assert not is_in(client)


def test_a_new_password_closes_every_other_session_and_gives_this_one_a_new_id(robin: Somebody) -> None:
    other, here = signed_in(robin), signed_in(robin)
    before = session_id(here)
    here.post("/account/password", {"oldpassword": robin.password, "password1": "seven quiet violets beyond"})
    assert session_id(here) != before
    assert not is_in(with_id(before))
    assert not is_in(other)
    assert is_in(here)


def test_signing_in_again_in_the_same_browser_is_a_new_session(robin: Somebody) -> None:
    client = signed_in(robin)
    before = session_id(client)
    client.post("/sign-out")
    sign_in(client, robin)
    assert session_id(client) not in {"", before}
    assert not is_in(with_id(before))
