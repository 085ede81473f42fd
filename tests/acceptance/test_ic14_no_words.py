"""A whole check-in with pictures and colours only, and every picture has a name for those who listen to the page."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.village import Village
from tests.acceptance.walk import Walk, ask, row

WEATHER = ["Bright", "Settled", "Breezy", "Stormy", "Foggy", "Don't know"]
HEARD_WITHIN_MS = 1_000
ENERGY = ["Empty", "Low", "Half full", "Good", "Full"]


def spoken(page: Page) -> list[dict[str, Any]]:
    """Everything a screen reader meets, in order: role, name and the rest, from Chromium's own accessibility tree."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [
        {"role": node["role"]["value"], "name": node.get("name", {}).get("value", "")}
        | {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
        for node in nodes
        if not node.get("ignored") and "role" in node
    ]


def named(page: Page, role: str) -> list[str]:
    return [
        str(node["name"]).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        for node in spoken(page)
        if node["role"] == role
    ]


@pytest.mark.row("IC14")
def test_a_check_in_needs_no_words_and_is_spoken_correctly(village: Village, walk: Callable[..., Walk]) -> None:
    wren = village["subject"]
    mine = walk(wren)
    page = mine.page
    mine.open(wren.place + "new/check_in?pictures=1")
    assert page.locator(".weather .tile:visible").all_inner_texts() != []
    assert set(WEATHER) <= set(named(page, "button"))
    assert not any(_words_seen(page, word) for word in WEATHER), "pictures only means no words to read"
    mine.tap(page.get_by_role("button", name="Stormy"), leads_to=re.compile(r"/kept"))
    expect(page.locator("[data-toast]")).to_contain_text("Kept. Only you.")
    live = [node for node in spoken(page) if node.get("live") == "polite" and node["role"] == "status"]
    assert live, "the toast must stand in a live region"
    assert set(ENERGY) <= set(named(page, "radio"))
    page.get_by_role("radio", name="Low").check(force=True)
    page.get_by_role("radio", name="Not nice").check(force=True)
    entry = row(page)
    mine.tap(page.get_by_role("button", name=re.compile("Save this too")), leads_to=re.compile(rf"{wren.place}$"))
    assert mine.characters == 0
    assert mine.complaints == []
    body = json.loads(ask(village.house.url, wren, f"/entries/{entry}")[1])["body"]
    assert body == {"weather": "stormy", "energy": 3, "pleasantness": 3}


def _words_seen(page: Page, word: str) -> bool:
    """Tell whether a word of a tile takes up room on the screen."""
    box = page.locator(".weather .tile span", has_text=word).first.bounding_box()
    return box is not None and box["width"] > 4


@pytest.mark.row("IC14")
def test_the_line_after_saving_is_spoken_after_the_page_stands(village: Village, phone: Callable[..., Page]) -> None:
    wren = village["subject"]
    page = phone(wren)
    page.add_init_script(
        """
        window.heard = [];
        addEventListener("DOMContentLoaded", () => {
          const region = document.querySelector("[role=status].toasts");
          new MutationObserver(() => window.heard.push(region.textContent)).observe(region, {
            subtree: true, childList: true, characterData: true,
          });
        });
        """
    )
    page.goto(wren.place + "new/check_in?pictures=1")
    page.get_by_role("button", name="Bright").click()
    page.wait_for_url(re.compile(r"/kept"))
    page.wait_for_timeout(HEARD_WITHIN_MS)
    assert any("Kept. Only you." in text for text in page.evaluate("window.heard"))


@pytest.mark.row("IC14")
def test_pictures_alone_work_without_javascript(village: Village, phone: Callable[..., Page]) -> None:
    wren = village["subject"]
    page = phone(wren, java_script_enabled=False)
    page.goto(wren.place + "new/check_in?pictures=1")
    page.get_by_role("button", name="Foggy").click()
    page.wait_for_url(re.compile(r"/kept"))
    body = json.loads(ask(village.house.url, wren, f"/entries/{row(page)}")[1])["body"]
    assert body == {"weather": "foggy"}


@pytest.mark.row("CT07")
def test_a_child_of_nine_writing_alone_keeps_it_alone(village: Village, phone: Callable[..., Page]) -> None:
    child = village["child"]
    page = phone(child)
    page.goto(child.place + "new/journal")
    expect(page.locator(".save-bar [data-who-sees]")).to_contain_text("Only you.")
    page.get_by_label("Write here").fill("My own secret den is behind the shed.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"/e/[0-9a-f-]{36}"))
    for key in ("child_carer", "child_therapist"):
        assert ask(village.house.url, village[key], f"/entries/{row(page)}")[0] == 404
        theirs = phone(village[key])
        theirs.goto(village[key].place + "diary")
        expect(theirs.locator("main")).not_to_contain_text("den")
