"""Journey 5, online: a private journal stays private, and no word of it is lost on the way."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.village import Village, Villager
from tests.acceptance.walk import ENTRY, Walk, ask, everything, listing, row

AUTOSAVE_MS = 2_000
SECRET = "zanzibar pelican"  # words that stand nowhere else
TEXT = f"The {SECRET} stays with me tonight."
KEPT = re.compile(r"^Kept \d{1,2}:\d\d$")


def start_writing(page: Page, wren: Villager, text: str) -> None:
    page.goto(wren.place + "new/journal")
    page.get_by_label("Write here").fill(text)


def kept(page: Page, within: int = 10_000) -> None:
    expect(page.locator("[data-kept]")).to_have_text(KEPT, timeout=within)


@pytest.mark.journey(5)
def test_a_blank_page_is_one_tap_away_and_keeps_itself_within_two_seconds(
    village: Village, walk: Callable[..., Walk]
) -> None:
    wren = village["subject"]
    mine = walk(wren)
    mine.open(wren.place)
    mine.tap(mine.page.get_by_role("link", name="Write", exact=True), leads_to=re.compile(r"/new/journal$"))
    assert mine.taps <= 2
    expect(mine.page.get_by_label("Write here")).to_have_value("")
    with mine.page.expect_response(re.compile(r"/drafts/"), timeout=AUTOSAVE_MS) as saved:
        mine.page.get_by_label("Write here").press_sequentially("It rained.")
    assert saved.value.status == 200
    kept(mine.page)
    mine.look()
    assert mine.complaints == []


@pytest.mark.journey(5)
def test_what_was_typed_survives_a_browser_that_dies(village: Village, phone: Callable[..., Page]) -> None:
    wren = village["subject"]
    first = phone(wren)
    start_writing(first, wren, TEXT + " Not saved by hand.")
    kept(first)
    first.context.close()
    later = phone(wren)
    later.goto(wren.place + "new/journal")
    later.get_by_role("link", name="Carry on with it").click()
    expect(later.get_by_label("Write here")).to_have_value(TEXT + " Not saved by hand.")


@pytest.mark.journey(5)
@pytest.mark.row("CT07")
@pytest.mark.row("IC12")
def test_a_private_page_is_nowhere_for_anybody_else_and_in_no_file(
    village: Village, phone: Callable[..., Page]
) -> None:
    url, wren = village.house.url, village["subject"]
    before = {each.key: listing(url, each) for each in village.others()}
    page = phone(wren)
    page.goto(wren.place + "new/journal")
    beside_save = page.locator(".save-bar [data-who-sees]")
    expect(beside_save).to_contain_text("Only you.")  # said before a word is written
    page.get_by_label("Write here").fill(TEXT)
    kept(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    entry = row(page)
    assert entry in listing(url, wren).ids
    for other in village.others("subject"):
        assert listing(url, other) == before[other.key], other.key
        assert ask(url, other, f"/entries/{entry}")[0] == 404
        theirs = phone(other)
        for path in ("", "/edit", "/earlier", "/show", "/who-saw", "/kept"):
            answer = theirs.goto(f"/c/{wren.circle}/e/{entry}{path}")
            assert answer is not None
            assert answer.status == 404, (other.key, path)
        for name, text in everything(theirs, other, SECRET.split()[0]).items():
            assert SECRET not in text, (other.key, name)
            assert entry not in text, (other.key, name)
        theirs.context.close()
    for file in village.house.root.rglob("*"):
        if file.is_file():
            assert SECRET.encode() not in file.read_bytes(), file


@pytest.mark.journey(5)
def test_two_tabs_on_one_page_keep_both_texts_and_the_writer_chooses(
    village: Village, phone: Callable[..., Page]
) -> None:
    wren = village["subject"]
    first = phone(wren)
    start_writing(first, wren, "One page, opened twice.")
    kept(first)
    draft = first.locator('input[name="id"]').first.input_value()
    second = first.context.new_page()
    second.goto(f"{wren.place}new/journal?draft={draft}")
    second.get_by_label("Write here").fill("The second tab went left.")
    kept(second)
    first.get_by_label("Write here").fill("The first tab went right.")
    expect(first.get_by_role("alert")).to_contain_text("Both are kept")
    with first.context.expect_page() as opened:
        first.get_by_role("link", name="Look at both").click()
    both = opened.value.locator("main")
    expect(both).to_contain_text("The first tab went right.")
    expect(both).to_contain_text("The second tab went left.")


@pytest.mark.journey(5)
def test_signed_out_while_typing_the_words_stay_and_are_kept_after_signing_in_again(
    village: Village, phone: Callable[..., Page]
) -> None:
    wren = village["subject"]
    page = phone(wren)
    start_writing(page, wren, "Before the door closed.")
    kept(page)
    session = page.context.cookies()
    page.context.clear_cookies(name="lamplit")
    page.get_by_label("Write here").fill("Before the door closed. And after.")
    expect(page.get_by_role("alert")).to_contain_text("Your words are still on this page")
    expect(page.get_by_label("Write here")).to_have_value("Before the door closed. And after.")
    page.context.add_cookies([cookie for cookie in session if cookie["name"] == "lamplit"])
    expect(page.get_by_role("alert")).to_be_hidden(timeout=15_000)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    expect(page.locator(".entry-body")).to_contain_text("And after.")


@pytest.mark.journey(5)
def test_saving_signed_out_without_javascript_gives_the_words_back(
    village: Village, phone: Callable[..., Page]
) -> None:
    wren = village["subject"]
    page = phone(wren, java_script_enabled=False)
    start_writing(page, wren, "Plain words, plain page.")
    page.context.clear_cookies(name="lamplit")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_contain_text("Your words are still here")
    shown = page.locator("main").inner_text() + "".join(box.input_value() for box in page.locator("textarea").all())
    assert "Plain words, plain page." in shown


@pytest.mark.journey(5)
def test_a_double_tap_on_save_makes_one_entry(village: Village, phone: Callable[..., Page]) -> None:
    wren = village["subject"]
    before = set(listing(village.house.url, wren).ids)
    page = phone(wren)
    start_writing(page, wren, "Once is enough.")
    page.get_by_role("button", name="Save", exact=True).dblclick()
    page.wait_for_url(ENTRY)
    assert len(set(listing(village.house.url, wren).ids) - before) == 1
