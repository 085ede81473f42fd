"""S26: Hide leaves nothing behind: a plain page at once, the session ended, nothing to find by Back or a new tab."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.acceptance.village import Village, settle
from tests.house import House

pytestmark = pytest.mark.exam("S26")
SECRET = "velvet armadillo"
SLACK_SECONDS = 0.8  # 300 ms for the page, the rest for Playwright's own round trips on a busy machine


def by_button(page: Page) -> None:
    page.get_by_role("button", name="Hide").click()


def by_shift(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.fixture(scope="module")
def village(house: House) -> Village:
    return settle(house)


@pytest.fixture
def diary(open_page: Callable[..., Page], village: Village) -> Page:
    """The child's phone, with one page written and read, and the diary open."""
    wren = village.just_signed_in("subject")
    page = open_page(base_url=village.house.url)
    page.context.add_cookies([{"name": "lamplit", "value": wren.session, "url": village.house.url}])
    page.goto(wren.place + "new/journal")
    page.get_by_label("Write here").fill(f"The {SECRET} sleeps.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/e/**")
    page.goto(wren.place)
    page.goto(wren.place + "diary")
    assert SECRET in page.content()
    return page


@pytest.mark.parametrize("leave", [by_button, by_shift], ids=["button", "Shift three times"])
def test_after_hide_nothing_of_ours_comes_back(diary: Page, leave: Callable[[Page], None]) -> None:
    address, context, seen = diary.url, diary.context, diary.screenshot()
    began = time.monotonic()

    leave(diary)
    diary.wait_for_url("**/away", wait_until="domcontentloaded")

    assert time.monotonic() - began < SLACK_SECONDS
    assert diary.title() == "Notes"
    diary.wait_for_timeout(500)  # the session ends behind the plain page's back
    for _ in range(5):
        diary.go_back(wait_until="domcontentloaded")
        diary.wait_for_timeout(150)
        assert SECRET not in diary.content()
        assert diary.title() in {"Notes", "Lamplit", ""}
    assert SECRET not in diary.inner_text("body")
    assert diary.screenshot() != seen
    again = context.new_page()
    again.goto(address)
    assert SECRET not in again.content()
    assert "/sign-in" in again.url
    assert context.request.get(address, max_redirects=0).status == 302


def test_the_plain_page_takes_the_place_of_the_one_that_was_left(diary: Page) -> None:
    before = diary.evaluate("history.length")

    by_button(diary)
    diary.wait_for_url("**/away")

    assert diary.evaluate("history.length") == before
    kept = diary.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    assert kept == [] or set(kept) <= {"theme", "night", "plain"}
