"""S15: codes of an app and spare codes work once each, one step early or late; what is kept gives none of them away."""

import json
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import OperationalError, connection
from django.test import Client

from lamplit.actions import accounts
from lamplit.vault.failures import Damaged
from lamplit.web.accounts import spare_codes
from tests.signing import Somebody, add_code_app, is_in, sign_in, signed_in, somebody, words

pytestmark = [pytest.mark.exam("S15"), pytest.mark.django_db]
START = datetime(2026, 5, 1, 12, 0, 10, tzinfo=UTC)
STEP = timedelta(seconds=30)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def robin() -> Somebody:
    return somebody()


def second_step(who: Somebody, code: str) -> bool:
    client = Client()
    sign_in(client, who)
    client.post("/sign-in/second-step", {"code": code})
    return is_in(client)


@pytest.mark.parametrize(("steps", "works"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_may_be_one_step_early_or_late_and_no_more(
    robin: Somebody, clock: time_machine.Traveller, steps: int, works: bool
) -> None:
    seed = add_code_app(robin)
    assert second_step(robin, pyotp.TOTP(seed).at(START + steps * STEP)) is works


def test_a_code_works_once_for_as_long_as_it_would_be_good(robin: Somebody, clock: time_machine.Traveller) -> None:
    code = pyotp.TOTP(add_code_app(robin)).at(START + STEP)
    assert second_step(robin, code)
    for _ in range(4):
        assert not second_step(robin, code)
        clock.shift(timedelta(seconds=20))


def test_an_older_code_does_not_work_after_a_newer_one(robin: Somebody, clock: time_machine.Traveller) -> None:
    seed = add_code_app(robin)
    assert second_step(robin, pyotp.TOTP(seed).at(START))
    assert not second_step(robin, pyotp.TOTP(seed).at(START - STEP))
    assert second_step(robin, pyotp.TOTP(seed).at(START + STEP))


def test_the_code_that_sets_an_app_up_is_used_up_by_it(robin: Somebody, clock: time_machine.Traveller) -> None:
    client = signed_in(robin)
    seed = re.search(r'code-box">([A-Z2-7 ]+)<', client.get("/account/app").content.decode())
    assert seed is not None
    code = pyotp.TOTP(seed[1].replace(" ", "")).at(START)
    assert client.post("/account/app", {"code": code}).headers["Location"] == "/account/codes"
    assert not second_step(robin, code)
    clock.shift(STEP)
    assert second_step(robin, pyotp.TOTP(seed[1].replace(" ", "")).at(START + STEP))


def test_the_seed_is_sealed_while_and_after_an_app_is_set_up(robin: Somebody, clock: time_machine.Traveller) -> None:
    client = signed_in(robin)
    page = client.get("/account/app").content.decode()
    seed = re.search(r'code-box">([A-Z2-7 ]+)<', page)
    assert seed is not None
    bare = seed[1].replace(" ", "")
    assert bare not in json.dumps(dict(client.session.items()))
    client.post("/account/app", {"code": pyotp.TOTP(bare).at(START)})
    row = Authenticator.objects.get(user=robin.person, type=Authenticator.Type.TOTP)
    assert bare not in json.dumps(row.data)
    assert accounts.open_secret(robin.person.pk, row.data["secret"]) == bare


def test_a_seed_moved_to_another_person_opens_nothing(robin: Somebody) -> None:
    add_code_app(robin)
    other = somebody("sam.reed")
    row = Authenticator.objects.get(user=robin.person)
    with pytest.raises(Damaged):
        accounts.open_secret(other.person.pk, row.data["secret"])


@pytest.fixture
def codes(robin: Somebody) -> list[str]:
    add_code_app(robin)
    return spare_codes.make(robin.person)


def test_each_spare_code_works_once(robin: Somebody, codes: list[str]) -> None:
    assert len(set(codes)) == 10
    assert second_step(robin, codes[3])
    assert not second_step(robin, codes[3])
    assert second_step(robin, codes[4].upper().replace("-", " "))
    assert spare_codes.left(robin.person) == 8


def test_spare_codes_are_kept_as_argon2_hashes_only(robin: Somebody, codes: list[str]) -> None:
    row = Authenticator.objects.get(user=robin.person, type=Authenticator.Type.RECOVERY_CODES)
    kept = json.dumps(row.data)
    assert all(each.startswith("argon2$argon2id$") for each in row.data["hashes"].values())
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_spare_codes_are_shown_once_and_lie_in_no_session(robin: Somebody) -> None:
    add_code_app(robin)
    client = Client()
    sign_in(client, robin)
    client.post("/sign-in/second-step", {"code": pyotp.TOTP(seed_of(robin)).now()})
    shown = re.findall(
        r"<li>([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})</li>", client.post("/account/codes").content.decode()
    )
    assert len(shown) == 10
    assert shown[0] not in words(client.get("/account/codes"))
    assert shown[0] not in json.dumps(dict(client.session.items()))


def seed_of(who: Somebody) -> str:
    row = Authenticator.objects.get(user=who.person, type=Authenticator.Type.TOTP)
    return accounts.open_secret(who.person.pk, row.data["secret"])


def test_new_spare_codes_put_the_old_ones_out_of_use(robin: Somebody, codes: list[str]) -> None:
    spare_codes.make(robin.person)
    assert not second_step(robin, codes[0])


@pytest.mark.django_db(transaction=True)
def test_of_two_people_with_the_same_spare_code_at_once_one_gets_in(robin: Somebody, codes: list[str]) -> None:
    row = Authenticator.objects.get(user=robin.person, type=Authenticator.Type.RECOVERY_CODES)
    won: list[bool] = []

    def use() -> None:
        try:
            won.append(spare_codes.use(row, codes[0]))
        except OperationalError:  # the tests' database in memory refuses where one on disk would wait
            won.append(False)
        finally:
            connection.close()

    both = [threading.Thread(target=use) for _ in range(4)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(won) == [False, False, False, True]


def test_an_app_that_is_taken_away_lets_nobody_in_and_its_codes_go_too(robin: Somebody, codes: list[str]) -> None:
    row = Authenticator.objects.get(user=robin.person, type=Authenticator.Type.TOTP)
    client = Client()
    sign_in(client, robin)
    client.post("/sign-in/second-step", {"code": codes[0]})
    client.post(f"/account/ways-in/{row.pk}/remove", {"password": robin.password})
    assert not Authenticator.objects.filter(user=robin.person).exists()
    later = Client()
    sign_in(later, robin)
    assert is_in(later)
