"""Journey 6: show one thing to one person, see that they saw it, take it back; and the record of every reading."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.village import Village, Villager
from tests.acceptance.walk import ENTRY, Walk, ask, listing, row

MOST_TAPS = 3
TEXT = "A page for one pair of eyes."


def a_page(page: Page, wren: Villager) -> str:
    page.goto(wren.place + "new/journal")
    page.get_by_label("Write here").fill(TEXT)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    return row(page)


def words_of(page: Page) -> str:
    return page.locator(".prose").inner_text()


@pytest.mark.journey(6)
@pytest.mark.row("IC12")
@pytest.mark.row("TP41")
def test_three_taps_show_one_page_to_one_person_and_one_takes_it_back(
    village: Village, walk: Callable[..., Walk], phone: Callable[..., Page]
) -> None:
    url, wren, sam = village.house.url, village["subject"], village["therapist"]
    entry = a_page(phone(wren), wren)
    before = {each.key: listing(url, each) for each in village.others()}
    mine = walk(wren)
    mine.open(f"{wren.place}e/{entry}")
    mine.tap(mine.page.get_by_role("link", name="Show someone"), leads_to=re.compile(r"/show$"))
    mine.tap(mine.page.get_by_role("link", name=sam.name), leads_to=re.compile(r"/show/"))
    preview = words_of(mine.page)
    assert listing(url, sam) == before["therapist"]  # looking at the preview has shown nothing
    mine.tap(mine.page.get_by_role("button", name="Show"), leads_to=ENTRY)
    assert mine.taps <= MOST_TAPS
    assert mine.complaints == []
    toast = mine.page.locator("[data-toast]")
    expect(toast).to_contain_text(f"{sam.name} can see this now.")
    expect(toast.get_by_role("button", name="Undo")).to_be_visible()

    theirs = phone(sam)
    theirs.goto(f"{sam.place}e/{entry}")
    assert words_of(theirs) == preview == TEXT
    for other in village.others("subject", "therapist"):
        assert listing(url, other) == before[other.key], other.key
        assert ask(url, other, f"/entries/{entry}")[0] == 404

    mine.page.reload()
    seen = mine.page.locator(".seen")
    expect(seen).to_contain_text(re.compile(rf"{sam.name}.*Seen \w{{3}} \d{{1,2}}:\d\d"))
    mine.tap(mine.page.get_by_role("button", name="Stop showing"), leads_to=ENTRY)
    expect(mine.page.locator("[data-toast]")).to_contain_text(f"{sam.name} can no longer see this.")
    answer = theirs.goto(f"{sam.place}e/{entry}")
    assert answer is not None
    assert answer.status == 404
    assert listing(url, sam) == before["therapist"]
    assert mine.complaints == []


@pytest.mark.journey(6)
def test_undo_after_showing_takes_it_back_at_once(village: Village, phone: Callable[..., Page]) -> None:
    url, wren, sam = village.house.url, village["subject"], village["therapist"]
    page = phone(wren)
    entry = a_page(page, wren)
    page.goto(f"{wren.place}e/{entry}/show/{sam.membership}")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(ENTRY)
    undo = page.get_by_role("button", name="Undo")
    undo.focus()
    assert entry in listing(url, sam).ids
    undo.click()
    expect(page.locator("[data-toast]")).to_contain_text("can no longer see this")
    assert entry not in listing(url, sam).ids


@pytest.mark.row("TP41")
def test_every_reading_of_what_one_shows_stands_under_who_sees_with_who_and_when(
    village: Village, phone: Callable[..., Page]
) -> None:
    wren, sam = village["subject"], village["therapist"]
    page = phone(wren)
    entry = a_page(page, wren)
    page.goto(f"{wren.place}e/{entry}/show/{sam.membership}")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(ENTRY)
    theirs = phone(sam)
    for _ in range(2):
        theirs.goto(f"{sam.place}e/{entry}")
    page.goto(f"{wren.place}e/{entry}/who-saw")
    readings = page.locator(".log > li")
    expect(readings).to_have_count(2)
    for reading in readings.all():
        expect(reading).to_contain_text(re.compile(rf"{sam.name}.*Seen \w{{3}} \d{{1,2}}:\d\d", re.DOTALL))
    page.goto(wren.place + "who-sees")
    card = page.locator("li.card", has=page.locator(f'a[href$="/e/{entry}"]'))
    expect(card.filter(has_text="read it")).to_contain_text(sam.name)


@pytest.mark.row("IC12")
def test_the_audit_holds_both_the_showing_and_the_taking_back(village: Village, phone: Callable[..., Page]) -> None:
    wren, sam, house = village["subject"], village["therapist"], village.house
    page = phone(wren)
    entry = a_page(page, wren)
    page.goto(f"{wren.place}e/{entry}/show/{sam.membership}")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(ENTRY)
    page.get_by_role("button", name="Stop showing").click()
    page.wait_for_url(ENTRY)
    expect(page.locator(".people")).to_have_count(0)
    acts = village.acts_on(entry)
    assert [act for act in acts if "show" in act] == ["show", "stop_showing"]
    assert house.run("audit", "verify").returncode == 0


@pytest.mark.row("TP24")
def test_a_folded_entry_opens_for_nobody_by_itself(village: Village, phone: Callable[..., Page]) -> None:
    robin = village["carer"]
    page = phone(robin)
    page.goto(robin.place + "new/moment?tone=hard")
    page.get_by_label("Crying", exact=True).click()
    page.get_by_text("When, and who can see it").click()
    page.get_by_label("Fold this up").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    entry = row(page)
    for key in ("carer", "therapist", "subject"):
        reader = phone(village[key])
        reader.goto(f"{village[key].place}e/{entry}")
        fold = reader.locator("details.content-note")
        expect(fold).not_to_have_attribute("open", "")
        expect(reader.locator(".entry-body").get_by_text("Crying")).to_be_hidden()
        fold.locator("summary").click()
        expect(reader.locator(".entry-body").get_by_text("Crying")).to_be_visible()
        reader.goto(f"{village[key].place}diary")
        line = reader.locator(f'main a[href*="/e/{entry}"]').first
        expect(line).to_be_visible()
        expect(line).not_to_contain_text("Crying")
        reader.context.close()
