"""Journey 1, online: a tired carer puts a hard moment down with five taps; and what the page asks, in which order."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.village import Village
from tests.acceptance.walk import ENTRY, Walk, ask, listing, row

MOST_TAPS = 5
MOST_SECONDS = 20.0


def pick(page: Page, name: str) -> None:
    """Tap a chip the way a finger does: on its middle."""
    page.get_by_label(name, exact=True).first.click()


def log_a_hard_moment(walk: Walk, place: str) -> str:
    page = walk.page
    walk.open(place)
    walk.tap(page.get_by_role("link", name="Something hard", exact=True), leads_to=re.compile(r"/new/moment"))
    walk.tap(page.get_by_label("Shouting", exact=True))
    walk.tap(page.get_by_label("A change of plan", exact=True))
    walk.tap(page.get_by_label("Being close", exact=True))
    walk.tap(page.get_by_role("button", name="Save", exact=True), leads_to=ENTRY)
    return row(page)


@pytest.mark.journey(1)
def test_a_hard_moment_is_kept_with_five_taps_in_under_twenty_seconds(
    village: Village, walk: Callable[..., Walk]
) -> None:
    robin = village["carer"]
    mine = walk(robin)
    entry = log_a_hard_moment(mine, robin.place)
    assert mine.taps <= MOST_TAPS
    assert mine.seconds <= MOST_SECONDS
    assert mine.complaints == []
    expect(mine.page.locator("[data-toast]")).to_contain_text("Kept.")
    status, raw = ask(village.house.url, robin, f"/entries/{entry}")
    assert status == 200
    body = json.loads(raw)["body"]
    assert body == {"tone": "hard", "happened": ["shouted"], "before": ["change_of_plan"], "helped": ["being_close"]}


@pytest.mark.journey(1)
def test_a_moment_reaches_those_the_sentence_names_and_nobody_else(village: Village, walk: Callable[..., Walk]) -> None:
    url, robin = village.house.url, village["carer"]
    before = {each.key: listing(url, each) for each in village.others()}
    entry = log_a_hard_moment(walk(robin), robin.place)
    readers = {each.key for each in village.others() if entry in listing(url, each).ids}
    assert readers == {"carer", "subject", "other_carer", "therapist"}
    for key in ("teacher", "school_lead", "social_worker", "stranger_subject", "stranger_carer", "stranger_therapist"):
        assert listing(url, village[key]) == before[key], key
        assert ask(url, village[key], f"/entries/{entry}")[0] == 404


@pytest.mark.row("TP14")
def test_what_might_they_be_feeling_comes_before_what_did_you_do(village: Village, phone: Callable[..., Page]) -> None:
    page = phone(village["carer"], java_script_enabled=False)
    page.goto(village["carer"].place + "new/moment?tone=hard")
    titles = [title.strip() for title in page.locator(".ask-title").all_text_contents()]
    assert titles.index("What might they be feeling?") < titles.index("What did you do?")


@pytest.mark.row("TP15")
def test_a_moment_keeps_what_came_before_what_was_seen_what_was_done_and_what_may_have_been_needed(
    village: Village, phone: Callable[..., Page]
) -> None:
    page, robin = phone(village["carer"]), village["carer"]
    page.goto(robin.place + "new/moment?tone=hard")
    for name in ("Shouting", "A change of plan", "Scared"):
        pick(page, name)
    page.get_by_text("More, if you have it in you").click()
    for name in ("To be heard", "Stayed close", "It settled", "At home", "Big", "Half an hour"):
        pick(page, name)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    body = json.loads(ask(village.house.url, robin, f"/entries/{row(page)}")[1])["body"]
    assert body == {
        "tone": "hard",
        "before": ["change_of_plan"],
        "happened": ["shouted"],
        "feelings": ["scared"],
        "did": ["stayed_close"],
        "ended": "settled",
        "need": "being_heard",
        "setting": "home",
        "intensity": 8,
        "duration_minutes": 30,
    }
    for words in ("To be heard", "At home", "30 minutes", "Stayed close", "A change of plan"):
        expect(page.locator(".entry-body")).to_contain_text(words)


@pytest.mark.row("TP21")
def test_two_other_explanations_are_asked_for_before_save_and_may_be_skipped(
    village: Village, phone: Callable[..., Page]
) -> None:
    page, robin = phone(village["carer"]), village["carer"]
    page.goto(robin.place + "new/moment?tone=hard")
    boxes = page.locator('input[name="other_explanations"]')
    expect(boxes).to_have_count(2)
    assert page.evaluate(
        "() => !!(document.querySelectorAll('[name=other_explanations]')[1]"
        ".compareDocumentPosition(document.querySelector('.save')) & Node.DOCUMENT_POSITION_FOLLOWING)"
    )
    pick(page, "Crying")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    page.goto(robin.place + "new/moment?tone=hard")
    pick(page, "Crying")
    boxes.nth(0).fill("Tired out after school")
    boxes.nth(1).fill("Missing someone")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    body = json.loads(ask(village.house.url, robin, f"/entries/{row(page)}")[1])["body"]
    assert body["other_explanations"] == ["Tired out after school", "Missing someone"]


@pytest.mark.journey(1)
def test_a_moment_can_be_kept_without_javascript(village: Village, phone: Callable[..., Page]) -> None:
    page, robin = phone(village["carer"], java_script_enabled=False), village["carer"]
    page.goto(robin.place)
    page.get_by_role("link", name="Something hard", exact=True).click()
    for name in ("Shouting", "A change of plan", "Being close"):
        pick(page, name)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    assert row(page) in listing(village.house.url, robin).ids
