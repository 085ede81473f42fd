"""J9: a therapist gives a practice in four taps, the young person does it or not now, and only how far is told."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.acceptance.village import Village, settle
from tests.acceptance.walk import ENTRY, Walk, ask, listing
from tests.browser.screens import slow_phone
from tests.house import House

RUN = re.compile(r"/run/[0-9a-f-]{36}$")
NAME = "Long out-breath"
WHY = "For the bus in the morning"


@pytest.fixture
def village(house: House) -> Village:
    """Everybody anew for each test: what was given last is what is read here."""
    return settle(house)


@pytest.mark.journey(9)
@pytest.mark.row("IC06")
def test_a_practice_is_given_in_four_taps_done_or_not_now_and_its_words_stay(
    village: Village, walk: Callable[..., Walk]
) -> None:
    sam, wren = village["therapist"], village["subject"]
    giver = walk(sam)
    with slow_phone(giver.page):
        giver.open(f"{sam.place}circle")
        give(giver, wren.name)
    assert giver.taps == 4
    assert giver.seconds <= 30
    latest = giver.page.locator(".shelf > li").first
    expect(latest).to_contain_text(NAME)
    expect(latest.locator(".how-far")).to_contain_text("Not opened.")

    mine = walk(wren)
    with slow_phone(mine.page):
        mine.open(wren.place)
        card = mine.page.get_by_role("link", name=NAME).first
        expect(card).to_contain_text("From Sam (therapist). Skip it if you like.")
        mine.tap(card, leads_to=re.compile(r"/practise/breathe-your-way$"))
        expect(mine.page.locator("main")).to_contain_text("Sam sees that you opened this and whether you did it.")
        mine.tap(mine.page.get_by_role("link", name="Not now", exact=True), leads_to=re.compile(r"/c/[0-9a-f-]{36}/$"))
    assert mine.taps == 2, "Not now asks nothing"
    assert mine.page.locator("dialog, [role=alertdialog], form.step").count() == 0
    how_far(giver, sam.place, "Not opened.")

    mine.tap(mine.page.get_by_role("link", name=NAME).first, leads_to=re.compile(r"/practise/breathe-your-way$"))
    mine.tap(mine.page.get_by_role("button", name="Begin", exact=True), leads_to=RUN)
    how_far(giver, sam.place, "Opened.")
    entry = to_the_end(mine)
    how_far(giver, sam.place, "Done.")
    assert ask(village.house.url, sam, f"/entries/{entry}")[0] == 404
    assert "My jaw let go" not in giver.page.content() + listing(village.house.url, sam).raw
    assert (giver.complaints, mine.complaints) == ([], [])
    only_those_two(village, entry)


def give(giver: Walk, name: str) -> None:
    page = giver.page
    giver.tap(page.get_by_role("link", name="Give something to try"), leads_to=re.compile(r"/give$"))
    giver.tap(page.get_by_role("link", name=re.compile(f"^{NAME}")), leads_to=re.compile(r"/give/[\w-]+$"))
    expect(page.get_by_label("Why this one?")).not_to_have_value("")
    page.get_by_text(name, exact=False).locator("visible=true").last.scroll_into_view_if_needed()
    giver.tap(page.locator(".chip", has_text=name))
    giver.tap(page.get_by_role("button", name="Send", exact=True), leads_to=re.compile(r"/given\?done=given$"))


def how_far(giver: Walk, place: str, words: str) -> None:
    giver.page.goto(f"{place}given")
    expect(giver.page.locator(".shelf > li").first.locator(".how-far")).to_contain_text(words)


def to_the_end(mine: Walk) -> str:
    """Do the steps in turn, and keep it for oneself; returns the id of what was kept."""
    page = mine.page
    while not ENTRY.search(page.url):
        form = page.locator("form.step")
        name = form.locator("input[name=step]").input_value()
        if name == "_noticed":
            form.locator("textarea").fill("My jaw let go")
        picks = form.locator(".picks button, .numbers button")
        (picks.first if picks.count() else form.get_by_role("button", name="Go on", exact=True)).click()
        page.wait_for_function("name => document.querySelector('form.step input[name=step]')?.value !== name", arg=name)
    return re.findall(r"/e/([0-9a-f-]{36})", page.url)[0]


def only_those_two(village: Village, entry: str) -> None:
    """Everybody else, the second circle too, finds neither what was given nor that it was done."""
    told = {"assignment": {"therapist", "subject"}, "practice_done": {"therapist", "subject"}}
    for who in village.people.values():
        if not who.key.startswith(("lost", "elder", "younger")):
            items = json.loads(ask(village.house.url, who, "/entries")[1])["items"]
            seen = {item["kind"] for item in items if item["kind"] in told}
            assert seen <= {kind for kind, keys in told.items() if who.key in keys}, who.key
        assert who.key == "subject" or ask(village.house.url, who, f"/entries/{entry}")[0] == 404
