"""Something good: two taps and Save, by anybody who looks after the child, and read by the same people as a moment."""

import json
import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.village import Village
from tests.acceptance.walk import ENTRY, Walk, ask, listing, row

MOST_TAPS = 3
MOST_SECONDS = 10.0


def keep_a_good_one(mine: Walk, place: str) -> str:
    page = mine.page
    mine.open(place)
    mine.tap(page.get_by_role("link", name="Something good", exact=True), leads_to=re.compile(r"/new/good_moment"))
    mine.tap(page.get_by_label("We laughed", exact=True))
    mine.tap(page.get_by_role("button", name="Save", exact=True), leads_to=ENTRY)
    return row(page)


@pytest.mark.journey(1)
@pytest.mark.parametrize("who", ["carer", "other_carer"])
def test_something_good_is_kept_with_three_taps(village: Village, walk: Callable[..., Walk], who: str) -> None:
    writer = village[who]
    mine = walk(writer)
    entry = keep_a_good_one(mine, writer.place)
    assert mine.taps <= MOST_TAPS
    assert mine.seconds <= MOST_SECONDS
    assert mine.complaints == []
    expect(mine.page.locator("[data-toast]")).to_contain_text("Kept.")
    found = json.loads(ask(village.house.url, writer, f"/entries/{entry}")[1])
    assert (found["kind"], found["body"]) == ("good_moment", {"happened": ["laughed"]})


def test_something_good_reaches_those_the_sentence_names_and_nobody_else(
    village: Village, walk: Callable[..., Walk]
) -> None:
    url, robin = village.house.url, village["carer"]
    mine = walk(robin)
    mine.open(robin.place + "new/good_moment")
    said = mine.page.locator("form [data-who-sees]").inner_text()
    assert said.endswith("You, the young person, the therapist and the other carer when on duty.")
    entry = keep_a_good_one(mine, robin.place)
    assert {each.key for each in village.others() if entry in listing(url, each).ids} == {
        "carer", "subject", "other_carer", "therapist",
    }  # fmt: skip
    for key in ("teacher", "school_lead", "social_worker", "stranger_subject", "stranger_carer", "stranger_therapist"):
        assert ask(url, village[key], f"/entries/{entry}")[0] == 404, key


@pytest.mark.parametrize("key", ["subject", "therapist", "teacher", "school_lead", "social_worker", "stranger_carer"])
def test_those_who_may_not_write_it_have_no_page_for_it(village: Village, phone: Callable[..., Page], key: str) -> None:
    answer = phone(village[key]).goto(village["carer"].place + "new/good_moment")
    assert answer is not None
    assert answer.status == 404


def test_a_line_alone_is_enough_without_javascript_and_nothing_at_all_is_asked_again(
    village: Village, phone: Callable[..., Page]
) -> None:
    robin = village["carer"]
    page = phone(robin, java_script_enabled=False)
    page.goto(robin.place + "new/good_moment")
    save = page.get_by_role("button", name="Save", exact=True)
    save.click()
    expect(page.get_by_role("alert")).to_contain_text("Tap one thing, or write one line.")
    line = f"The bird is back {uuid4().hex}"
    page.get_by_label("A line about it").fill(line)
    save.click()
    page.wait_for_url(ENTRY)
    expect(page.locator(".entry-body")).to_contain_text(line)


def test_an_older_good_moment_still_reads_as_it_did(village: Village, phone: Callable[..., Page]) -> None:
    robin = village["carer"]
    page = phone(robin)
    page.goto(robin.place + "new/moment?tone=good")
    page.get_by_label("We laughed", exact=True).click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    expect(page.get_by_role("heading", level=1)).to_have_text("Something good")
    expect(page.locator(".entry-body")).to_contain_text("We laughed")
    page.goto(robin.place + "diary")
    expect(page.get_by_text("Something good: We laughed").first).to_be_visible()
