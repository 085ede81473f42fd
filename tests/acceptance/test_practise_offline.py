"""A practice without a connection: opened cold on a slow phone, played to its end, sent once; it names nobody."""

import json
import re
from collections.abc import Callable
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.offline import RAW, been_here, nothing_waits, until, waiting
from tests.acceptance.test_slow_phones_and_keyboards import allowed
from tests.acceptance.village import Village
from tests.acceptance.walk import ask, listing
from tests.browser.screens import is_too_wide, low_controls, serious_problems, slow_phone

SLUG = "breathe-your-way"
CANARY = "canaryjawline"
COLD_SECONDS = 2.0
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    for (const each of await store.keys()) {
      found.push([new URL(each.url).pathname, await (await store.match(each)).text()]);
    }
  }
  return found;
}"""
SHELF = "caches.match('/practise/young-13-17').then((found) => Boolean(found))"


def heading(page: Page) -> str:
    return page.locator("h1:visible").inner_text()


def to_the_end(page: Page) -> list[str]:
    """Answer every step with what is offered first, and words where words are asked; returns the headings."""
    seen = []
    for _ in range(30):
        if page.locator("[data-part=ended]").is_visible():
            return seen
        seen.append(heading(page))
        step = page.locator("form.step")
        if step.locator("textarea").count():
            step.locator("textarea").fill(f"My jaw let go. {CANARY}")
        first = step.locator(".picks button, .numbers button")
        (first.first if first.count() else step.get_by_role("button", name="Go on", exact=True)).press("Enter")
        expect(page.locator("h1:visible")).not_to_have_text(seen[-1])
    raise AssertionError("still going")


@pytest.mark.journey(9)
@pytest.mark.row("IC06")
def test_a_practice_is_opened_cold_without_a_connection_done_and_sent_once(
    village: Village, phone: Callable[..., Page]
) -> None:
    wren, sam = village["subject"], village["therapist"]
    first = phone(wren)
    been_here(first, wren.place)
    until(first, SHELF)
    before = set(listing(village.house.url, wren).ids)
    context = first.context
    first.close()
    context.set_offline(True)

    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    with slow_phone(page):
        page.goto(f"{wren.place}practise/{SLUG}")
        page.get_by_role("button", name="Begin", exact=True).wait_for()
        took = page.evaluate("performance.now()") / 1000
    assert took <= allowed(COLD_SECONDS)
    assert heading(page) == "Long out-breath"
    assert (serious_problems(page), is_too_wide(page)) == ([], False)

    page.get_by_role("button", name="Begin", exact=True).press("Enter")
    expect(page.locator("h1:visible")).to_be_focused()
    page.get_by_role("button", name="Go on", exact=True).click()
    opened = heading(page)
    page.get_by_role("button", name="Back", exact=True).click()
    page.get_by_role("button", name="Go on", exact=True).click()
    assert heading(page) == opened, "back and on again leads to the same place"
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator("form.step.ground")).to_be_visible()
    assert page.get_by_role("link", name="Help me now").first.is_visible()
    page.get_by_role("button", name="Back", exact=True).click()
    assert heading(page) == opened
    page.get_by_role("button", name="Go on", exact=True).click()
    page.locator(".picks button").first.click()
    expect(page.locator(".pacer-word")).to_have_text("In")
    assert (serious_problems(page), low_controls(page, 44), is_too_wide(page)) == ([], [], False)
    seen = to_the_end(page)
    assert "How does that feel?" in seen
    expect(page.locator("[data-ended-words]")).to_contain_text("Saved on this phone.")
    assert len(waiting(page)) == 1
    assert CANARY not in page.evaluate(RAW) + json.dumps(page.evaluate(KEPT))
    assert complaints == []

    context.set_offline(False)
    page.goto(wren.place)
    nothing_waits(page)
    (entry,) = set(listing(village.house.url, wren).ids) - before
    status, found = ask(village.house.url, wren, f"/entries/{entry}")
    assert status == 200
    assert "practice_run" in found
    assert CANARY in found
    assert ask(village.house.url, sam, f"/entries/{entry}")[0] == 404


@pytest.mark.journey(9)
def test_what_a_phone_keeps_names_nobody_and_goes_with_whoever_comes_next(
    village: Village, phone: Callable[..., Page]
) -> None:
    wren, robin = village["subject"], village["carer"]
    page = phone(wren)
    been_here(page, wren.place)
    until(page, SHELF)
    page.context.set_offline(True)
    page.goto(f"{wren.place}practise/younger-me-card")
    expect(page.get_by_text("The one you came from needs a connection")).to_be_visible()
    page.get_by_role("link", name=re.compile("Long out-breath")).first.click()
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.locator("[data-kept]")).to_have_text("Kept on this phone, locked.")
    kept = page.evaluate(KEPT)
    assert {path for path, _ in kept if path.startswith("/practise")} == {"/practise", "/practise/young-13-17"}
    for path, text in kept:
        if path.startswith("/practise"):
            assert urlopen(village.house.url + path).read().decode() == text, "what anybody gets who is not signed in"

    page.context.set_offline(False)
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "lamplit", "value": robin.session, "url": village.house.url}])
    been_here(page, robin.place)
    until(page, "caches.match('/practise/carer-13-17').then((found) => Boolean(found))")
    assert "/practise/young-13-17" not in {path for path, _ in page.evaluate(KEPT)}
    page.context.set_offline(True)
    page.goto("/practise")
    expect(page.get_by_role("heading", name="Things to try")).to_be_visible()
    assert len(waiting(page)) == 1, "what the one before had begun waits for them, locked"
