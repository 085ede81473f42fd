"""Journey 1 without a connection: the same five taps, "1 waiting", kept through a reload, sent once at its own time."""

import json
import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.acceptance.offline import RAW, badge, been_here, nothing_waits, saved, waiting
from tests.acceptance.village import Village, Villager
from tests.acceptance.walk import Walk, ask, listing
from tests.browser.screens import slow_phone

MOST_TAPS = 5
MOST_SECONDS = 20.0
WRITING = re.compile(r"/new/moment|/add\?kind=moment")
CHIPS = ("Shouting", "A change of plan", "Being close")
BODY = {"tone": "hard", "happened": ["shouted"], "before": ["change_of_plan"], "helped": ["being_close"]}


def log_a_hard_moment(walk: Walk) -> None:
    """Tap through the five taps from the page that is open, and stop where it says that it is saved."""
    page = walk.page
    walk.tap(page.get_by_role("link", name="Something hard", exact=True))
    page.wait_for_url(WRITING)
    for chip in CHIPS:
        walk.tap(page.get_by_label(chip, exact=True))
    walk.tap(page.get_by_role("button", name="Save", exact=True))
    saved(page)
    walk.look()


def new_ones(village: Village, robin: Villager, before: set[str]) -> list[str]:
    return [entry for entry in listing(village.house.url, robin).ids if entry not in before]


@pytest.mark.journey(1)
def test_a_hard_moment_without_a_connection_waits_and_is_sent_once_at_its_own_time(
    village: Village, walk: Callable[..., Walk]
) -> None:
    robin = village["carer"]
    before = set(listing(village.house.url, robin).ids)
    mine = walk(robin)
    page = mine.page
    been_here(page, robin.place)
    page.context.set_offline(True)
    mine.taps = 0

    with slow_phone(page):
        log_a_hard_moment(mine)

    assert mine.taps <= MOST_TAPS
    assert mine.seconds <= MOST_SECONDS
    assert mine.complaints == []
    expect(page.locator("[data-kept-words]")).to_contain_text("Saved on this phone. It will go when you")
    badge(page, "1 waiting")
    written = datetime.fromisoformat(page.evaluate("new Date().toISOString()"))
    assert "shouted" not in page.evaluate(RAW)

    page.goto(robin.place)  # a reload, still without a connection
    badge(page, "1 waiting")
    assert new_ones(village, robin, before) == []
    time.sleep(2)

    page.context.set_offline(False)
    nothing_waits(page)
    (entry,) = new_ones(village, robin, before)
    found = json.loads(ask(village.house.url, robin, f"/entries/{entry}")[1])
    assert found["body"] == BODY
    happened = datetime.fromisoformat(found["happened_at"])
    assert abs(happened - written) < timedelta(seconds=20) and happened <= written
    assert village.acts_on(entry).count("write") == 1


@pytest.mark.journey(1)
def test_with_the_session_over_it_is_written_first_and_goes_after_signing_in(
    village: Village, walk: Callable[..., Walk]
) -> None:
    robin = village["carer"]
    before = set(listing(village.house.url, robin).ids)
    mine = walk(robin)
    page = mine.page
    been_here(page, robin.place)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    mine.taps = 0

    with slow_phone(page):
        log_a_hard_moment(mine)

    assert mine.taps <= MOST_TAPS
    assert mine.complaints == []
    expect(page.locator("[data-kept-words]")).to_have_text("Saved on this phone. It will go when you sign in here.")
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
    assert new_ones(village, robin, before) == []
    page.context.add_cookies(cookies)
    page.goto(robin.place)
    nothing_waits(page)
    assert len(new_ones(village, robin, before)) == 1


@pytest.mark.journey(1)
def test_a_killed_tab_loses_nothing_and_the_next_start_sends_it(village: Village, phone: Callable[..., Page]) -> None:
    robin = village["carer"]
    before = set(listing(village.house.url, robin).ids)
    page = phone(robin)
    been_here(page, robin.place)
    page.context.set_offline(True)
    log_a_hard_moment(Walk(page))
    context = page.context
    kill(context, page)
    again = context.new_page()
    again.goto("/add")
    badge(again, "1 waiting")
    again.get_by_role("link", name="Something good", exact=True).click()
    again.get_by_label("We laughed", exact=True).click()
    again.get_by_role("button", name="Save", exact=True).click()
    saved(again)
    badge(again, "2 waiting")
    context.set_offline(False)
    again.goto(robin.place)
    nothing_waits(again)
    assert len(new_ones(village, robin, before)) == 2


def kill(context: BrowserContext, page: Page) -> None:
    """End a tab as a phone does that needs the memory: without a word."""
    page.close(run_before_unload=False)
    assert page not in context.pages


@pytest.mark.journey(1)
def test_undo_takes_back_what_waits_and_the_words_are_on_the_page_again(
    village: Village, phone: Callable[..., Page]
) -> None:
    robin = village["carer"]
    page = phone(robin)
    been_here(page, robin.place)
    page.context.set_offline(True)
    log_a_hard_moment(Walk(page))

    page.get_by_role("button", name="Undo").click()

    assert waiting(page) == []
    expect(page.get_by_label("Shouting", exact=True)).to_be_checked()
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page)
    assert len(waiting(page)) == 1


@pytest.mark.journey(1)
def test_somebody_else_signed_in_on_the_phone_sends_nothing_of_it(village: Village, phone: Callable[..., Page]) -> None:
    robin, wren = village["carer"], village["subject"]
    before = set(listing(village.house.url, robin).ids)
    page = phone(robin)
    been_here(page, robin.place)
    page.context.set_offline(True)
    log_a_hard_moment(Walk(page))
    cookie = {"name": "lamplit", "url": village.house.url}
    page.context.add_cookies([cookie | {"value": wren.session}])  # before it is online: it sends as soon as it is

    page.context.set_offline(False)
    page.wait_for_load_state("networkidle")
    assert len(waiting(page)) == 1
    page.goto(wren.place)
    page.wait_for_load_state("networkidle")

    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert len(waiting(page)) == 1
    page.context.add_cookies([cookie | {"value": robin.session}])
    page.goto(robin.place)
    nothing_waits(page)
    assert len(new_ones(village, robin, before)) == 1


@pytest.mark.journey(1)
def test_a_phone_that_is_full_says_so_and_keeps_the_words_on_the_page(
    village: Village, phone: Callable[..., Page]
) -> None:
    robin = village["carer"]
    page = phone(robin)
    been_here(page, robin.place)
    page.context.add_init_script(
        "const put = IDBObjectStore.prototype.put;"
        "IDBObjectStore.prototype.put = function (...all) {"
        "  if (this.name === 'items') throw new DOMException('full', 'QuotaExceededError');"
        "  return put.apply(this, all); };"
    )
    page.context.set_offline(True)
    page.get_by_role("link", name="Something hard", exact=True).click()
    page.get_by_label("Shouting", exact=True).click()
    page.get_by_text("In words").first.click()
    page.get_by_label("What happened, in your own words?").fill("All of these words.")

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("This phone is full")
    expect(page.get_by_label("What happened, in your own words?")).to_have_value("All of these words.")
    expect(page.get_by_label("Shouting", exact=True)).to_be_checked()


@pytest.mark.journey(1)
def test_a_phone_whose_clock_is_a_year_wrong_brings_an_unfinished_page(
    village: Village, phone: Callable[..., Page]
) -> None:
    robin = village["carer"]
    before = set(listing(village.house.url, robin).ids)
    page = phone(robin)
    been_here(page, robin.place)
    page.context.set_offline(True)
    page.context.clock.install(time=datetime.now() - timedelta(days=365))
    log_a_hard_moment(Walk(page))
    page.context.set_offline(False)
    page.goto(robin.place)
    nothing_waits(page)

    assert new_ones(village, robin, before) == []
    page.goto(robin.place + "drafts")
    card = page.locator("section.card", has_text="clock was wrong")
    expect(card).to_contain_text("Shouting")
    card.get_by_role("link", name="Carry on").click()
    expect(page.get_by_role("alert").first).to_contain_text("Check when it was")
    page.get_by_text("When, and who can see it").click()
    page.get_by_label("Just now", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"/e/"))
    assert len(new_ones(village, robin, before)) == 1


@pytest.mark.journey(1)
def test_a_device_that_was_never_set_up_says_what_to_do_and_keeps_help_near(
    village: Village, open_page: Callable[..., Page]
) -> None:
    page = open_page(base_url=village.house.url)
    page.goto("/add")

    expect(page.get_by_role("heading", name="Not set up on this device")).to_be_visible()
    expect(page.get_by_role("link", name="Help me now").last).to_be_visible()


@pytest.mark.journey(1)
def test_an_address_that_is_not_secure_says_why_nothing_can_wait(village: Village, phone: Callable[..., Page]) -> None:
    robin = village["carer"]
    page = phone(robin)
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")

    page.goto(robin.place + "new/moment?tone=hard")
    expect(page.get_by_text("This page needs a connection. Its address does not begin with https")).to_be_visible()
    page.goto("/add")
    expect(page.get_by_text("This address does not begin with https")).to_be_visible()
    page.goto(robin.place + "settings")
    expect(page.locator("[data-offline-here]")).to_contain_text("does not begin with https")
