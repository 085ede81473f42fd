"""TP67: a permitted member replies to a shared entry, and its author can switch replies off."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.village import Village, Villager
from tests.acceptance.walk import ENTRY, Walk, ask, row

pytestmark = pytest.mark.row("TP67")
SEES = "Everyone who sees this entry."


def a_moment(page: Page, robin: Villager) -> str:
    page.goto(robin.place + "new/good_moment")
    page.get_by_label("We laughed", exact=True).click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    return row(page)


def say(page: Page, words: str) -> None:
    page.locator("#f-text").fill(words)
    page.get_by_role("button", name="Send").click()


def test_a_member_replies_and_everyone_who_sees_the_entry_reads_it(
    village: Village, walk: Callable[..., Walk], phone: Callable[..., Page]
) -> None:
    robin, sam = village["carer"], village["therapist"]
    entry, words = a_moment(phone(robin), robin), f"That made me smile {uuid4().hex}"
    mine = walk(sam)
    mine.open(f"{sam.place}e/{entry}")
    expect(mine.page.locator(".reply-form [data-who-sees]")).to_have_text(f"Who sees this: {SEES}")
    expect(mine.page.locator(".reply-form")).to_contain_text("Nobody is watching this page")
    mine.page.locator("#f-text").fill(words)
    mine.tap(mine.page.get_by_role("button", name="Send"), leads_to=ENTRY)
    assert mine.complaints == []
    expect(mine.page.locator("[data-toast]")).to_contain_text(f"Sent. {SEES}")
    for key in ("carer", "subject", "other_carer"):
        theirs = phone(village[key])
        theirs.goto(f"{village[key].place}e/{entry}")
        expect(theirs.locator(".reply")).to_contain_text(words)
        expect(theirs.locator(".reply")).to_contain_text(sam.name)
        theirs.context.close()
    for key in ("teacher", "school_lead", "social_worker", "stranger_carer", "stranger_therapist", "stranger_subject"):
        status, text = ask(village.house.url, village[key], f"/entries/{entry}/replies")
        assert status == 404
        assert words not in text


def test_the_author_switches_replies_off_and_what_was_said_stays(village: Village, phone: Callable[..., Page]) -> None:
    robin, wren = village["carer"], village["subject"]
    page, theirs = phone(robin), phone(wren)
    entry = a_moment(page, robin)
    theirs.goto(f"{wren.place}e/{entry}")
    say(theirs, "My side of it")
    theirs.wait_for_url(ENTRY)
    page.goto(f"{robin.place}e/{entry}")
    page.get_by_role("button", name="Switch replies off").click()
    expect(page.locator("[data-toast]")).to_contain_text("No new replies here. What was said stays.")
    expect(page.locator(".reply")).to_contain_text("My side of it")
    theirs.locator("#f-text").fill("One more thing")  # the page was open before the switch
    theirs.get_by_role("button", name="Send").click()
    expect(theirs.locator(".reply-form .error")).to_contain_text("takes no replies now")
    expect(theirs.locator("#f-text")).to_have_value("One more thing")
    theirs.goto(f"{wren.place}e/{entry}")
    expect(theirs.locator(".reply-form")).to_have_count(0)
    expect(theirs.locator(".reply")).to_contain_text("My side of it")
    page.get_by_role("button", name="Switch replies on").click()
    theirs.reload()
    expect(theirs.locator(".reply-form")).to_have_count(1)


def test_undo_takes_a_reply_back_and_it_can_come_home_again(village: Village, phone: Callable[..., Page]) -> None:
    robin, sam = village["carer"], village["therapist"]
    entry = a_moment(phone(robin), robin)
    page = phone(sam, java_script_enabled=False)
    page.goto(f"{sam.place}e/{entry}")
    say(page, "Too soon")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".reply")).to_have_count(0)
    expect(page.locator("[data-toast]")).to_contain_text("Reply deleted.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".reply")).to_contain_text("Too soon")
    assert [act for act in village.acts_on(entry) if act.startswith("reply")] == [
        "reply", "reply_delete", "reply_restore",
    ]  # fmt: skip


def test_a_reply_by_keyboard_alone(village: Village, phone: Callable[..., Page]) -> None:
    robin, wren = village["carer"], village["subject"]
    entry = a_moment(phone(robin), robin)
    page = phone(wren)
    page.goto(f"{wren.place}e/{entry}")
    page.locator("#f-text").focus()
    page.keyboard.type("I liked that day")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(ENTRY)
    expect(page.locator(".reply")).to_contain_text("I liked that day")


def test_too_many_words_are_kept_on_the_page_and_half_a_reply_waits(
    village: Village, phone: Callable[..., Page]
) -> None:
    robin, sam = village["carer"], village["therapist"]
    entry = a_moment(phone(robin), robin)
    page = phone(sam)
    page.goto(f"{sam.place}e/{entry}")
    long = "word " * 110
    say(page, long)
    expect(page.locator(".reply-form .error")).to_contain_text("There is room for 500")
    expect(page.locator("#f-text")).to_have_value(long)
    page.locator("#f-text").fill("Half a thought")
    expect(page.locator("[data-kept]")).to_contain_text("Kept")
    page.goto(f"{sam.place}drafts")
    page.get_by_role("link", name="Carry on").first.click()
    expect(page.locator("#f-text")).to_have_value("Half a thought")


def test_replies_are_gone_for_a_reader_the_moment_the_entry_is(village: Village, phone: Callable[..., Page]) -> None:
    wren, sam = village["subject"], village["therapist"]
    page = phone(wren)
    page.goto(wren.place + "new/journal")
    page.get_by_label("Write here").fill("A page for one pair of eyes.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    entry = row(page)
    expect(page.locator(".reply-form")).to_have_count(0)  # only Wren sees it: there is nobody to answer
    page.goto(f"{wren.place}e/{entry}/show/{sam.membership}")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(ENTRY)
    theirs = phone(sam)
    theirs.goto(f"{sam.place}e/{entry}")
    say(theirs, "Thank you for showing me")
    theirs.wait_for_url(ENTRY)
    page.reload()
    page.get_by_role("button", name="Stop showing").click()
    page.wait_for_url(ENTRY)
    answer = theirs.reload()
    assert answer is not None
    assert answer.status == 404
    expect(page.locator(".reply")).to_contain_text("Thank you for showing me")
