"""Help me now, as somebody in a bad minute meets it: one tap, big targets, no connection needed, nothing sent."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lamplit.actions.practice_shelves import NAMES
from tests.browser.screens import is_too_wide, low_controls, serious_problems
from tests.house import House

HELP = (
    "/now",
    "/now#ride",
    "/now#breathe",
    "/now#after",
    "/now#someone",
    "/now#plan",
    "/now#talk",
    "/find-help",
    "/worried",
    "/seek-help",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", HELP)
def test_a_help_page_can_be_used_by_everybody(
    open_page: Callable[..., Page], house: House, path: str, scheme: str
) -> None:
    page = open_page(base_url=house.url, color_scheme=scheme)
    page.goto(path)

    assert serious_problems(page) == []
    assert low_controls(page, 64) == []
    assert not is_too_wide(page)


def test_letters_twice_the_size_still_fit(open_page: Callable[..., Page], house: House) -> None:
    page = open_page(base_url=house.url)
    for path in HELP:
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not is_too_wide(page), path


def test_one_tap_starts_five_minutes_and_each_minute_asks_once(page: Page) -> None:
    page.clock.install()
    page.goto("/now")

    page.get_by_role("link", name="Ride it out · 5 minutes").click()
    expect(page.get_by_text("About 5 minutes left")).to_be_visible()
    expect(page.get_by_role("button", name="Still here")).to_be_hidden()

    page.clock.fast_forward(61_000)
    page.clock.run_for(600)
    expect(page.get_by_text("About 4 minutes left")).to_be_visible()
    page.get_by_role("button", name="Still here").click()
    expect(page.get_by_text("It can take a while.")).to_be_visible()


def test_after_five_minutes_it_can_go_on_end_or_not_have_helped(page: Page) -> None:
    page.clock.install()
    page.goto("/now#ride")
    page.clock.fast_forward(301_000)
    page.clock.run_for(600)

    page.get_by_role("button", name="Five more minutes").click()
    expect(page.get_by_text("About 5 minutes left")).to_be_visible()

    page.get_by_role("link", name="help this time").locator("visible=true").click()
    expect(page.get_by_role("heading", name="Still strong. That happens.")).to_be_visible()
    expect(page.get_by_role("link", name="Talk to someone now").locator("visible=true")).to_be_visible()


def test_nothing_that_is_tapped_is_sent_anywhere(page: Page) -> None:
    page.goto("/now")
    expect(page.get_by_text("Works offline")).to_be_visible()
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("response", lambda answer: None if answer.from_service_worker else asked.append(answer.url))

    page.get_by_role("link", name="Ride it out").first.click()
    page.get_by_role("link", name="help this time").locator("visible=true").click()
    page.get_by_role("link", name="Breathe slowly").locator("visible=true").click()
    page.get_by_role("button", name="Start the circle").click()
    page.get_by_role("button", name="Stop the circle").click()

    assert asked == []


def test_help_opens_with_no_connection_once_it_was_seen(page: Page) -> None:
    page.goto("/now")
    expect(page.get_by_text("Works offline")).to_be_visible()
    page.context.set_offline(True)

    for path, heading in (
        ("/now", "here. Good."),
        ("/find-help", "People you can talk to"),
        ("/worried", "Worried"),
        ("/seek-help", "Is it time"),
    ):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    page.goto("/find-help?country=IE")
    expect(page.get_by_role("heading", level=1)).to_contain_text("People you can talk to")
    page.goto("/sign-in")
    expect(page.get_by_role("heading", level=1)).to_contain_text("offline")


def test_what_is_kept_for_offline_holds_no_page_of_anybodys_own(person: Callable[..., Page]) -> None:
    page = person("subject")
    page.goto("/now")
    page.evaluate("navigator.serviceWorker.ready")
    kept = page.evaluate(
        "async () => { const names = await caches.keys(); const found = [];"
        " for (const name of names) for (const each of await (await caches.open(name)).keys())"
        " found.push(new URL(each.url).pathname); return found; }"
    )

    shelves = {f"/practise/{name}" for name in NAMES}  # the same for everybody of an age; kept when there is time
    assert {path for path in kept if not path.startswith("/static/")} - shelves == {
        "/now",
        "/find-help",
        "/worried",
        "/seek-help",
        "/offline",
        "/away",
        "/add",
        "/practise",
    }


def test_every_word_of_the_kit_is_there_without_javascript(open_page: Callable[..., Page], house: House) -> None:
    page = open_page(base_url=house.url, java_script_enabled=False)
    page.goto("/now")

    page.get_by_role("link", name="Ride it out").first.click()
    expect(page.get_by_text("Put both feet on the floor.")).to_be_visible()
    expect(page.get_by_role("heading", name="here. Good.")).to_be_hidden()
    page.get_by_role("link", name="Stop here").click()
    page.get_by_role("link", name="Breathe slowly").locator("visible=true").click()
    expect(page.get_by_text("Breathe in and count to 4.")).to_be_visible()


def test_the_circle_stands_still_for_somebody_who_asked_for_no_motion(
    open_page: Callable[..., Page], house: House
) -> None:
    page = open_page(base_url=house.url, reduced_motion="reduce")
    page.goto("/now#breathe")
    page.get_by_role("button", name="Start the circle").click()

    expect(page.get_by_text("Breathe in", exact=True)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.breath-circle')).animationName") == "none"


def test_the_keyboard_reaches_the_timer_and_hears_where_it_is(page: Page) -> None:
    page.goto("/now")
    page.get_by_role("link", name="Ride it out").first.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Ride it out")).to_be_focused()
