"""Journey 4: a young person says how it is with one tap, and only they know."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.village import Village
from tests.acceptance.walk import ENTRY, Walk, everything, listing, row

SECONDS_TO_SAVE = 1.0
UNDO_MS = 10_000


def one_earlier_tap(page: Page, place: str) -> None:
    """Let a server that has just started meet these pages once, before anything is measured."""
    page.goto(place)
    page.get_by_role("button", name="Settled").click()
    page.wait_for_url(re.compile(r"/kept"))


@pytest.mark.journey(4)
@pytest.mark.row("SH14")
def test_one_tap_keeps_the_weather_for_the_young_person_alone(
    village: Village, walk: Callable[..., Walk], phone: Callable[..., Page]
) -> None:
    url, wren = village.house.url, village["subject"]
    one_earlier_tap(phone(wren), wren.place)
    before = {each.key: listing(url, each) for each in village.others()}
    mine = walk(wren)
    mine.open(wren.place)
    mine.tap(mine.page.get_by_role("button", name="Foggy"), leads_to=re.compile(r"/kept"))
    assert mine.taps == 1
    assert mine.waited <= SECONDS_TO_SAVE
    assert mine.complaints == []
    toast = mine.page.locator("[data-toast]")
    expect(toast).to_contain_text("Only you.")
    expect(toast.get_by_role("button", name="Undo")).to_be_visible()
    new = set(listing(url, wren).ids) - set(before["subject"].ids)
    assert len(new) == 1
    for other in village.others("subject"):
        assert listing(url, other) == before[other.key], f"{other.key} could tell that something was written"
        for name, text in everything(phone(other), other, "Foggy").items():
            assert not any(entry in text for entry in new), (other.key, name)


@pytest.mark.journey(4)
def test_undo_takes_the_tap_back_and_goes_away_after_ten_seconds(village: Village, phone: Callable[..., Page]) -> None:
    wren = village["subject"]
    before = listing(village.house.url, wren).ids
    page = phone(wren)
    page.clock.install()
    page.goto(wren.place)
    page.get_by_role("button", name="Breezy").click()
    page.wait_for_url(re.compile(r"/kept"))
    page.clock.run_for(UNDO_MS - 1_500)
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url(re.compile(r"/diary"))
    assert listing(village.house.url, wren).ids == before
    page.goto(wren.place)
    page.get_by_role("button", name="Breezy").click()
    page.wait_for_url(re.compile(r"/kept"))
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.clock.run_for(UNDO_MS + 500)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


@pytest.mark.row("SH14")
def test_a_check_in_takes_under_thirty_seconds_and_each_one_is_shown_or_not(
    village: Village, walk: Callable[..., Walk], phone: Callable[..., Page]
) -> None:
    wren, sam = village["subject"], village["therapist"]
    mine = walk(wren)
    mine.open(wren.place)
    mine.tap(mine.page.get_by_role("button", name="Stormy"), leads_to=re.compile(r"/kept"))
    mine.tap(mine.page.get_by_text("Add a little more"))
    mine.page.get_by_label("A few words").click()
    mine.type("loud in my head")
    mine.tap(mine.page.get_by_role("button", name="Save this too"), leads_to=ENTRY)
    assert mine.seconds <= 30
    assert mine.complaints == []
    shown_one = row(mine.page)
    mine.page.goto(wren.place)
    mine.page.get_by_role("button", name="Settled").click()
    mine.page.wait_for_url(re.compile(r"/kept"))
    hidden_one = row(mine.page)
    mine.page.goto(f"{wren.place}e/{shown_one}/show/{sam.membership}")
    mine.page.get_by_role("button", name="Show").click()
    theirs = listing(village.house.url, sam).ids
    assert shown_one in theirs
    assert hidden_one not in theirs
    history = phone(wren)
    history.goto(wren.place + "diary")
    for entry in (shown_one, hidden_one):
        expect(history.locator(f'a[href$="/e/{entry}"]')).to_be_visible()
