"""What the offline journeys share: a phone that has been here once, and what lies on it."""

import time
from typing import Any

from playwright.sync_api import Page, expect

READY = """async () => {
  await navigator.serviceWorker.ready;
  for (let tries = 0; tries < 200; tries += 1) {
    if (navigator.serviceWorker.controller && (await lamplitOutbox.tickets()).length) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}"""
ITEMS = "async () => (await lamplitOutbox.items()).map(({ id, say }) => ({ id, say: say ?? '' }))"
RAW = """async () => JSON.stringify(await lamplitOutbox.items(), (key, value) => (
  value instanceof Uint8Array ? String.fromCharCode(...value) : value))"""


def been_here(page: Page, address: str) -> None:
    """Open a page with a connection, until this device may write without one."""
    page.goto(address)
    assert page.evaluate(READY), "this device never got ready"


def waiting(page: Page) -> list[dict[str, Any]]:
    """Return what waits on this phone: ids, and a sentence where one was said."""
    return list(page.evaluate(ITEMS))


def saved(page: Page) -> None:
    """Wait until the page says that it is saved."""
    expect(page.get_by_role("heading", name="Saved", exact=True)).to_be_visible()


def badge(page: Page, text: str) -> None:
    """Wait until the top of the page counts what waits."""
    expect(page.locator("[data-waiting]")).to_have_text(text)


def until(page: Page, holds: str, within: int = 15_000) -> None:
    """Wait until an expression holds; asked from outside, as the page itself may evaluate no text."""
    end = time.monotonic() + within / 1000
    while not page.evaluate(holds):
        assert time.monotonic() < end, f"never: {holds}"
        page.wait_for_timeout(50)


def nothing_waits(page: Page, within: int = 15_000) -> None:
    """Wait until all is sent."""
    until(page, "lamplitOutbox.items().then((all) => all.length === 0)", within)
    expect(page.locator("[data-waiting]")).to_be_hidden()
