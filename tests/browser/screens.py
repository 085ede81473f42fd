"""What browser tests share: asking axe about a page, and measuring what a finger meets."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_MEASURE = """(selector) => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility())
  .map((each) => ({ word: each.textContent.trim(), height: each.getBoundingClientRect().height }))"""


def serious_problems(page: Page) -> list[str]:
    """Return what axe calls serious or critical on this page, with the first place each occurs."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found if each["impact"] in {"serious", "critical"}
    ]


def low_controls(
    page: Page, least: int, selector: str = "a[href], button, select, summary, input:not([type=hidden])"
) -> list[Any]:
    """Return the visible controls lower than `least` pixels, the skip link aside."""
    seen = page.evaluate(_MEASURE, selector)
    return [each for each in seen if each["height"] < least - 0.5 and not each["word"].startswith("Skip")]


def is_too_wide(page: Page) -> bool:
    """Return True when the page has to be pushed sideways to be read."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
