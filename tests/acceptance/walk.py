"""One person's walk through the pages: taps and typed characters are counted, and every step is looked at by axe."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from tests.acceptance.village import Villager

TAP_SECONDS = 1.2
CHARACTER_SECONDS = 0.28
BAD = {"serious", "critical"}
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

    def tap(self, what: Locator, *, leads_to: str | None = None) -> None:
        """Tap something; with `leads_to`, wait for the page whose address ends so, and look at it."""
        with self._waiting():
            what.click()
            if leads_to is not None:
                self.page.wait_for_url(leads_to)
        self.look()

    def type(self, text: str) -> None:
        """Type where the cursor stands."""
        self.page.keyboard.type(text)

    def look(self) -> None:
        """Let axe look at the page as it stands."""
        for finding in Axe().run(self.page).response["violations"]:
            if finding["impact"] in BAD:
                where = ", ".join(str(node["target"]) for node in finding["nodes"][:3])
                self.complaints.append(f"{self.page.url}: {finding['id']} at {where}")

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        start = time.monotonic()
        yield
        self.waited += time.monotonic() - start


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


def everything(page: Page, villager: Villager, word: str) -> dict[str, Any]:
    """Return the text of every page that could give something away to one person, by what it is."""
    seen: dict[str, Any] = {}
    for name in ("", "diary", "who-sees", "deleted", "drafts", "export", "export/record", "settings", "circle"):
        answer = page.goto(villager.place + name)
        seen[name or "home"] = page.content() if answer and answer.ok else ""
    earlier = page.goto(villager.place + "diary")
    assert earlier is not None
    while (link := page.get_by_role("link", name="Earlier")).count():
        link.click()
        seen["diary"] += page.content()
    page.goto(villager.place + "search")
    page.get_by_label("A word you remember").fill(word)
    page.get_by_role("button", name="Find", exact=True).click()
    page.wait_for_load_state()
    seen["search"] = page.locator("main").inner_html().replace(f'value="{word}"', "")
    return seen
