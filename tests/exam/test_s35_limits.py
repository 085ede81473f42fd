"""S35: what is too much gets a clear answer, and somebody else can still use the house meanwhile."""

import http.client
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from django.test import Client

from tests.cast import Cast
from tests.house import House

pytestmark = pytest.mark.exam("S35")
MEGABYTE = 1024 * 1024


def ask(
    house: House, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> tuple[int, str]:
    """Ask the real server and return status and page; a server that hangs up early still gets read."""
    connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=20)
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Host": house.url.split("/")[2]}
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.request(method, path, body, kind | (headers or {}))
    answer = connection.getresponse()
    text = answer.read().decode(errors="replace")
    connection.close()
    return answer.status, text


def test_a_body_over_two_megabytes_is_refused_with_a_plain_sentence(house: House) -> None:
    status, page = ask(house, "POST", "/sign-in", b"text=" + b"a" * (3 * MEGABYTE))

    assert status == 413
    assert "too long" in page
    assert "your words are still there" in page


@pytest.mark.whole
def test_a_journal_of_ten_megabytes_is_refused_and_the_house_goes_on(house: House) -> None:
    assert ask(house, "POST", "/sign-in", b"text=" + b"a" * (10 * MEGABYTE))[0] == 413
    assert ask(house, "GET", "/healthz")[0] == 200


def test_a_thousand_headers_do_no_harm(house: House) -> None:
    status, _ = ask(house, "GET", "/now", headers={f"X-Much-{place}": "a" for place in range(1000)})

    assert status in {200, 400, 431}
    assert ask(house, "GET", "/healthz")[0] == 200


@pytest.mark.django_db
def test_ten_thousand_fields_are_refused(cast: Cast) -> None:
    fields = {f"field{place}": "a" for place in range(10_000)}

    assert cast.carer.client.post(f"/c/{cast.circle}/new/journal", fields).status_code == 400


@pytest.mark.django_db
def test_text_over_its_limit_stays_on_the_page_and_the_sentence_says_by_how_much(cast: Cast) -> None:
    words = "So much to say. " * 2000

    answer = cast.carer.client.post(f"/c/{cast.circle}/new/journal", {"text": words, "when": "now"})

    assert answer.status_code in {200, 422}
    assert words.strip() in answer.content.decode()
    assert "20,000" in answer.content.decode() or "20000" in answer.content.decode()


def test_an_address_longer_than_any_of_ours_is_not_a_breakdown() -> None:
    assert Client(raise_request_exception=False).get("/" + "a" * 8000).status_code == 404


@pytest.mark.parametrize("slow", [10, pytest.param(60, marks=pytest.mark.whole)])
def test_slow_clients_do_not_keep_the_others_waiting(own_house: House, slow: int) -> None:
    with dawdling(own_house, slow):
        times = []
        for _ in range(40):
            began = time.perf_counter()
            assert ask(own_house, "GET", "/now")[0] == 200
            times.append(time.perf_counter() - began)

    assert statistics.quantiles(times, n=20)[-1] < 1.0


@contextmanager
def dawdling(house: House, many: int) -> Iterator[None]:
    """Hold `many` connections that have begun a request and do not finish it."""
    open_ones = []
    for place in range(many):
        connection = socket.create_connection(("127.0.0.1", house.port), timeout=5)
        half = (
            b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nCookie: lamplit-form=" + b"a" * 32 + b"\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nslow"
            if place % 2
            else b"GET /now HT"
        )
        connection.sendall(half)
        open_ones.append(connection)
    time.sleep(0.2)
    yield
    for connection in open_ones:
        connection.close()
