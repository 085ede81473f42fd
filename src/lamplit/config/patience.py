"""Waits for what a visitor sends before anybody works on it, so that a slow line keeps nobody else waiting."""

import io
import threading
from collections.abc import Callable, Iterable
from typing import Any

# More would hurt: one interpreter works on one thing at a time; the second answers while a password is checked.
WORKING = 2
MOST_HELD = 192 * 1024 * 1024  # bytes, of everybody together
_PIECE = 64 * 1024
_BUSY = b"Lamplit is busy with what others send. Your words are one step back. Try again in a minute."

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


class TooMuchError(Exception):
    """Everybody together has sent more than can be held at once."""


class Patience:
    """Lets at most `WORKING` requests be worked on, each only once all that was sent with it is here.

    `most_bytes` says how much may be sent to an address with a method. What says it is longer is not read at all: the
    application refuses it by what it says.
    """

    def __init__(self, application: Application, most_bytes: Callable[[str, str], int]) -> None:
        """Stand in front of `application`."""
        self._application = application
        self._most_bytes = most_bytes
        self._turns = threading.BoundedSemaphore(WORKING)
        self._count = threading.Lock()
        self._held = 0

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request."""
        said = environ.get("CONTENT_LENGTH") or "0"
        length = int(said) if said.isascii() and said.isdigit() else 0
        if not 0 < length <= self._most_bytes(environ["REQUEST_METHOD"], environ["PATH_INFO"]):
            return self._work(environ, start)
        body = bytearray()
        try:
            self._wait_for(environ["wsgi.input"], length, body)
            if len(body) < length:
                start("400 Bad Request", [("Content-Type", "text/plain")])  # the visitor hung up; nobody reads this
                return []
            environ["wsgi.input"] = io.BytesIO(body)
            return self._work(environ, start)
        except TooMuchError:
            start("503 Service Unavailable", [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "60")])
            return [_BUSY]
        finally:
            self._hold(-len(body))

    def _work(self, environ: Environ, start: Start) -> Iterable[bytes]:
        with self._turns:
            return self._application(environ, start)

    def _wait_for(self, sent: Any, length: int, body: bytearray) -> None:
        """Read all of a body into `body`; less when the visitor hung up. Raises TooMuchError."""
        while len(body) < length and (piece := sent.read(min(_PIECE, length - len(body)))):
            self._hold(len(piece))
            body += piece

    def _hold(self, more: int) -> None:
        with self._count:
            if more > 0 and self._held + more > MOST_HELD:
                raise TooMuchError
            self._held += more
