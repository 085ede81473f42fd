"""On a small phone: the calm place two taps from home, with its picture; and what is good to know, by taps."""

import json
import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.test_drawing import a_line
from tests.acceptance.village import Village, Villager
from tests.acceptance.walk import Walk, ask

SAID = ["What's there to see?\nBoats, seen from above.", "Pick one word that brings it back.\nHarbour"]


def a_place(page: Page, villager: Villager) -> str:
    """Let somebody's program keep a place they built, as the practice keeps it."""
    entry = str(uuid4())
    run = {"practice": "calm-place", "title": "My calm place", "said": SAID}
    sent = {"id": entry, "kind": "practice_run", "body": run, "audience": ["me"]}
    headers = {"Authorization": f"Bearer {villager.token}"}
    answer = page.request.post(f"/api/v1/circles/{villager.circle}/entries", data=sent, headers=headers)
    assert answer.ok, answer.text()
    return entry


@pytest.mark.row("IC17")
def test_the_word_opens_the_place_with_its_picture_in_two_taps_from_home(
    village: Village, walk: Callable[..., Walk]
) -> None:
    wren = village["subject"]
    mine = walk(wren)
    page = mine.page
    entry = a_place(page, wren)
    mine.open(f"{wren.place}place/{entry}")
    mine.tap(page.get_by_role("link", name="Put a picture with it"), leads_to=re.compile("/picture$"))
    a_line(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is pushed sideways"
    expect(page.get_by_text("Only you.").first).to_be_visible()
    mine.tap(page.get_by_role("button", name="Keep the drawing"), leads_to=re.compile("done=kept"))
    expect(page.get_by_text("Kept with your word.")).to_be_visible()

    mine.open(wren.place)
    mine.taps = 0
    mine.tap(page.get_by_role("link", name=re.compile("^Things to try")), leads_to=re.compile("/practise$"))
    mine.tap(page.get_by_role("link", name=re.compile("^Harbour")), leads_to=re.compile(f"/place/{entry}$"))
    assert mine.taps <= 2
    expect(page.get_by_role("heading", name="Harbour", exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="Your drawing of this place")).to_be_in_viewport()
    expect(page.get_by_text("Boats, seen from above.")).to_be_visible()
    body = json.loads(ask(village.house.url, wren, f"/entries/{entry}")[1])["body"]
    (made,) = (each.removeprefix("made.picture=") for each in body["coded"])
    for what in (entry, made):
        assert {ask(village.house.url, one, f"/entries/{what}")[0] for one in village.others("subject")} == {404}
    assert mine.complaints == []


@pytest.mark.row("TP03")
def test_a_carer_taps_what_is_good_to_know_and_is_offered_plain_words_for_a_label(
    village: Village, walk: Callable[..., Walk]
) -> None:
    robin = village["carer"]
    now = walk(robin)
    page = now.page
    now.open(robin.place)
    now.tap(page.get_by_role("link", name=re.compile("^Good to know")), leads_to=re.compile("/good-to-know$"))
    now.tap(page.get_by_role("link", name="Add a line").last, leads_to=re.compile("/new/need"))
    page.get_by_role("checkbox", name="Checking that people come back").check()
    page.get_by_label(re.compile("^A line in your own words")).fill("I would call it an attachment disorder.")
    expect(page.get_by_text("Maybe: trust takes a long time")).to_be_visible()
    now.look()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    now.tap(page.get_by_role("button", name="Save", exact=True), leads_to=re.compile("/good-to-know.done=kept"))
    assert now.taps <= 5
    grown_ups = page.get_by_role("region", name="What grown-ups see").last
    expect(grown_ups).to_contain_text("Checking that people come back")
    expect(grown_ups).to_contain_text("I would call it an attachment disorder.")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert now.complaints == []
