"""Nobody is worked on before all they sent is here, two at a time, and what is held is bounded."""

import io
import threading
from collections.abc import Iterable
from typing import Any

import pytest

from lamplit.config import patience
from lamplit.config.patience import Patience


def asked(body: Any, length: int | None = None, method: str = "POST") -> dict[str, Any]:
    size = len(body.getvalue()) if length is None else length
    return {"REQUEST_METHOD": method, "PATH_INFO": "/x", "CONTENT_LENGTH": str(size), "wsgi.input": body}


class Said:
    """What was answered: the application's own answer is the body it was handed."""

    def __init__(self, most: int = 1000) -> None:
        self.status = ""
        self.door = Patience(self.application, lambda method, path: most)

    def application(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.status = "200 OK"
        body: bytes = environ["wsgi.input"].read()
        return [body]

    def to(self, environ: dict[str, Any]) -> bytes:
        def start(status: str, headers: list[tuple[str, str]]) -> None:
            self.status = status

        return b"".join(self.door(environ, start))


def test_a_body_is_here_whole_before_the_work_begins() -> None:
    said = Said()
    assert said.to(asked(io.BytesIO(b"words" * 100))) == b"words" * 100
    assert said.door._held == 0


def test_a_visitor_who_hangs_up_is_not_worked_on() -> None:
    said = Said()
    assert said.to(asked(io.BytesIO(b"half a"), length=100)) == b""
    assert said.status.startswith("400")
    assert said.door._held == 0


def test_what_is_too_long_is_passed_on_unread() -> None:
    said, body = Said(most=10), io.BytesIO(b"x" * 11)
    assert said.to(asked(body)) == b"x" * 11  # by the application, which would have refused it
    assert Said().to(asked(io.BytesIO(b""), method="GET")) == b""


@pytest.mark.parametrize("length", ["", "-1", "ten", "٣"])
def test_a_length_that_is_none_counts_as_nothing(length: str) -> None:
    environ = asked(io.BytesIO(b"")) | {"CONTENT_LENGTH": length}
    assert Said().to(environ) == b""


def test_more_than_can_be_held_is_put_off_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "MOST_HELD", 50)
    said = Said()
    assert b"Try again in a minute" in said.to(asked(io.BytesIO(b"x" * 51)))
    assert said.status.startswith("503")
    assert said.door._held == 0
    assert said.to(asked(io.BytesIO(b"x" * 50))) == b"x" * 50


def test_one_who_sends_slowly_holds_no_turn() -> None:
    said, arriving = Said(), threading.Event()

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            arriving.wait(30)
            return super().read(size)

    slow = [threading.Thread(target=said.to, args=(asked(Slow(b"late")),)) for _ in range(5)]
    for each in slow:
        each.start()
    assert said.to(asked(io.BytesIO(b"quick"))) == b"quick"
    arriving.set()
    for each in slow:
        each.join(30)
    assert said.door._held == 0


def test_no_more_than_two_are_worked_on_at_once() -> None:
    inside, most, count = threading.Lock(), 0, 0
    meet = threading.Event()

    def application(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        nonlocal most, count
        with inside:
            count += 1
            most = max(most, count)
        meet.wait(0.05)
        with inside:
            count -= 1
        return [b""]

    door = Patience(application, lambda method, path: 10)
    many = [threading.Thread(target=door, args=(asked(io.BytesIO(b"x")), print)) for _ in range(8)]
    for each in many:
        each.start()
    for each in many:
        each.join(30)
    assert most == patience.WORKING
