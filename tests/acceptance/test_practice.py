"""Practices in a real browser: breathing that can be left for another anchor, trying things out, a pause, the gate."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice.library import shipped
from tests.acceptance.village import Village
from tests.acceptance.walk import ENTRY, Walk, ask

RUN = re.compile(r"/run/[0-9a-f-]{36}$")


def go_on(page: Page, times: int = 1) -> None:
    for _ in range(times):
        before = page.locator("#asked").inner_text()
        page.locator("form.step").get_by_role("button", name="Go on", exact=True).click()
        expect(page.locator("#asked")).not_to_have_text(before)


def pick(page: Page, words: str) -> None:
    before = page.locator("#asked").inner_text()
    page.locator("form.step").get_by_role("button", name=words, exact=True).click()
    expect(page.locator("#asked")).not_to_have_text(before)


def begin(mine: Walk, place: str, name: str | re.Pattern[str]) -> None:
    mine.open(place)
    mine.tap(mine.page.get_by_role("link", name="Things to try"), leads_to=re.compile(r"/practise$"))
    mine.tap(mine.page.get_by_role("link", name=name), leads_to=re.compile(r"/practise/[\w-]+$"))
    mine.tap(mine.page.get_by_role("button", name="Begin", exact=True), leads_to=RUN)


@pytest.mark.row("TP49")
@pytest.mark.row("IC19")
def test_breathing_has_four_ways_in_words_and_a_way_out_to_another_anchor(
    village: Village, walk: Callable[..., Walk]
) -> None:
    wren = village["subject"]
    mine = walk(wren)
    page = mine.page
    page.emulate_media(reduced_motion="reduce")
    mine.open(wren.place + "practise")
    expect(page.locator(".shelf a")).to_have_count(page.locator(".shelf a", has_text=re.compile("[Tt]ested")).count())
    begin(mine, wren.place, re.compile("^Long out-breath"))  # what helped before may be named on another card
    go_on(page, 2)
    assert page.locator(".picks button").count() >= 4
    pick(page, "In for 3 and out for 7")
    expect(page.locator(".counts li")).to_have_text(["Breathe in and count to 3.", "Breathe out and count to 7."])
    assert page.evaluate("document.getAnimations().length") == 0
    go_on(page)
    pick(page, "This makes it worse")
    pick(page, "A sound")
    expect(page.locator("#asked")).to_have_text("Just listen for a minute.")
    assert mine.complaints == []


@pytest.mark.row("IC13")
def test_trying_out_what_to_say_has_three_ways_names_the_skill_and_gives_no_mark(
    village: Village, walk: Callable[..., Walk]
) -> None:
    wren = village["subject"]
    mine = walk(wren)
    begin(mine, wren.place, "Left out of the chat")
    go_on(mine.page, 2)
    expect(mine.page.locator(".who-speaks")).to_have_text("Robin")
    assert mine.page.locator(".picks button").count() >= 3 + 1
    pick(mine.page, "Was it on purpose?")
    expect(mine.page.locator("#asked")).to_have_text("A straight question. It asks for a straight answer.")
    assert not re.search(r"\b(score|points?|wrong)\b", mine.page.locator("main").inner_text().lower())
    mine.page.reload()
    go_on(mine.page)
    expect(mine.page.locator(".who-speaks")).to_have_text("Robin")
    assert mine.complaints == []


@pytest.mark.row("TP02")
def test_a_carer_pauses_in_one_tap_from_home_for_two_minutes(village: Village, walk: Callable[..., Walk]) -> None:
    robin = village["carer"]
    mine = walk(robin)
    mine.open(robin.place)
    mine.tap(mine.page.get_by_role("button", name="Two minutes for you", exact=True), leads_to=RUN)
    assert mine.taps == 1
    expect(mine.page.locator("#asked")).to_contain_text("Feel both feet on the floor.")
    steps = shipped().practices["two-minute-pause"].bands[AgeBand.ADULT].steps
    seconds = sum(step.seconds + (step.pattern.seconds if step.pattern else 0) for step in steps)
    assert 110 <= seconds <= 130
    assert mine.complaints == []


@pytest.mark.row("IC04")
@pytest.mark.row("IC10")
def test_looking_back_asks_first_turns_away_when_it_is_too_much_and_asks_again_at_the_end(
    village: Village, walk: Callable[..., Walk]
) -> None:
    robin = village["other_carer"]
    mine = walk(robin)
    page = mine.page
    begin(mine, robin.place, "A letter to younger me")
    go_on(page)
    for words in ("Yes, I'm here", "2"):
        expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible()
        pick(page, words)
    while (
        page.locator("#asked").inner_text() != "How strong is the distress now?"
        or page.locator(".eyebrow").count() == 0
    ):
        _answer(page)
    pick(page, "9")
    expect(page.locator("#asked")).to_contain_text("The room first")
    page.get_by_role("button", name="Back", exact=True).click()
    pick(page, "2")
    while page.locator("#asked").inner_text() != "Is there something you noticed?":
        _answer(page)
    page.locator("textarea").fill("My shoulders came down")
    go_on(page, 1)
    while not ENTRY.search(page.url):
        _answer(page)
    entry = re.findall(r"/e/([0-9a-f-]{36})", page.url)[0]
    body = json.loads(ask(village.house.url, robin, f"/entries/{entry}")[1])["body"]
    assert (body["before"], body["ending"]) == (2, "whole")
    assert "Is there something you noticed?\nMy shoulders came down" in body["said"]
    for key in ("subject", "carer", "therapist", "teacher", "stranger_carer"):
        assert ask(village.house.url, village[key], f"/entries/{entry}")[0] == 404, key
    assert mine.complaints == []


def _answer(page: Page) -> None:
    """Go on from the step shown now: the first pick, a low number, or a word."""
    form = page.locator("form.step")
    name = form.locator("input[name=step]").input_value()
    if form.locator("textarea").count():
        form.locator("textarea").fill("a word")
    button = form.locator(".picks button, .numbers button").first
    if not button.count():
        button = form.get_by_role("button", name="Go on", exact=True)
    button.click()
    page.wait_for_function("name => document.querySelector('form.step input[name=step]')?.value !== name", arg=name)
