"""One person's walk through the pages: taps and typed characters are counted, and every step is looked at by axe."""

import json
import re
from dataclasses import dataclass, field
from html import unescape
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from playwright.sync_api import Locator, Page

from tests.acceptance.village import Villager
from tests.browser.screens import serious_problems

TAP_SECONDS = 1.2
CHARACTER_SECONDS = 0.28
EARLIER = re.compile(r'rel="next" href="([^"]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
ENTRY = re.compile(r"/e/[0-9a-f-]{36}(\?.*)?$")
READABLE_AFTER_MS = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
COUNT = """
addEventListener("pointerdown", (event) => { if (event.isTrusted) countedTap(); }, true);
addEventListener("keydown", (event) => {
  if (!event.isTrusted || event.repeat) return;
  const typing = event.target.matches("textarea, input:not([type=radio], [type=checkbox])");
  if (typing && event.key.length === 1) countedCharacter();
  else if (event.key === "Enter" || event.key === " ") countedTap();
}, true);
"""


@dataclass
class Walk:
    """A page being used by a person, measured so: T = 1.2 s a tap + 0.28 s a character + waits."""

    page: Page
    taps: int = 0
    characters: int = 0
    waited: float = 0.0
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> "Walk":
        """Start counting on a page that has not been opened yet."""
        walk = cls(page)
        page.context.expose_function("countedTap", walk._tapped)
        page.context.expose_function("countedCharacter", walk._typed)
        page.context.add_init_script(COUNT)
        return walk

    def _tapped(self) -> None:
        self.taps += 1

    def _typed(self) -> None:
        self.characters += 1

    @property
    def seconds(self) -> float:
        """How long a person takes, by the formula."""
        return TAP_SECONDS * self.taps + CHARACTER_SECONDS * self.characters + self.waited

    def open(self, address: str) -> None:
        """Open a page and look at it; opening is where a walk starts, so it is not counted."""
        self.page.goto(address)
        self.look()

    def tap(self, what: Locator, *, leads_to: str | re.Pattern[str] | None = None) -> None:
        """Tap something, and look at what follows; `leads_to` is the address of the page that must follow.

        What the person waits is what the browser measured, from leaving one page to reading the next.
        """
        if leads_to is None:
            what.click()
        else:
            with self.page.expect_navigation(url=leads_to):  # a page may tidy its own address as soon as it stands
                what.click()
            self.waited += self.page.evaluate(READABLE_AFTER_MS) / 1000
        self.look()

    def type(self, text: str) -> None:
        """Type where the cursor stands."""
        self.page.keyboard.type(text)

    def look(self) -> None:
        """Let axe look at the page as it stands."""
        self.complaints += [f"{self.page.url}: {each}" for each in serious_problems(self.page)]


@dataclass(frozen=True)
class Listing:
    """What the API says a person may read: every id, in order, over all pages."""

    ids: tuple[str, ...]
    raw: str


def listing(url: str, villager: Villager) -> Listing:
    """Walk every page of the API's list as one person's program."""
    ids: list[str] = []
    raw, cursor = "", None
    while True:
        query = f"?before={cursor}" if cursor else ""
        answer = ask(url, villager, f"/entries{query}")
        raw += answer[1]
        page = json.loads(answer[1])
        ids += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            return Listing(tuple(ids), raw)


def ask(url: str, villager: Villager, path: str) -> tuple[int, str]:
    """Ask the API for something below a person's circle; returns the status and the text."""
    request = Request(f"{url}/api/v1/circles/{villager.circle}{path}")
    request.add_header("Authorization", f"Bearer {villager.token}")
    try:
        with urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


PLACES = (
    "",
    "diary",
    "who-sees",
    "deleted",
    "drafts",
    "export",
    "export/record",
    "export/record.csv",
    "settings",
    "circle",
)


def everything(page: Page, villager: Villager, word: str) -> dict[str, str]:
    """Return what the server sends one person on every page that could give something away, by the page's name.

    Asked with the cookies of `page`; a page that answers with anything but success counts as empty.
    """
    seen = {name or "home": _sent(page, villager.place + name) for name in PLACES}
    assert seen["diary"], f"{villager.key} has no diary, so this would prove nothing"
    latest = seen["diary"]
    while link := EARLIER.search(latest):
        latest = _sent(page, unescape(link[1]))
        seen["diary"] += latest
    token = TOKEN.search(_sent(page, villager.place + "search"))
    assert token is not None
    form = {"csrfmiddlewaretoken": token[1], "words": word}
    answer = page.request.post(villager.place + "search", form=form, headers={"Origin": _origin(page)})
    assert answer.ok
    seen["search"] = answer.text().replace(f'value="{word}"', "")
    return seen


def _sent(page: Page, address: str) -> str:
    answer = page.request.get(address)
    return answer.text() if answer.ok else ""


def _origin(page: Page) -> str:
    return page.request.get("/healthz").url.removesuffix("/healthz")


def row(page: Page) -> str:
    """Return the id of the entry whose page is open."""
    return page.url.split("/e/")[1][:36]
