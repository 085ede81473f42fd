"""Sends requests straight into a WSGI application and times them in turn; knows nothing of what answers."""

import io
import sys
import time
from collections.abc import Callable
from typing import Any

WINDOWS, PER_WINDOW = 40, 12  # a busy neighbour spares some of forty
MILLI = 1000.0


class Client:
    """Sends requests straight into the WSGI application, as a server on this machine would."""

    def __init__(self, app: Callable[..., Any]) -> None:
        """Ask `app`."""
        self.app, self.cookie = app, ""

    def ask(self, method: str, path: str, *, token: str = "", body: bytes = b"") -> tuple[int, bytes, dict[str, str]]:
        """Return status, body and headers of one request."""
        where, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": where, "QUERY_STRING": query, "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000", "HTTP_HOST": "localhost:8000", "REMOTE_ADDR": "127.0.0.1", "SCRIPT_NAME": "",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/json", "HTTP_COOKIE": self.cookie,
            "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http", "wsgi.version": (1, 0),
            "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip
        if token:
            environ["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        said: dict[str, Any] = {}
        answer = self.app(environ, lambda status, headers, _info=None: said.update(status=status, headers=headers))
        content = b"".join(answer)
        answer.close()
        headers = said["headers"]
        for name, value in headers:
            if name == "Set-Cookie":
                self.cookie = "; ".join(filter(None, [self.cookie, value.partition(";")[0]]))
        return int(str(said["status"])[:3]), content, dict(headers)


def cpu_ms(act: Callable[[], object], times: int = PER_WINDOW) -> float:
    """Return CPU milliseconds of one `act`, averaged over a window of so many."""
    start = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - start) / times * MILLI


def interleaved(acts: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return for each act its least CPU over windows taken in turn, so that a busy neighbour hits all alike."""
    best = dict.fromkeys(acts, float("inf"))
    for _ in range(WINDOWS):
        for name, act in acts.items():
            best[name] = min(best[name], cpu_ms(act))
    return best
