"""Drawing in a real browser: by mouse, finger and keyboard, undone, kept sealed, with words or none; and a body."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.village import Village
from tests.acceptance.walk import ENTRY, Walk, ask

SAID = "The sea, and the two of us."


def a_line(page: Page) -> None:
    """Draw one line over the paper with the mouse."""
    box = page.locator(".paper-square svg.drawn").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 200)
    page.mouse.down()
    for across in range(60, 260, 20):
        page.mouse.move(box["x"] + across, box["y"] + 200 + across % 40)
    page.mouse.up()


def marks(page: Page) -> list[str]:
    text = page.locator("[data-marks]").input_value()
    return text.split("\n") if text else []


@pytest.mark.row("IC11")
def test_a_child_draws_undoes_places_stickers_by_keyboard_and_keeps_it_sealed_with_words_or_none(
    village: Village, walk: Callable[..., Walk]
) -> None:
    wren = village["subject"]
    mine = walk(wren)
    page = mine.page
    mine.open(wren.place + "new/drawing")
    a_line(page)
    assert [mark.split()[0] for mark in marks(page)] == ["line"]
    page.get_by_role("button", name="Undo", exact=True).click()
    assert marks(page) == []
    a_line(page)
    page.get_by_role("button", name="Blue", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sun", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator(".paper-square").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert marks(page)[1] == "sun 6 2 190,190"
    expect(page.locator("[data-said]")).to_contain_text("Sun is on the paper.")
    expect(page.locator(".paper-square svg.sticker")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is pushed sideways"
    mine.look()
    page.get_by_label(re.compile("Tell me about it")).fill(SAID)
    mine.tap(page.get_by_role("button", name="Save", exact=True), leads_to=ENTRY)
    expect(page.get_by_role("img", name="Lines, Sun")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Only you.")
    entry = re.findall(r"/e/([0-9a-f-]{36})", page.url)[0]
    body = json.loads(ask(village.house.url, wren, f"/entries/{entry}")[1])["body"]
    assert (body["marks"].split("\n")[1], body["words"]) == ("sun 6 2 190,190", SAID)
    assert {ask(village.house.url, one, f"/entries/{entry}")[0] for one in village.others("subject")} == {404}
    for file in Path(village.house.data).rglob("*"):
        assert not file.is_file() or b"sun 6 2 190,190" not in file.read_bytes(), file.name
    assert mine.complaints == []


@pytest.mark.row("IC11")
@pytest.mark.row("IC21")
def test_in_a_practice_a_finger_draws_no_words_are_needed_and_feelings_are_tapped_on_a_body(
    village: Village, walk: Callable[..., Walk]
) -> None:
    wren = village["subject"]
    mine = walk(wren, has_touch=True)
    page = mine.page
    mine.open(wren.place + "practise/draw-it")
    mine.tap(page.get_by_role("button", name="Begin", exact=True), leads_to=re.compile("/run/"))
    _on(page)
    page.get_by_role("button", name="Nothing", exact=True).click()
    page.get_by_role("button", name="Heart", exact=True).tap()
    page.locator("#asked").scroll_into_view_if_needed()
    box = page.locator(".paper-square svg.drawn").bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
    assert marks(page) == ["heart 0 2 100,100"]
    mine.look()
    _on(page)
    page.get_by_role("button", name="No words", exact=True).click()
    expect(page.locator("#asked")).to_contain_text("It stays yours.")
    mine.open(wren.place + "practise/where-i-feel-it")
    mine.tap(page.get_by_role("button", name="Begin", exact=True), leads_to=re.compile("/run/"))
    _on(page)
    page.get_by_role("button", name="Anxious", exact=True).click()
    page.get_by_role("button", name="Tummy").click()
    expect(page.get_by_role("button", name="Tummy")).to_contain_text("Anxious")
    assert page.locator("[data-boxes] input:checked").evaluate_all("all => all.map(one => one.name + one.value)") == [
        "at-anxioustummy"
    ]
    mine.look()
    assert mine.complaints == []


def _on(page: Page) -> None:
    before = page.locator("#asked").inner_text()
    page.locator("form.step").get_by_role("button", name="Go on", exact=True).click()
    expect(page.locator("#asked")).not_to_have_text(before)
