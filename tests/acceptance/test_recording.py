"""A recording at a step of a practice, in a real browser whose microphone only beeps: made, heard, kept, let go of."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.test_practice import RUN, pick
from tests.acceptance.village import Village, settle
from tests.browser.screens import serious_problems
from tests.chromium import ARGS, find_chromium
from tests.conftest import PHONE
from tests.house import House

MADE_UP = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
STREAMS = """
window.asked = 0;
const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) => {
  window.asked += 1;
  if (window.refusing) throw new DOMException("no", "NotAllowedError");
  window.stream = await real(wanted);
  return window.stream;
};
"""


@pytest.fixture
def village(house: House) -> Village:
    """A house in which nobody has begun this practice, also when the test runs again."""
    return settle(house)


@pytest.fixture
def page(browser: Browser, village: Village) -> Iterator[Page]:
    """The phone of the young person, in a browser whose microphone only beeps."""
    running = browser.browser_type.launch(executable_path=find_chromium(), args=[*ARGS, *MADE_UP])
    context = running.new_context(**PHONE, base_url=village.house.url)
    context.set_default_timeout(30_000)
    context.add_init_script(STREAMS)
    context.add_cookies([{"name": "lamplit", "value": village["subject"].session, "url": village.house.url}])
    yield context.new_page()
    running.close()


def at_the_step(page: Page, place: str) -> None:
    page.goto(place + "practise/make-something")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.wait_for_url(RUN)
    while page.locator("#asked").inner_text() != "What have you got the energy for?":
        before = page.locator("#asked").inner_text()
        page.locator("form.step").get_by_role("button", name=re.compile("Go on|Skip")).last.click()
        expect(page.locator("#asked")).not_to_have_text(before)
    pick(page, "A playlist or lyrics")
    pick(page, "Go on")
    pick(page, "The sound of it")


def hears(page: Page, player: str) -> None:
    """Play what stands under a name until it sounds."""
    page.get_by_label(player).evaluate(
        "(each) => each.play().then(() => { window.heard = each.currentSrc; each.pause(); })"
    )
    page.wait_for_function("window.heard")


@pytest.mark.row("CT13")
def test_a_sound_is_recorded_after_a_tap_heard_made_again_kept_and_deleted(page: Page, village: Village) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    place = village["subject"].place
    at_the_step(page, place)
    said = page.locator("[data-say]")
    expect(said).to_contain_text("The microphone is off.")
    assert page.evaluate("window.asked") == 0

    page.evaluate("window.refusing = true")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(said).to_contain_text("The microphone stayed off.")
    expect(page.get_by_label("A recording, up to a minute")).to_be_visible()
    page.evaluate("window.refusing = false")

    page.get_by_role("button", name="Record", exact=True).click()
    expect(said).to_contain_text("60 seconds left")
    page.wait_for_timeout(1200)  # a little of it is recorded
    page.get_by_role("button", name="Stop recording").click()
    expect(said).to_contain_text("Listen to it")
    assert page.evaluate("window.stream.getTracks().every((each) => each.readyState === 'ended')")
    hears(page, "What you recorded just now")

    page.get_by_role("button", name="Leave it out").click()
    expect(page.get_by_label("What you recorded just now")).to_be_hidden()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("button", name="Stop recording")).to_be_visible()
    page.wait_for_timeout(1200)
    assert serious_problems(page) == []
    page.get_by_label("A few words, if you like").fill("Four slow beats.")
    pick(page, "Go on")  # while it still records: it is stopped first, and goes along

    page.goto(place + "diary?kind=recording")
    page.get_by_role("link", name="Four slow beats.").click()
    expect(page.get_by_role("heading", name="Four slow beats.")).to_be_visible()
    hears(page, "Four slow beats.")
    assert page.evaluate("window.heard").endswith("/sound")
    assert serious_problems(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Delete", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Four slow beats.")).to_be_visible()
    assert [each for each in complaints if "404" not in each] == []
