"""Hide, in a real browser: gone at once, and Back shows nothing of ours."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.test_slow_phones_and_keyboards import allowed


def leave_by_button(page: Page) -> None:
    page.get_by_role("button", name="Hide").click()


def leave_by_shift(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [leave_by_button, leave_by_shift], ids=["button", "Shift three times"])
def test_hide_shows_a_plain_page_within_a_blink_and_ends_the_session(
    person: Callable[..., Page], leave: Callable[[Page], None]
) -> None:
    page = person("subject")
    page.goto("/")
    home = page.url
    began = time.monotonic()

    leave(page)
    page.wait_for_url("**/away", wait_until="domcontentloaded")

    assert time.monotonic() - began < allowed(0.8)  # 300 ms and Playwright's own round trips
    assert page.title() == "Notes"
    page.wait_for_timeout(500)  # the session ends behind the plain page's back
    page.goto(home)
    expect(page).to_have_url(re.compile("/sign-in"))


def test_back_after_hide_never_shows_the_page_that_was_left(person: Callable[..., Page]) -> None:
    page = person("subject")
    page.goto("/")
    page.goto(f"{page.url}diary")
    secret = page.get_by_role("heading", level=1).inner_text()
    leave_by_button(page)
    page.wait_for_url("**/away")

    for _ in range(5):
        page.go_back(wait_until="domcontentloaded")
        page.wait_for_timeout(150)
        assert secret not in page.inner_text("body")


def test_writing_in_capitals_hides_nothing(person: Callable[..., Page]) -> None:
    page = person("subject")
    page.goto("/")
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    page.wait_for_timeout(200)

    assert "/away" not in page.url


def test_hide_works_without_javascript(person: Callable[..., Page]) -> None:
    page = person("subject", java_script_enabled=False)
    page.goto("/")
    leave_by_button(page)

    expect(page).to_have_title("Notes")


def test_a_device_that_chose_a_plain_name_shows_it_in_the_window(page: Page) -> None:
    page.goto("/now")
    page.evaluate("localStorage.setItem('plain', 'on')")
    page.reload()

    expect(page).to_have_title("Notes")
    assert "plain" in (page.locator("link[rel=icon]").get_attribute("href") or "")
