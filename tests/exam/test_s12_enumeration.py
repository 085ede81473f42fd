"""S12: nobody can learn from the sign-in pages whether a person is known here."""

import re
import statistics
import time
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lamplit.actions import accounts, clock
from tests.signing import add_code_app, somebody

pytestmark = [pytest.mark.exam("S12"), pytest.mark.django_db]
WRONG = "certainly not the right one"
CASES = ("known", "second step", "no password", "unknown")


@pytest.fixture
def names() -> dict[str, str]:
    known, second, keyless = somebody("wren.known"), somebody("wren.secon"), somebody("wren.nopas", password=None)
    add_code_app(second)
    return {"known": known.name, "second step": second.name, "no password": keyless.name, "unknown": "wren.unkno"}


def try_password(name: str, number: int = 1) -> tuple[Any, int]:
    client = Client(REMOTE_ADDR=f"10.0.{number // 250}.{number % 250}")
    with CaptureQueriesContext(connection) as queries:
        answer = client.post("/sign-in", {"login": name, "password": WRONG})
    return answer, len(queries)


def face(answer: Any, name: str) -> tuple[Any, ...]:
    """Return all that a visitor sees of an answer, what they typed themselves and one-time tokens left out."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(name, "NAME")
    cookies = {key: sorted(part for part, value in morsel.items() if value) for key, morsel in answer.cookies.items()}
    return answer.status_code, body, sorted(answer.headers), cookies


@pytest.mark.parametrize("case", CASES[:-1])
def test_a_wrong_password_looks_the_same_for_known_and_unknown_people(names: dict[str, str], case: str) -> None:
    known, known_queries = try_password(names[case], 1)
    unknown, unknown_queries = try_password(names["unknown"], 2)
    assert face(known, names[case]) == face(unknown, names["unknown"])
    assert known_queries == unknown_queries


@pytest.mark.parametrize("case", ["known", *(pytest.param(case, marks=pytest.mark.whole) for case in CASES[1:-1])])
def test_the_wait_after_many_tries_looks_the_same_too(names: dict[str, str], case: str) -> None:
    for name in (names[case], names["unknown"]):
        for _ in range(10):
            Client().post("/sign-in", {"login": name, "password": WRONG})
    assert face(Client().post("/sign-in", {"login": names[case], "password": WRONG}), names[case]) == face(
        Client().post("/sign-in", {"login": names["unknown"], "password": WRONG}), names["unknown"]
    )


def test_the_page_for_people_who_cannot_get_in_asks_for_no_name() -> None:
    answer = Client().get("/sign-in/forgot")
    assert answer.status_code == 200
    assert b"<input" not in answer.content


def test_a_dead_link_and_a_made_up_one_look_the_same() -> None:
    robin = somebody()
    used = accounts.make_link(robin.person.pk, "device", clock.now())
    Client().post(f"/enter/{used}")
    invented = "x" * len(used)
    assert face(Client().get(f"/enter/{used}"), used) == face(Client().get(f"/enter/{invented}"), invented)


def test_the_passkey_question_is_the_same_for_everybody(names: dict[str, str]) -> None:
    asked = [Client().get("/sign-in/passkey", headers={"Accept": "application/json"}).json() for _ in range(2)]
    for each in asked:
        options = each["request_options"]["publicKey"]
        assert not options.get("allowCredentials")
        options.pop("challenge")
    assert asked[0] == asked[1]


@pytest.mark.whole
def test_a_wrong_password_takes_as_long_for_known_and_unknown_people(names: dict[str, str]) -> None:
    took: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(200):
        for case in took if number % 2 else reversed(took):
            cache.clear()  # or the limits would answer in the password's place
            client = Client()
            began = time.perf_counter()
            client.post("/sign-in", {"login": names[case], "password": WRONG})
            took[case].append(time.perf_counter() - began)
    known, unknown = (statistics.median(times) for times in took.values())
    assert abs(known - unknown) / max(known, unknown) < 0.10
    assert min(took["known"]) < max(took["unknown"])
    assert min(took["unknown"]) < max(took["known"])
