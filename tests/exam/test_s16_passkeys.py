"""S16: passkeys in a real browser and a real server; only the right answer from the right place lets anybody in."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page

from tests.conftest import _folder
from tests.house import House, open_house

pytestmark = pytest.mark.exam("S16")
ANSWER = """async (options) => {
  const plain = (text) => atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = (text) => Uint8Array.from(plain(text), (sign) => sign.charCodeAt(0));
  const words = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: [] };
  const found = await navigator.credentials.get({ publicKey });
  const response = {};
  for (const part of ["clientDataJSON", "authenticatorData", "signature", "userHandle"]) {
    response[part] = words(found.response[part]);
  }
  return { id: found.id, rawId: words(found.rawId), type: found.type, response, clientExtensionResults: {} };
}"""
SEND = """([text]) => {
  const form = document.querySelector('form[action="/sign-in"]');
  form.elements.credential.value = text;
  form.action = "/sign-in/passkey";
  form.submit();
}"""


class Blank(BaseHTTPRequestHandler):
    """Another site on the same machine: an empty page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def home() -> Iterator[House]:
    with _folder() as root:
        house = open_house(root)
        yield house
        house.stop()


@pytest.fixture
def elsewhere() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Blank)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


class Key:
    """A device's passkeys, as Chromium's virtual authenticator keeps them."""

    def __init__(self, page: Page) -> None:
        self.cdp: CDPSession = page.context.new_cdp_session(page)
        self.cdp.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
        verified = {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
        self.id = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options | verified})["authenticatorId"]

    def credentials(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.id})[
            "credentials"
        ]
        return found

    def take(self, credentials: list[dict[str, Any]]) -> None:
        for each in credentials:
            self.cdp.send("WebAuthn.addCredential", {"authenticatorId": self.id, "credential": each})


@pytest.fixture
def robin(home: House, open_page: Callable[..., Page]) -> tuple[Page, Key]:
    """Robin's phone with a passkey made in the settings, signed out again."""
    page = open_page(base_url=home.url)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    key = Key(page)
    home.refresh()
    page.goto(home.sign_in_link("carer"))
    page.goto("/account/passkeys/add")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/account/codes*")
    sign_out(page)
    assert complaints == []
    return page, key


def sign_out(page: Page) -> None:
    page.goto("/sign-out")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")


def is_in(page: Page) -> bool:
    page.goto("/account")
    return page.url.endswith("/account")


def question(page: Page) -> dict[str, Any]:
    answer = page.request.get("/sign-in/passkey", headers={"Accept": "application/json"})
    options: dict[str, Any] = answer.json()["request_options"]["publicKey"]
    return options


def send(page: Page, credential: dict[str, Any]) -> None:
    """Send an answer with this page's cookies, as its own form would."""
    page.goto("/sign-in")
    with page.expect_navigation():
        page.evaluate(SEND, [json.dumps(credential)])


def test_a_passkey_made_in_the_settings_signs_in_with_one_press(robin: tuple[Page, Key]) -> None:
    page, _ = robin
    page.goto("/sign-in?next=/account/ways-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda at: "/sign-in" not in at)
    page.get_by_text("A new passkey can sign in as you.").first.wait_for()
    page.get_by_role("button", name="That was me").click()
    page.wait_for_url("**/account/ways-in")
    page.get_by_role("link", name="Take away").first.wait_for()


def test_the_right_answer_from_the_right_place_works_and_only_once(robin: tuple[Page, Key]) -> None:
    page, _ = robin
    page.goto("/sign-in")
    answer = page.evaluate(ANSWER, question(page))
    send(page, answer)
    assert is_in(page)
    sign_out(page)
    send(page, answer)
    assert "did not work here" in page.content()
    assert not is_in(page)


def test_an_answer_to_an_older_question_is_refused(robin: tuple[Page, Key]) -> None:
    page, _ = robin
    page.goto("/sign-in")
    answer = page.evaluate(ANSWER, question(page))
    question(page)
    send(page, answer)
    assert not is_in(page)


def test_an_answer_given_on_another_site_is_refused(
    robin: tuple[Page, Key], elsewhere: str, open_page: Callable[..., Page]
) -> None:
    page, key = robin
    page.goto("/sign-in")
    trap = open_page()
    trap.goto(elsewhere)
    Key(trap).take(key.credentials())
    stolen = trap.evaluate(ANSWER, question(page))
    send(page, stolen)
    assert not is_in(page)
    send(page, page.evaluate(ANSWER, question(page)))
    assert is_in(page)


def test_an_answer_without_finger_face_or_pin_is_refused(robin: tuple[Page, Key]) -> None:
    page, _ = robin
    page.goto("/sign-in")
    careless = question(page) | {"userVerification": "discouraged"}
    robin[1].cdp.send("WebAuthn.setUserVerified", {"authenticatorId": robin[1].id, "isUserVerified": False})
    answer = page.evaluate(ANSWER, careless)
    send(page, answer)
    assert not is_in(page)


@pytest.mark.parametrize("part", ["signature", "authenticatorData", "clientDataJSON", "userHandle"])
def test_an_answer_with_one_sign_changed_is_refused(robin: tuple[Page, Key], part: str) -> None:
    page, _ = robin
    page.goto("/sign-in")
    answer = page.evaluate(ANSWER, question(page))
    text = answer["response"][part]
    answer["response"][part] = text[:6] + ("A" if text[6] != "A" else "B") + text[7:]
    send(page, answer)
    assert not is_in(page)


def test_the_last_way_in_cannot_be_taken_away(robin: tuple[Page, Key]) -> None:
    page, _ = robin
    page.goto("/sign-in")
    send(page, page.evaluate(ANSWER, question(page)))
    page.goto("/account/ways-in")
    while page.get_by_role("link", name="Take away").count() > 1:
        page.get_by_role("link", name="Take away").first.click()
        page.get_by_role("button", name="Take it away").click()
        page.wait_for_url("**/account/ways-in")
    page.get_by_role("link", name="Take away").click()
    page.get_by_text("This is your only way in").wait_for()
    assert page.get_by_role("button", name="Take it away").count() == 0
    assert page.request.post(page.url, form={}).status == 403
    page.goto("/account/ways-in")
    assert page.get_by_role("link", name="Take away").count() == 1


def test_a_form_that_waits_goes_on_after_the_passkey_was_shown_again(robin: tuple[Page, Key], home: House) -> None:
    page, _ = robin
    page.goto("/sign-in")
    send(page, page.evaluate(ANSWER, question(page)))
    page.goto("/account/check?next=/account/devices")
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(lambda at: "/check" not in at)
    assert page.url == f"{home.url}/account/devices"
