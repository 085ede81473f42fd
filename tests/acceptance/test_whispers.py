"""The editor whispers: a kinder word beside a label while an adult writes; it never blocks, edits or enters a quote."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from lamplit.engines.records.whispers import kinder_words, whispers_in
from tests.acceptance.village import Village, Villager
from tests.acceptance.walk import ENTRY, Walk, ask, row

LABEL = "He was attention-seeking at tea"
TEXTS = [
    LABEL, "Naughty. Naughty again, then a PLACEMENT move", "\u2018you\u2019re naughty\u2019 she said",
    "'naughty', he said",
    'never "naughty and\nrude" here, but rude here', 'open "naughty\n\nand rude', "wasn't naughty, Wren's been rude",
    "\u00abrude\u00bb \u201erude\u201c \u201crude\u201d", "won\u2019t listen", "won't listen",
    "attention \u2011 seeking",
    "LAC lac", "\u00e9rude rude\u00e9", "spoilt brat", "", '"', "'", "\u2018",
]  # fmt: skip


def a_moment_about(page: Page, robin: Villager, words: str) -> Locator:
    page.goto(robin.place + "new/good_moment")
    box = page.get_by_label("A line about it")
    box.fill(words)
    return box


def test_a_label_is_met_with_a_kinder_word_that_can_be_left_and_never_stands_in_the_way(
    village: Village, walk: Callable[..., Walk]
) -> None:
    robin = village["carer"]
    mine = walk(robin)
    page = mine.page
    box = a_moment_about(page, robin, LABEL)
    whisper = page.locator(".whisper:visible")
    expect(whisper).to_have_count(1)
    expect(whisper).to_contain_text("You wrote attention-seeking. Would they be glad to read this one day?")
    expect(whisper).to_contain_text("Maybe: looking for connection")
    mine.look()
    assert mine.complaints == []
    expect(box).to_have_value(LABEL)
    leave = whisper.get_by_label("Leave it")
    size = whisper.locator(".leave-it").bounding_box()
    assert size is not None
    assert size["height"] >= 48
    leave.focus()
    page.keyboard.press("Space")
    expect(whisper).to_have_count(0)
    expect(box).to_be_focused()
    box.press_sequentially(" again")
    box.press_sequentially(", naughty")
    expect(whisper).to_have_count(1)  # another one; what was left stays left
    expect(whisper).to_contain_text("naughty")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    body = json.loads(ask(village.house.url, robin, f"/entries/{row(page)}")[1])["body"]
    assert body == {"words": f"{LABEL} again, naughty"}


def test_nothing_is_whispered_about_what_somebody_said(village: Village, phone: Callable[..., Page]) -> None:
    page = phone(village["carer"])
    box = a_moment_about(page, village["carer"], 'Nan said "he is attention-seeking"')
    page.wait_for_timeout(1000)
    expect(page.locator(".whisper")).to_have_count(0)
    box.press_sequentially(" and he was naughty")
    expect(page.locator(".whisper")).to_have_count(1)


def test_without_javascript_an_unfinished_page_whispers_too(village: Village, phone: Callable[..., Page]) -> None:
    robin = village["carer"]
    page = phone(robin)
    a_moment_about(page, robin, LABEL)
    expect(page.locator("[data-kept]")).to_contain_text("Kept")
    plain = phone(robin, java_script_enabled=False)
    plain.goto(robin.place + "drafts")
    plain.get_by_role("link", name="Carry on").first.click()
    whisper = plain.locator(".whisper")
    expect(whisper).to_contain_text("Maybe: looking for connection")
    whisper.get_by_label("Leave it").check(force=True)
    expect(whisper).to_be_hidden()


def test_a_reply_is_whispered_about_for_an_adult_and_not_for_the_young_person(
    village: Village, phone: Callable[..., Page]
) -> None:
    robin = village["carer"]
    page = phone(robin)
    page.goto(robin.place + "new/good_moment")
    page.get_by_label("We laughed", exact=True).click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    entry = row(page)
    for key, count in (("therapist", 1), ("subject", 0)):
        theirs = phone(village[key])
        theirs.goto(f"{village[key].place}e/{entry}")
        theirs.locator("#f-text").fill("That was attention seeking")
        if count:
            expect(theirs.locator(".whisper")).to_have_count(1)
        else:
            theirs.wait_for_timeout(1000)
            expect(theirs.locator(".whisper, [data-whispers]")).to_have_count(0)


def test_the_school_page_whispers_too(village: Village, phone: Callable[..., Page]) -> None:
    page = phone(village["teacher"])
    page.goto(village["teacher"].place + "school")
    page.locator("label.tone-word").last.click()
    page.locator("#f-words").fill("Playing up in maths")
    expect(page.locator(".whisper")).to_contain_text("Maybe: was showing that something was hard")


def test_it_can_be_switched_off_and_a_young_person_has_no_such_switch(
    village: Village, phone: Callable[..., Page]
) -> None:
    robin, wren = village["other_carer"], village["subject"]
    page = phone(robin)
    page.goto(robin.place + "settings")
    page.locator("#switches").get_by_role("button", name="Switch them off").click()
    expect(page.locator("#switches")).to_contain_text("Switched off. No other words are offered")
    a_moment_about(page, robin, LABEL)
    expect(page.locator("[data-whispers]")).to_have_count(0)
    page.goto("/account")
    page.get_by_role("button", name="Switch them on").click()
    a_moment_about(page, robin, LABEL)
    expect(page.locator(".whisper")).to_have_count(1)
    theirs = phone(wren)
    theirs.goto(wren.place + "settings")
    expect(theirs.get_by_text("Kinder words")).to_have_count(0)
    assert theirs.request.get(wren.place + "settings").ok


@pytest.mark.parametrize("address", ["new/journal", "new/moment?tone=hard"])
def test_a_carers_own_page_is_never_whispered_about(village: Village, phone: Callable[..., Page], address: str) -> None:
    page = phone(village["carer"])
    page.goto(village["carer"].place + address)
    expect(page.locator("[data-whispers]")).to_have_count(0 if "journal" in address else 1)


def test_the_page_and_the_server_find_the_same(village: Village, phone: Callable[..., Page]) -> None:
    page = phone(village["carer"])
    page.goto(village["carer"].place + "settings")
    there = page.evaluate(
        """async ([texts, at]) => {
          const { find } = await import(at);
          const { words } = await (await fetch("/whispers.json")).json();
          return texts.map((text) => find(text, words).map(({ written, instead }) => [written, instead]));
        }""",
        [TEXTS, _script(page, village)],
    )
    here = [[[each.written, each.instead] for each in whispers_in(text, kinder_words())] for text in TEXTS]
    assert there == here
    assert sum(map(len, here)) >= 10


def _script(page: Page, village: Village) -> str:
    """The address of the script as a page of writing has it."""
    found = re.search(
        r'src="([^"]*/whispers[^"]*[.]js)"', page.request.get(village["carer"].place + "new/moment").text()
    )
    assert found is not None
    return found[1]
