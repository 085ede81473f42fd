"""A house below a path of somebody's own name, behind their proxy with HTTPS: everything finds its way."""

import json
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.acceptance.moving_in import PASSWORD, fill_in, printed_link
from tests.acceptance.offline import badge, been_here, nothing_waits, saved
from tests.chromium import ARGS, find_chromium
from tests.conftest import PHONE
from tests.house import House
from tests.proxy import Certificate, Proxy

NAME, BELOW = "lamplit.home", "/family"
ADDRESSES = """() => [...document.querySelectorAll("[href], [src], [action]")]
  .map((each) => each.href ?? each.src ?? each.action).filter((each) => typeof each === "string")"""
SCOPE = "async () => (await navigator.serviceWorker.ready).scope"


@dataclass
class Behind:
    """The house behind its proxy, and a browser that trusts the proxy's certificate."""

    house: House
    url: str
    context: BrowserContext
    certificate: Certificate

    def page(self) -> Page:
        """Return a fresh page with the cookies of this phone."""
        page = self.context.new_page()
        page.set_default_timeout(10_000)
        return page

    def ask(self, path: str, port: int, **headers: str) -> tuple[int, str, str]:
        """Ask through a proxy without a browser; returns status, text and the address that answered."""
        asked = Request(f"https://127.0.0.1:{port}{path}", headers={"Host": NAME, **headers})
        trusting = ssl.create_default_context(cafile=str(self.certificate.file))
        with urlopen(asked, timeout=20, context=trusting) as answer:
            return answer.status, answer.read().decode(), answer.url


@pytest.fixture
def behind(closed_house: House, browser: Browser, tmp_path: Path) -> Iterator[Behind]:
    """A house without people at https://lamplit.home:PORT/family, whose proxy takes the path off."""
    certificate = Certificate(tmp_path, NAME)
    with Proxy(certificate, closed_house.port, strip=BELOW) as proxy:
        url = f"https://{NAME}:{proxy.port}{BELOW}"
        closed_house.settings = {
            "LAMPLIT_ADDRESS": url, "LAMPLIT_PROXIES": "127.0.0.1", "LAMPLIT_INSECURE_HTTP": "no"
        }  # fmt: skip
        closed_house.start()
        args = [
            *ARGS,
            f"--host-resolver-rules=MAP {NAME} 127.0.0.1",
            f"--ignore-certificate-errors-spki-list={certificate.pin}",
        ]
        running = browser.browser_type.launch(executable_path=find_chromium(), args=args)
        yield Behind(closed_house, url, running.new_context(**PHONE), certificate)
        running.close()


def move_in(behind: Behind, page: Page) -> str:
    """Follow the printed link and make the first account and circle; returns the address of the first page."""
    page.goto(printed_link(behind.house))
    fill_in(page, "password")
    page.wait_for_url(f"{behind.url}/c/*/")
    return page.url


def strays(page: Page, behind: Behind) -> list[str]:
    """Return what on this page leads to this host but not below the path."""
    host = behind.url.removesuffix(BELOW)
    return [
        each for each in page.evaluate(ADDRESSES) if each.startswith(host) and not each.startswith(f"{behind.url}/")
    ]


def test_a_house_below_a_path_finds_every_way(behind: Behind) -> None:
    page = behind.page()
    assert printed_link(behind.house).startswith(f"{behind.url}/setup/")
    home = move_in(behind, page)
    for path in ("", "diary", "new/moment", "circle", "settings"):
        page.goto(home + path)
        assert strays(page, behind) == [], page.url
    for path in ("/now", "/find-help", "/worried", "/offline", "/add", "/account"):
        assert page.goto(behind.url + path), path
        assert strays(page, behind) == [], page.url

    they_sign_in_and_hide(behind, home)
    it_can_be_put_on_a_phone(behind, page, home)
    cookies = {each["name"]: (each["path"], each["secure"]) for each in behind.context.cookies()}
    assert cookies["__Host-lamplit-family"] == ("/", True)
    programs_arrive_through_either_kind_of_proxy(behind, home.split("/c/")[1].strip("/"))


def they_sign_in_and_hide(behind: Behind, home: str) -> None:
    """Somebody who is signed out is asked to sign in, comes back to where they were, and hides."""
    page = behind.page()
    page.goto(home)
    page.get_by_role("button", name="Hide").first.click()
    page.wait_for_url(f"{behind.url}/away")
    for _ in range(20):  # the plain page stands at once; the session ends when the server hears of it
        page.goto(f"{home}diary")
        if page.url != f"{home}diary":
            break
    assert page.url.startswith(f"{behind.url}/sign-in?next=")
    page.locator("input[name=login]").fill("robin.vale")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile(f"{re.escape(behind.url)}/(c/|account|second)"))


def it_can_be_put_on_a_phone(behind: Behind, page: Page, home: str) -> None:
    """The kept pages lie below the path; a moment written without a connection waits and is sent there."""
    told = page.evaluate("async (address) => (await fetch(address)).json()", f"{BELOW}/manifest.webmanifest")
    assert {told["scope"], told["start_url"], told["id"]} == {f"{BELOW}/"}
    assert all(each["url"].startswith(f"{BELOW}/") for each in told["shortcuts"])
    been_here(page, home)
    assert page.evaluate(SCOPE) == f"{behind.url}/"
    behind.context.set_offline(True)
    page.goto(f"{behind.url}/now")
    expect(page.get_by_role("heading").first).to_be_visible()
    page.goto(f"{home}new/moment?tone=hard")
    page.get_by_label("Shouting", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page)
    badge(page, "1 waiting")
    behind.context.set_offline(False)
    page.goto(home)
    nothing_waits(page)


def programs_arrive_through_either_kind_of_proxy(behind: Behind, circle: str) -> None:
    """One proxy takes the path off, another leaves it on; the description of the API says where it lies."""
    made = behind.house.run("token", "create", "--person", "robin.vale", "--circle", circle).stdout.strip()
    with Proxy(behind.certificate, behind.house.port) as whole:
        for port in (whole.port, int(behind.url.split(":")[2].split("/")[0])):
            status, text, _ = behind.ask(f"{BELOW}/api/v1/openapi.json", port)
            assert (status, json.loads(text)["servers"]) == (200, [{"url": BELOW}])
            listed = behind.ask(f"{BELOW}/api/v1/circles/{circle}/entries", port, Authorization=f"Bearer {made}")
            assert listed[0] == 200
        assert behind.ask(BELOW, whole.port)[2].endswith(f"{BELOW}/")
        assert behind.ask(f"{BELOW}/healthz", whole.port)[1] == "ok"
