"""S13: guessing gets slower and slower, its owner gets in all the same, and a restart forgets nothing of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.checks import run_checks
from django.db import connection
from django.test import Client, override_settings

from lamplit.people.models import Person
from tests.signing import Somebody, is_in, sign_in, somebody, words

pytestmark = [pytest.mark.exam("S13"), pytest.mark.django_db]
START = datetime(2026, 5, 1, 12, tzinfo=UTC)
MALLORY = "203.0.113.9"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def robin() -> Somebody:
    return somebody()


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of guesses: a small hash takes the place of the slow one, the limits stay what they are."""
    from lamplit.web.accounts.hashing import SettledArgon2

    monkeypatch.setattr(SettledArgon2, "memory_cost", 64)
    monkeypatch.setattr(SettledArgon2, "time_cost", 1)
    monkeypatch.setattr(SettledArgon2, "parallelism", 1)


def guess(name: str, number: int, place: str = MALLORY, **headers: str) -> Any:
    client = Client(REMOTE_ADDR=place)
    return client.post("/sign-in", {"login": name, "password": f"guess number {number:04}"}, headers=headers)


def must_wait(answer: Any) -> bool:
    return answer.status_code == 429 or "Wait a few minutes" in words(answer)


def guesses_until_wait(name: str, most: int = 100, **more: Any) -> int:
    return next((number for number in range(most) if must_wait(guess(name, number, **more))), most)


def test_the_eleventh_try_in_a_minute_waits(robin: Somebody, clock: time_machine.Traveller) -> None:
    assert guesses_until_wait(robin.name) == 10


def test_waiting_gets_longer_with_every_round_and_a_day_of_guessing_gets_nowhere(
    robin: Somebody, clock: time_machine.Traveller
) -> None:
    allowed = []
    for minute in range(60):
        clock.move_to(START + timedelta(minutes=minute, seconds=minute))
        allowed.append(guesses_until_wait(robin.name, most=12))
    assert allowed[0] == 10
    assert sum(allowed[:15]) <= 30
    assert sum(allowed) <= 130


def test_the_owner_gets_in_from_home_while_somebody_guesses_elsewhere(
    robin: Somebody, clock: time_machine.Traveller
) -> None:
    guesses_until_wait(robin.name)
    home = Client(REMOTE_ADDR="198.51.100.4")
    sign_in(home, robin)
    assert is_in(home)


def test_the_owner_gets_in_from_the_very_same_place_within_fifteen_minutes(
    robin: Somebody, clock: time_machine.Traveller
) -> None:
    for minute in range(20):
        clock.move_to(START + timedelta(minutes=minute))
        guesses_until_wait(robin.name, most=12)
    clock.shift(timedelta(minutes=15))
    client = Client(REMOTE_ADDR=MALLORY)
    sign_in(client, robin)
    assert is_in(client)


def test_a_right_password_is_not_counted_and_frees_nobody_elses_guesses(
    robin: Somebody, clock: time_machine.Traveller
) -> None:
    for _ in range(12):
        client = Client(REMOTE_ADDR=MALLORY)
        sign_in(client, robin)
        assert is_in(client)
    assert guesses_until_wait(robin.name) == 10


def test_guessing_one_account_from_many_places_is_slowed_too(robin: Somebody, clock: time_machine.Traveller) -> None:
    places = [f"198.51.100.{number}" for number in range(1, 100)]
    answers = [must_wait(guess(robin.name, number, place)) for number, place in enumerate(places)]
    assert answers.count(False) == 60


def test_guessing_many_accounts_from_one_place_is_slowed_too(robin: Somebody, clock: time_machine.Traveller) -> None:
    answers = [must_wait(guess(f"somebody.{number}", number)) for number in range(50)]
    assert answers.count(False) == 30


def test_a_forged_forwarding_header_changes_nothing(robin: Somebody, clock: time_machine.Traveller) -> None:
    forged = [guess(robin.name, each, **{"X-Forwarded-For": f"10.9.8.{each}"}) for each in range(11)]
    assert [must_wait(each) for each in forged] == [False] * 10 + [True]


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_one_known_proxy_only_its_own_word_counts(robin: Somebody, clock: time_machine.Traveller) -> None:
    forged = [guess(robin.name, each, **{"X-Forwarded-For": f"10.9.8.{each}, {MALLORY}"}) for each in range(11)]
    assert [must_wait(each) for each in forged] == [False] * 10 + [True]


def test_the_count_lies_in_the_database_so_a_restart_and_a_second_worker_know_it(
    robin: Somebody, clock: time_machine.Traveller
) -> None:
    guesses_until_wait(robin.name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM web_cache WHERE cache_key LIKE %s", ["%lamplit.sign-in%"])
        assert cursor.fetchone()[0] >= 3
        cursor.execute("SELECT cache_key FROM web_cache")
        assert not [key for (key,) in cursor.fetchall() if robin.name in key]


@pytest.mark.parametrize("backend", ["locmem.LocMemCache", "dummy.DummyCache"])
def test_a_cache_that_forgets_is_an_error_of_the_house(backend: str) -> None:
    with override_settings(CACHES={"default": {"BACKEND": f"django.core.cache.backends.{backend}"}}):
        assert "lamplit.E001" in {found.id for found in run_checks()}


def test_guessing_codes_after_the_password_is_slowed_too(robin: Somebody, clock: time_machine.Traveller) -> None:
    from tests.signing import add_code_app

    add_code_app(robin)
    client = Client()
    sign_in(client, robin)
    answers = [words(client.post("/sign-in/second-step", {"code": f"{each:06}"})) for each in range(8)]
    assert ["Wait a few minutes" in each for each in answers] == [False] * 5 + [True] * 3


def test_no_account_is_ever_shut_for_good(robin: Somebody, clock: time_machine.Traveller) -> None:
    for day in range(3):
        clock.move_to(START + timedelta(days=day))
        guesses_until_wait(robin.name, most=12)
    assert Person.objects.get(pk=robin.person.pk).is_active
