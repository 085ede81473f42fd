"""Journey 5 without a connection: a journal page is locked as it is typed, survives the tab, and stays private."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.offline import RAW, badge, been_here, nothing_waits, saved, waiting
from tests.acceptance.village import Village
from tests.acceptance.walk import ENTRY, Walk, ask, everything, listing, row
from tests.browser.screens import slow_phone

SECRET = "quokka lighthouse"
TEXT = f"The {SECRET} keeps me company."


@pytest.mark.journey(5)
def test_a_page_typed_without_a_connection_is_locked_as_it_is_typed_and_is_private_when_it_arrives(
    village: Village, walk: Callable[..., Walk], phone: Callable[..., Page]
) -> None:
    url, wren = village.house.url, village["subject"]
    before = {each.key: listing(url, each) for each in village.others()}
    mine = walk(wren)
    page = mine.page
    been_here(page, wren.place)
    with slow_phone(page):
        page.context.set_offline(True)
        mine.taps = 0
        mine.tap(page.get_by_role("link", name="Write", exact=True))
        assert mine.taps <= 2
        expect(page.locator(".save-bar [data-who-sees]")).to_contain_text("Only you.")
        expect(page.get_by_text("Nobody is watching this page right now.")).to_be_visible()
        page.get_by_label("Write here").fill(TEXT)
        expect(page.locator("[data-kept]")).to_have_text("Kept on this phone, locked.")
        badge(page, "1 waiting")
        assert "quokka" not in page.evaluate(RAW)
        mine.tap(page.get_by_role("button", name="Save", exact=True))
        saved(page)
    assert len(waiting(page)) == 1
    assert mine.complaints == []

    page.goto(wren.place)
    badge(page, "1 waiting")
    page.context.set_offline(False)
    nothing_waits(page)

    (entry,) = set(listing(url, wren).ids) - set(before["subject"].ids)
    for other in village.others("subject"):
        assert listing(url, other) == before[other.key], other.key
        assert ask(url, other, f"/entries/{entry}")[0] == 404
        theirs = phone(other)
        for name, text in everything(theirs, other, SECRET.split()[0]).items():
            assert SECRET not in text and entry not in text, (other.key, name)
        theirs.context.close()
    for file in village.house.root.rglob("*"):
        if file.is_file():
            assert SECRET.encode() not in file.read_bytes(), file


@pytest.mark.journey(5)
def test_half_a_page_in_a_tab_that_dies_comes_back_as_an_unfinished_page(
    village: Village, phone: Callable[..., Page]
) -> None:
    wren = village["subject"]
    page = phone(wren)
    been_here(page, wren.place)
    page.context.set_offline(True)
    page.get_by_role("link", name="Write", exact=True).click()
    page.get_by_label("Write here").fill("Half a page, then the battery")
    expect(page.locator("[data-kept]")).to_have_text("Kept on this phone, locked.")
    context = page.context
    page.close(run_before_unload=False)

    context.set_offline(False)
    again = context.new_page()
    again.goto(wren.place)
    nothing_waits(again)
    again.goto(wren.place + "drafts")

    card = again.locator("section.card", has_text="Half a page, then the battery")
    card.get_by_role("link", name="Carry on").click()
    expect(again.get_by_label("Write here")).to_have_value("Half a page, then the battery")


@pytest.mark.journey(5)
def test_a_page_open_when_the_connection_goes_is_saved_on_the_phone(
    village: Village, phone: Callable[..., Page]
) -> None:
    url, wren = village.house.url, village["subject"]
    before = set(listing(url, wren).ids)
    page = phone(wren)
    been_here(page, wren.place)
    page.goto(wren.place + "new/journal")
    page.context.set_offline(True)
    page.get_by_label("Write here").fill("The line went, the words did not.")
    expect(page.locator("[data-kept]")).to_contain_text("Kept on this phone, locked.")

    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"/add\?kept=1"))
    badge(page, "1 waiting")
    page.context.set_offline(False)
    nothing_waits(page)

    (entry,) = set(listing(url, wren).ids) - before
    page.goto(f"{wren.place}e/{entry}")
    expect(page.locator(".entry-body")).to_contain_text("The line went, the words did not.")
    page.goto(wren.place + "drafts")
    expect(page.get_by_text("The line went")).to_have_count(0)


@pytest.mark.journey(5)
def test_a_connection_that_comes_back_while_typing_leaves_no_second_copy(
    village: Village, phone: Callable[..., Page]
) -> None:
    url, wren = village.house.url, village["subject"]
    before = set(listing(url, wren).ids)
    page = phone(wren)
    been_here(page, wren.place)
    page.goto(wren.place + "new/journal")
    page.context.set_offline(True)
    page.get_by_label("Write here").fill("First without.")
    expect(page.locator("[data-kept]")).to_contain_text("Kept on this phone, locked.")
    page.context.set_offline(False)
    page.get_by_label("Write here").fill("First without. Then with.")
    expect(page.locator("[data-kept]")).to_have_text(re.compile(r"^Kept \d"), timeout=15_000)
    assert waiting(page) == []

    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)

    assert set(listing(url, wren).ids) - before == {row(page)}
    page.goto(wren.place + "drafts")
    expect(page.get_by_text("First without")).to_have_count(0)


@pytest.mark.journey(5)
def test_one_tap_on_the_weather_waits_too(village: Village, phone: Callable[..., Page]) -> None:
    url, wren = village.house.url, village["subject"]
    before = set(listing(url, wren).ids)
    page = phone(wren)
    been_here(page, wren.place)
    page.context.set_offline(True)
    page.get_by_role("button", name="Foggy").click()
    page.wait_for_url(re.compile(r"/add\?kept=1"))
    badge(page, "1 waiting")
    page.get_by_role("button", name="Stormy").click()  # and once more, from the page that is kept
    saved(page)
    badge(page, "2 waiting")

    page.context.set_offline(False)
    page.goto(wren.place)
    nothing_waits(page)

    assert len(set(listing(url, wren).ids) - before) == 2


@pytest.mark.journey(5)
def test_two_devices_that_changed_one_page_keep_both_and_the_writer_chooses(
    village: Village, phone: Callable[..., Page]
) -> None:
    wren = village["subject"]
    first = phone(wren)
    been_here(first, wren.place)
    first.goto(wren.place + "new/journal")
    first.get_by_label("Write here").fill("How it began.")
    first.get_by_role("button", name="Save", exact=True).click()
    first.wait_for_url(ENTRY)
    entry = row(first)
    second = phone(wren)
    been_here(second, wren.place)
    for page, text in ((first, "How the bus saw it."), (second, "How the kitchen saw it.")):
        page.goto(f"{wren.place}e/{entry}/edit")
        page.context.set_offline(True)
        page.get_by_label("Write here").fill(text)
        page.get_by_role("button", name="Save", exact=True).click()
        page.wait_for_url(re.compile(r"/add\?kept=1"))
    for page in (first, second):
        page.context.set_offline(False)
        nothing_waits(page)

    second.goto(wren.place + "drafts")
    second.locator("section.card", has_text="How the kitchen saw it.").get_by_role("link", name="Carry on").click()
    expect(second.get_by_role("alert").first).to_contain_text("Both are here")
    expect(second.locator(".both")).to_contain_text("How the bus saw it.")
    expect(second.get_by_label("Write here")).to_have_value("How the kitchen saw it.")
    second.get_by_role("button", name="Keep both").click()
    second.wait_for_url(ENTRY)

    assert row(second) != entry
    expect(second.locator(".entry-body")).to_contain_text("How the kitchen saw it.")
    second.goto(f"{wren.place}e/{entry}")
    expect(second.locator(".entry-body")).to_contain_text("How the bus saw it.")
