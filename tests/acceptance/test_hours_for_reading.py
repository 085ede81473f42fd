"""Hours for reading in real browsers: asked, agreed by all, said beside a page, read, stood in for, and taken back."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.conftest import Phone
from tests.acceptance.village import Village, Villager, settle
from tests.acceptance.walk import Walk
from tests.browser.screens import is_too_wide
from tests.house import House

B = "I want to hurt myself again tonight. I can't stop thinking about it."
DAY = timedelta(days=1)
NOBODY = "Nobody is watching this page right now."


@pytest.fixture
def village(house: House) -> Village:
    """Everybody anew: what a circle agrees stays agreed for whoever comes next."""
    return settle(house)


def yes(page: Page, villager: Villager) -> None:
    page.goto(villager.place)
    page.get_by_role("link", name="Look, and answer").click()
    page.get_by_role("button", name="Yes, that is fine").click()
    expect(page.get_by_text("Your yes is kept.")).to_be_visible()


def show(page: Page, villager: Villager, *to: str) -> None:
    """Write a page, and show it to somebody from the start."""
    page.goto(f"{villager.place}new/journal")
    page.locator("textarea[name=text]").fill(B)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
    for name in to:
        page.get_by_label(name).check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/e/**")


def line(page: Page, villager: Villager) -> str:
    page.goto(f"{villager.place}new/journal")
    return page.locator(".not-watched").first.inner_text()


def test_all_agree_one_reads_one_stands_in_and_one_no_ends_it(village: Village, phone: Phone) -> None:
    young, carer, therapist = village["child"], village["child_carer"], village["child_therapist"]
    walk = Walk.of(phone(therapist))
    walk.open(f"{therapist.place}circle")
    walk.tap(walk.page.get_by_role("link", name="Hours for reading"), leads_to="**/circle/hours")
    walk.page.get_by_label("Who reads").first.select_option(label="Sam (therapist)")
    walk.page.get_by_label("Who stands in").first.select_option(label="Robin (carer)")
    for day in ("Sat", "Sun"):
        walk.page.get_by_label(day).first.check()
    for label, at in (("From", "00:00"), ("Until", "23:59")):
        walk.page.get_by_label(label, exact=True).first.fill(at)
    walk.tap(walk.page.get_by_role("button", name="Ask everybody"), leads_to="**/circle/hours**")
    assert not is_too_wide(walk.page)

    child = Walk.of(phone(young))
    yes(child.page, young)
    child.look()
    assert "reads what you show them" not in line(child.page, young)
    grown = phone(carer)
    yes(grown, carer)
    yes(walk.page, therapist)

    said = line(child.page, young)
    assert said.startswith(NOBODY)
    assert "Sam reads what you show them every day, 0:00 to 23:59. Robin stands in." in said
    child.look()
    child.page.goto(young.place)
    expect(child.page.get_by_text("Everybody said yes.")).to_be_visible()

    show(child.page, young, "Sam (therapist)")
    entry = child.page.url
    walk.open(therapist.place)
    waits = walk.page.locator("[data-waits]")
    waits.get_by_text("The words for which this page is marked").click()
    expect(waits.get_by_text("hurt myself")).to_be_visible()
    walk.look()
    walk.tap(waits.get_by_role("button", name="I have read it"))
    expect(walk.page.get_by_text("Whoever wrote it sees that you have read it.")).to_be_visible()
    child.page.goto(entry)
    expect(child.page.get_by_text("Sam read this on")).to_be_visible()

    walk.open(f"{therapist.place}circle/hours")
    walk.page.get_by_text("Days when I am away").click()
    assert not is_too_wide(walk.page)
    for name, day in (("First day", date.today() - DAY), ("Last day", date.today() + DAY)):
        walk.page.get_by_label(name).fill(day.isoformat())
    walk.tap(walk.page.get_by_role("button", name="I am away then"))
    show(child.page, young, "Sam (therapist)", "Robin (carer)")
    grown.goto(carer.place)
    expect(grown.locator("[data-waits]").get_by_text("You stand in for Sam.")).to_be_visible()

    grown.goto(f"{carer.place}circle/hours")
    grown.get_by_role("button", name="I take my yes back").click()
    expect(grown.get_by_text("Done. Nobody is watching.")).to_be_visible()
    assert "reads what you show them" not in line(child.page, young)
    for page, villager in ((child.page, young), (walk.page, therapist)):
        page.goto(villager.place)
        expect(page.get_by_text("The hours for reading are over. Nobody is watching now.")).to_be_visible()
        expect(page.locator("[data-waits]")).to_have_count(0)
    assert walk.complaints == child.complaints == []
