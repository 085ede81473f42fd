"""Who can see is changed later: on the page of a change, and with one tap; it bites at the reader's next request."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.village import Village
from tests.acceptance.walk import ENTRY, Walk, listing, row


def a_moment(page: Page, place: str) -> str:
    page.goto(place + "new/moment?tone=hard")
    page.get_by_label("Shouting", exact=True).first.click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    return row(page)


@pytest.mark.row("CT17")
def test_somebody_taken_off_on_a_change_reads_nothing_more(
    village: Village, walk: Callable[..., Walk], phone: Callable[..., Page]
) -> None:
    url, robin, sam = village.house.url, village["carer"], village["therapist"]
    mine = walk(robin)
    entry = a_moment(mine.page, robin.place)
    theirs = phone(sam)
    answer = theirs.goto(f"{sam.place}e/{entry}")
    assert answer is not None
    assert answer.status == 200
    mine.open(f"{robin.place}e/{entry}/edit")
    mine.tap(mine.page.get_by_text("When, and who can see it"))
    before = mine.page.locator(".save-bar [data-who-sees]").inner_text()
    box = mine.page.get_by_label(re.compile("^Therapist"))
    expect(box).to_be_checked()
    box.uncheck()
    expect(mine.page.locator(".save-bar [data-who-sees]")).not_to_have_text(before)
    beside_save = mine.page.locator(".save-bar [data-who-sees]").inner_text()
    assert "therapist" not in beside_save
    mine.tap(mine.page.get_by_role("button", name="Save", exact=True), leads_to=ENTRY)
    expect(mine.page.locator(".sees [data-who-sees]")).to_have_text(beside_save)
    answer = theirs.reload()
    assert answer is not None
    assert answer.status == 404
    assert {each.key for each in village.others() if entry in listing(url, each).ids} == {
        "carer", "subject", "other_carer",
    }  # fmt: skip
    assert mine.complaints == []


@pytest.mark.row("IC12")
def test_one_tap_makes_it_only_mine_and_undo_gives_it_back_to_the_same_people(
    village: Village, walk: Callable[..., Walk], phone: Callable[..., Page]
) -> None:
    url, robin, sam = village.house.url, village["carer"], village["therapist"]
    entry = a_moment(phone(robin), robin.place)
    mine = walk(robin)
    had = {each.key for each in village.others() if entry in listing(url, each).ids}
    mine.open(f"{robin.place}e/{entry}")
    theirs = phone(sam)
    theirs.goto(f"{sam.place}e/{entry}")
    mine.tap(mine.page.get_by_role("button", name="Only me now"), leads_to=re.compile("done=closed"))
    assert mine.taps == 1
    expect(mine.page.locator("[data-toast]")).to_contain_text("Only you can see this now.")
    undo = mine.page.get_by_role("button", name="Undo")
    undo.focus()  # a line with a hand on it stays; without one it is gone after ten seconds
    answer = theirs.reload()
    assert answer is not None
    assert answer.status == 404
    assert [each.key for each in village.others("carer") if entry in listing(url, each).ids] == []
    expect(mine.page.get_by_role("button", name="Only me now")).to_have_count(0)
    mine.tap(undo, leads_to=re.compile("done=opened"))
    assert {each.key for each in village.others() if entry in listing(url, each).ids} == had
    assert [act for act in village.acts_on(entry) if act == "audience"] == ["audience", "audience"]
    assert village.house.run("audit", "verify").returncode == 0
    assert mine.complaints == []
