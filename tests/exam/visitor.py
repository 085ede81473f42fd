"""A browser without scripts in front of the real server: cookies, forms as the pages hold them, and no more."""

import http.client
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlencode

import orjson

from tests.house import House

FORM = "lamplit-form"  # the cookie whose value a form sends back


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the page as people read it, and where it leads."""

    status: int
    text: str
    location: str

    @property
    def data(self) -> Any:
        """The body of an answer that is JSON."""
        return orjson.loads(self.text)


@dataclass
class Visitor:
    """One person's browser; it follows no redirect by itself."""

    house: House
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path)

    def post(self, path: str, **fields: object) -> Answer:
        """Send a form; a field may hold several answers."""
        for page in ("/sign-in", "/account"):  # one for visitors, one for people who are signed in
            if FORM not in self.cookies:
                self.get(page)
        body = urlencode({"csrfmiddlewaretoken": self.cookies[FORM], **fields}, doseq=True)
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def enter(self, link: str) -> Answer:
        """Open a one-time sign-in link of this house, and the page it leads to."""
        answer = self.get(link.removeprefix(self.house.url))
        return self.get(answer.location or "/")

    def _ask(self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None) -> Answer:
        sent = {"Origin": self.house.url, "Accept": "text/html"} if body is not None else {}
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        status, said, raw = ask(self.house, method, path, body, sent | (headers or {}))
        self._keep(said.get_all("Set-Cookie") or [])
        return Answer(status, unescape(raw.decode("utf-8", "replace")), said.get("Location", ""))

    def _keep(self, cookies: list[str]) -> None:
        for cookie in cookies:
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name] = value


@dataclass
class Program:
    """A program with an API token, in one circle."""

    house: House
    circle: str
    token: str

    def ask(self, method: str, path: str, body: object = None) -> Answer:
        """Ask for something of the circle; `body` is sent as JSON."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        sent = orjson.dumps(body).decode() if body is not None else None
        status, said, raw = ask(self.house, method, f"/api/v1/circles/{self.circle}{path}", sent, headers)
        return Answer(status, raw.decode("utf-8", "replace"), said.get("Location", ""))


def ask(
    house: House, method: str, path: str, body: str | None, headers: dict[str, str]
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Ask the server once, on a connection of its own."""
    connection = http.client.HTTPConnection("localhost", house.port, timeout=60)
    try:
        connection.request(method, path, body.encode() if body is not None else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def program(house: House, person: str, circle: str) -> Program:
    """Return a program of one person (id or sign-in name) in one circle."""
    made = house.run("token", "create", "--person", person, "--circle", circle, "--json")
    return Program(house, circle, orjson.loads(made.stdout)["token"])
