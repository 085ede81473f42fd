"""Journey 3 and one's own things on /now: no sign-in, no network, one tap; nothing is sent, nothing else is kept."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page, expect

from tests.acceptance.test_slow_phones_and_keyboards import allowed, comes_round, tab_to
from tests.browser.screens import is_too_wide, low_controls, serious_problems, slow_phone
from tests.chromium import ARGS
from tests.conftest import PHONE
from tests.house import House
from tests.pictures import a_photo

COLD_S, WARM_S = 2.0, 1.0
REASON, MATE, NUMBER, SONG = "Biscuit, and the band in June", "Auntie Jo", "07700 900123", "Sunlit, in my blue list"
# All that the browser keeps for this address but the copies of help pages, without what differs each time.
KEPT_BY_THE_BROWSER = """async () => {
  const answer = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const opened = await answer(indexedDB.open("lamplit-kit"));
  const all = (name) => answer(opened.transaction(name).objectStore(name).getAll());
  const short = ({ id, at, picture, ...rest }) => picture ? { ...rest, picture: picture.split(",")[0] } : rest;
  const things = (await all("things")).sort((one, other) => one.at - other.at).map(short);
  const [local, session] = [localStorage, sessionStorage].map(Object.keys);
  return { things, settings: await all("settings"), local, session };
}"""
HOSTS_OWN = ("/now", "/static/", "/sw.js")


def set_up(page: Page) -> None:
    """Put a plan part, a person and two things of the box on this device, with a connection."""
    page.goto("/now#plan")
    page.get_by_text("Write or change my plan").click()
    part = page.get_by_label("Why I keep going")
    part.fill(REASON)
    part.locator("xpath=ancestor::form").get_by_role("button", name="Keep it here").click()
    expect(page.locator("[data-part='7']")).to_contain_text(REASON)
    page.goto("/now#someone")
    page.get_by_text("Put somebody here").click()
    page.get_by_label("What you call them").fill(MATE)
    page.get_by_label("Their phone number").fill(NUMBER)
    page.locator("[data-kit-person]").get_by_role("button", name="Keep it here").click()
    expect(page.get_by_role("link", name=f"Call {MATE}")).to_be_visible()
    page.goto("/now#box")
    page.get_by_text("Put something in").click()
    page.get_by_label("Words, or a song").fill(SONG)
    page.get_by_label("A picture", exact=True).set_input_files(
        {"name": "dog.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    )
    page.locator("[data-kit-thing]").get_by_role("button", name="Keep it here").click()
    expect(page.get_by_role("img", name="A picture from my box")).to_be_visible()


def leaves_the_device(context: BrowserContext) -> list[str]:
    """Return a list that grows with every request that got an answer from elsewhere than this device."""
    sent: list[str] = []
    context.on("response", lambda answer: None if answer.from_service_worker else sent.append(answer.url))
    return sent


@pytest.mark.journey(3)
def test_a_cold_phone_without_signal_or_sign_in_is_one_tap_from_the_timer(
    open_page: Callable[..., Page], house: House
) -> None:
    first = open_page(base_url=house.url)
    first.goto("/now")
    expect(first.get_by_text("Works offline")).to_be_visible()
    set_up(first)
    first.context.clear_cookies()
    first.context.set_offline(True)
    page = first.context.new_page()
    page.clock.install()
    sent = leaves_the_device(page.context)

    with slow_phone(page):
        began = time.monotonic()
        page.goto("/now", wait_until="domcontentloaded")
        expect(page.get_by_role("link", name="Ride it out").first).to_be_visible()
        assert time.monotonic() - began <= allowed(COLD_S)
    assert low_controls(page, 64) == []
    page.get_by_role("link", name="Ride it out · 5 minutes").click()
    expect(page.get_by_text("About 5 minutes left")).to_be_visible()
    page.clock.fast_forward(61_000)
    page.clock.run_for(600)
    page.get_by_role("button", name="Easing").click()
    page.clock.fast_forward(300_000)
    page.clock.run_for(600)
    expect(page.get_by_role("heading", name="What now?")).to_be_visible()
    page.get_by_role("link", name="It eased. Stop here").click()

    with slow_phone(page):
        began = time.monotonic()
        page.goto("/now", wait_until="domcontentloaded")
        expect(page.get_by_role("link", name="Ride it out").first).to_be_visible()
        assert time.monotonic() - began <= allowed(WARM_S)
    assert sent == []
    for link in page.locator("a[href]").evaluate_all("all => all.map((each) => each.getAttribute('href'))"):
        assert not link.startswith("/c/"), "no page of anybody's own is reachable from here"


@pytest.mark.journey(3)
@pytest.mark.row("SH09")
def test_what_was_put_there_opens_without_signal_in_one_tap(open_page: Callable[..., Page], house: House) -> None:
    page = open_page(base_url=house.url)
    page.goto("/now")
    expect(page.get_by_text("Works offline")).to_be_visible()
    sent = leaves_the_device(page.context)
    set_up(page)
    assert [url for url in sent if not any(part in url for part in HOSTS_OWN)] == []
    page.context.set_offline(True)
    page.goto("/now")

    page.get_by_role("link", name="My plan").first.click()
    expect(page.get_by_role("heading", name="Why I keep going")).to_be_visible()
    expect(page.locator("#plan .written", has_text=REASON)).to_be_visible()
    page.get_by_role("link", name="Back").locator("visible=true").click()
    page.get_by_role("link", name="Someone I picked").first.click()
    call = page.get_by_role("link", name=f"Call {MATE}")
    assert call.get_attribute("href") == "tel:07700900123"
    assert str(page.get_by_role("link", name=f"Text {MATE}").get_attribute("href")).startswith(
        "sms:07700900123?&body=I"
    )
    page.get_by_role("link", name="Back").locator("visible=true").click()
    page.get_by_role("link", name="My box").click()
    expect(page.get_by_text(SONG).locator("visible=true")).to_be_visible()
    assert page.get_by_role("img", name="A picture from my box").evaluate("each => each.naturalWidth") == 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_ones_own_things_can_be_used_by_everybody(
    open_page: Callable[..., Page], house: House, scheme: str
) -> None:
    page = open_page(base_url=house.url, color_scheme=scheme)
    set_up(page)
    for step in ("plan", "someone", "box", "mine"):
        page.goto(f"/now#{step}")
        for fold in page.locator(f"#{step} details.adding").all():
            fold.evaluate("each => { each.open = true; }")
        assert serious_problems(page) == [], step
        assert low_controls(page, 64) == [], step
        assert not is_too_wide(page), step
        who = page.locator(f"#{step} [data-who-sees]").locator("visible=true")
        assert who.count() == page.locator(f"#{step} form button[type=submit]:has-text('Keep')").count()


def test_what_is_taken_out_can_be_had_back_and_a_bad_number_is_said(page: Page) -> None:
    page.goto("/now#someone")
    page.get_by_text("Put somebody here").click()
    keep = page.locator("[data-kit-person]").get_by_role("button", name="Keep it here")
    keep.click()
    expect(page.get_by_text("Write a name first.")).to_be_visible()
    page.get_by_label("What you call them").fill("Gran")
    page.get_by_label("Their phone number").fill("ask mum")
    keep.click()
    expect(page.get_by_text("That does not look like a phone number.")).to_be_visible()
    assert page.get_by_label("What you call them").input_value() == "Gran"
    page.get_by_label("Their phone number").fill("+44 (0)20 7946 0000")
    keep.click()
    expect(page.get_by_role("link", name="Call Gran")).to_be_visible()

    page.get_by_role("button", name="Take it out").locator("visible=true").click()
    expect(page.get_by_text("Nobody is here yet.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Call Gran")).to_be_visible()

    page.goto("/now#mine")
    page.get_by_role("button", name="Take everything off").click()
    expect(page.get_by_text("Everything of yours is off this device.")).to_be_visible()
    page.goto("/now#someone")
    page.reload()
    expect(page.get_by_text("Nobody is here yet.")).to_be_visible()


def test_a_curtain_hides_ones_own_things_and_never_help_and_a_forgotten_pin_loses_nothing(page: Page) -> None:
    set_up(page)
    page.goto("/now#mine")
    page.get_by_label("A PIN of 4 to 12 digits").fill("12")
    page.get_by_role("button", name="Draw the curtain").click()
    expect(page.get_by_text("Use 4 to 12 digits.")).to_be_visible()
    page.get_by_label("A PIN of 4 to 12 digits").fill("246813")
    page.get_by_role("button", name="Draw the curtain").click()
    expect(page.get_by_text("The curtain is drawn")).to_be_visible()

    page.clock.install()
    page.goto("/now#box")
    page.reload()
    expect(page.get_by_text("behind a curtain").locator("visible=true")).to_be_visible()
    assert page.locator("img[data-picture]").count() == 0, "nothing was even put on the page"
    page.goto("/now#ride")
    expect(page.get_by_text("About 5 minutes left")).to_be_visible()
    page.goto("/now#someone")
    page.get_by_label("Your PIN").locator("visible=true").fill("000000")
    page.get_by_role("button", name="Open", exact=True).locator("visible=true").click()
    expect(page.get_by_text("That is not the PIN.").locator("visible=true")).to_be_visible()
    page.get_by_role("button", name="I forgot my PIN").locator("visible=true").click()
    expect(page.get_by_text("opens by itself a day after").locator("visible=true")).to_be_visible()

    page.clock.fast_forward("24:00:01")
    page.reload()
    expect(page.get_by_role("link", name=f"Call {MATE}")).to_be_visible()


def test_a_part_of_the_plan_changed_in_two_windows_keeps_what_was_kept_last_and_never_what_is_being_typed(
    page: Page,
) -> None:
    set_up(page)
    page.goto("/now#plan")
    mine = page.get_by_label("After it passes")
    mine.fill("Half a thought")
    other = page.context.new_page()
    other.goto("/now#plan")
    other.get_by_text("Write or change my plan").click()
    other.get_by_label("Things I can do on my own").fill("Walk the dog")
    other.locator("[data-kit-plan='2']").get_by_role("button", name="Keep it here").click()
    expect(other.locator("[data-part='2']")).to_contain_text("Walk the dog")
    page.locator("[data-kit-plan='7']").get_by_role("button", name="Keep it here").click()

    expect(page.locator("[data-part='2']")).to_contain_text("Walk the dog")
    assert mine.input_value() == "Half a thought"


@pytest.mark.journey(3)
def test_the_disk_holds_what_was_put_in_the_kit_and_no_answer_of_the_timer(
    chromium: tuple[BrowserType, Path], house: House, tmp_path: Path
) -> None:
    start, path = chromium
    context = start.launch_persistent_context(tmp_path, executable_path=path, args=ARGS, base_url=house.url, **PHONE)
    try:
        page = context.pages[0]
        set_up(page)
        page.clock.install()
        page.goto("/now#ride")
        page.clock.fast_forward(61_000)
        page.clock.run_for(600)
        page.get_by_role("button", name="Still here").click()
        kept = page.evaluate(KEPT_BY_THE_BROWSER)
    finally:
        context.close()
    assert kept["things"] == [
        {"type": "plan", "text": REASON},
        {"type": "person", "name": MATE, "number": NUMBER, "when": ""},
        {"type": "thing", "text": SONG, "picture": "data:image/jpeg;base64"},
    ]
    assert (kept["settings"], kept["local"], kept["session"]) == ([], [], [])
    held = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file() and not file.is_symlink())
    assert MATE.encode() in held or MATE.encode("utf-16-le") in held, "the words lie here and nowhere else"


def test_the_keyboard_alone_reaches_the_timer_and_ones_own_person(page: Page) -> None:
    set_up(page)
    page.goto("/now")
    tab_to(page, "Someone I picked")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Someone I picked")).to_be_focused()
    tab_to(page, f"Call {MATE}")
    comes_round(page)


def test_without_javascript_the_page_promises_nothing_it_cannot_do(
    open_page: Callable[..., Page], house: House
) -> None:
    page = open_page(base_url=house.url, java_script_enabled=False)
    page.goto("/now#someone")
    expect(page.get_by_text("Who could it be?")).to_be_visible()
    assert page.get_by_role("button", name="Keep it here").locator("visible=true").count() == 0
