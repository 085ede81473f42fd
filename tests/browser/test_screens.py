"""What is asked of every screen can fail: a page that is wrong is found, every time, and a slow phone stays slow."""

import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page

from tests.browser.screens import serious_problems, slow_phone

GOOD = "<html lang=en><title>One</title><main><h1>One</h1><button id=b>{}</button></main>"
BUSY = "() => { const from = performance.now(); for (let n = 0; n < 3e7; n++); return performance.now() - from; }"
ARRIVES_AFTER = 0.7


class _Slowly(BaseHTTPRequestHandler):
    """Answers at once, and sends its page, with a nameless button, a good while later."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Security-Policy", "script-src 'none'")
        self.end_headers()
        self.wfile.write(b"<!doctype html>")
        self.wfile.flush()
        time.sleep(ARRIVES_AFTER)
        self.wfile.write(GOOD.format("").encode())

    def log_message(self, *said: object) -> None:
        """Say nothing: the test says what it saw."""


@pytest.fixture
def slow_server() -> Iterator[str]:
    """The address of a server whose page is a while on its way."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Slowly) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_page_still_on_its_way_is_looked_at_when_it_is_there(
    open_page: Callable[..., Page], slow_server: str
) -> None:
    page = open_page()
    page.goto(slow_server, wait_until="commit")
    assert [each.split(":")[0] for each in serious_problems(page)] == ["button-name"]


def test_a_nameless_button_is_found_each_time_however_often_its_page_was_looked_at(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.set_content(GOOD.format("Send"))
    assert serious_problems(page) == []
    page.set_content(GOOD.format("Go 2"))
    assert serious_problems(page) == []
    for _ in range(2):
        page.set_content(GOOD.format(""))
        assert [each.split(":")[0] for each in serious_problems(page)] == ["button-name"]
    page.set_content(GOOD.format("Send").replace("lang=en", "lang=en style='color:#999;background:#aaa'"))
    assert [each.split(":")[0] for each in serious_problems(page)] == ["color-contrast"]


def test_a_slow_phone_is_slow_again_after_it_was_looked_at(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.set_content(GOOD.format("Send"))
    fast = min(page.evaluate(BUSY) for _ in range(3))
    with slow_phone(page, 8):
        before = min(page.evaluate(BUSY) for _ in range(2))
        serious_problems(page)
        after = min(page.evaluate(BUSY) for _ in range(2))
    assert min(before, after) > 2 * fast
