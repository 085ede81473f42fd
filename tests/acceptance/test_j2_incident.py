"""Journey 2: a carer puts a serious thing down at night, tells whom it was told, signs it off and hands it over."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.serious import DID, SEEN, WRITE, begin, body_of, open_question, paper, save, two_answers
from tests.acceptance.test_slow_phones_and_keyboards import comes_round, tab_to
from tests.acceptance.village import Village
from tests.acceptance.walk import ENTRY, Walk, row

MOST_SECONDS = 90.0
DUE = re.compile(r"The 24-hour form is due \w+day \d+:\d\d\. It counts from \w+day \d+:\d\d, when")


@pytest.mark.journey(2)
def test_two_answers_are_a_safe_first_record_within_ninety_seconds(village: Village, walk: Callable[..., Walk]) -> None:
    mine = walk(village["carer"])
    entry = two_answers(mine, village["carer"].place)
    assert mine.taps == 6
    assert mine.seconds <= MOST_SECONDS
    assert mine.complaints == []
    toast = mine.page.locator("[data-toast]")
    expect(toast).to_contain_text("Kept, with the time. You can add to it until you sign it off.")
    expect(mine.page.locator("main")).to_contain_text(DUE)
    assert body_of(village, "carer", entry) == {"safe": "yes", "seen_words": SEEN, "did_words": DID}


@pytest.mark.journey(2)
def test_help_comes_first_and_not_yet_keeps_it_in_front_without_being_in_the_way(
    village: Village, walk: Callable[..., Walk]
) -> None:
    mine = walk(village["carer"])
    page = begin(mine, village["carer"].place, "Not yet")
    expect(page.get_by_role("link", name="Call 999")).to_be_in_viewport()
    open_question(mine, "What happens next?")
    mine.type("We are in the hall. They are on their way.")
    entry = save(mine)
    assert mine.complaints == []
    assert body_of(village, "carer", entry)["safe"] == "not_yet"
    page.get_by_role("link", name="Change").click()
    expect(page.get_by_role("link", name="Call 999")).to_be_visible()
    page.get_by_label("Yes", exact=True).first.check()
    expect(page.get_by_role("link", name="Call 999")).to_be_hidden()


@pytest.mark.journey(2)
def test_the_first_screen_has_the_number_at_once(village: Village, phone: Callable[..., Page]) -> None:
    page = phone(village["carer"])
    page.goto(village["carer"].place + "new/incident/first")
    expect(page.get_by_role("heading", name="Is everyone safe now?")).to_be_in_viewport()
    for name in ("Yes", "Not yet", "Call 999"):
        target = page.get_by_role("link", name=name, exact=True)
        expect(target).to_be_in_viewport()
        box = target.bounding_box()
        assert box is not None and box["height"] >= 48


@pytest.mark.journey(2)
def test_the_form_is_never_red_and_nobody_is_late(village: Village, phone: Callable[..., Page]) -> None:
    page = phone(village["carer"])
    page.goto(village["carer"].place + "new/incident?safe=yes")
    line = page.locator(".due")
    expect(line).to_contain_text(DUE)
    assert line.evaluate("at => getComputedStyle(at).color") == page.evaluate("getComputedStyle(document.body).color")
    assert "overdue" not in page.content().lower()


@pytest.mark.journey(2)
def test_what_is_typed_is_kept_within_two_seconds_and_survives_a_closed_page(
    village: Village, walk: Callable[..., Walk], phone: Callable[..., Page]
) -> None:
    mine = walk(village["carer"])
    page = begin(mine, village["carer"].place)
    open_question(mine, "How did it end?")
    mine.type("With tea and the lamp on.")
    expect(page.locator("[data-kept]")).to_contain_text("Kept", timeout=4_000)
    page.get_by_label("Someone I told, 1").fill("Duty worker, 21:40, by phone")
    page.wait_for_timeout(2_500)
    page.context.close()
    again = phone(village["carer"])
    again.goto(village["carer"].place + "drafts")
    expect(again.locator("main")).to_contain_text("With tea and the lamp on.")
    expect(again.locator("main")).to_contain_text("Duty worker, 21:40, by phone")


@pytest.mark.journey(2)
def test_written_in_any_order_changed_signed_added_to_and_handed_over(
    village: Village, walk: Callable[..., Walk], phone: Callable[..., Page]
) -> None:
    robin = village.just_signed_in("carer")
    mine = walk(robin)
    page = begin(mine, robin.place)
    for title, words in (
        ("What happens next?", "Sam rings at nine."),
        ("Where and when was it?", "At home, about 21:15."),
        ("Who was there?", "Wren, me and J."),
    ):
        open_question(mine, title)
        mine.type(words)
    page.get_by_label("Someone I told, 1").fill("Duty worker, 21:40, by phone")
    page.get_by_role("button", name="One more").click()
    expect(page.get_by_label("Someone I told, 3")).to_be_focused()
    mine.type("Sam, 21:55, message")
    entry = save(mine)
    told = ["Duty worker, 21:40, by phone", "Sam, 21:55, message"]
    assert body_of(village, "therapist", entry)["told"] == told

    mine.tap(page.get_by_role("link", name="Change"), leads_to=re.compile(r"/edit$"))
    open_question(mine, "How did it end?")
    mine.type("Asleep by eleven.")
    save(mine)
    mine.tap(page.get_by_role("link", name="Earlier versions"), leads_to=re.compile(r"/earlier$"))
    expect(page.locator("main")).to_contain_text("As you first wrote it")
    expect(page.locator("main")).to_contain_text(re.compile(r"Written \w{3} \d+ \w{3} \d{4}, \d+:\d\d"))
    page.go_back()

    mine.tap(page.get_by_role("button", name="Sign off"), leads_to=ENTRY)
    expect(page.locator("[data-toast]")).to_contain_text("Signed off, with the time.")
    expect(page.get_by_role("link", name="Change")).to_have_count(0)
    expect(page.get_by_role("button", name="Delete")).to_have_count(0)
    page.get_by_label("What you want to add").fill("The duty worker rang back at 22:10.")
    mine.tap(page.get_by_role("button", name="Add", exact=True), leads_to=ENTRY)
    assert mine.complaints == []
    expect(page.locator(".added")).to_contain_text("The duty worker rang back at 22:10.")

    said = paper(page, village, entry)
    for words in ("Written by Robin, carer", "Signed off", "This is version 4", "The duty worker rang back at 22:10."):
        assert words in said
    assert "Version 1, written" in said and "Asleep by eleven." in said and all(each in said for each in told)
    assert village.acts_on(entry).count("export") == 1
    assert [act for act in village.acts_on(entry) if act in ("write", "revise", "sign_off", "add_to")] == [
        "write", "revise", "sign_off", "add_to",
    ]  # fmt: skip


@pytest.mark.journey(2)
def test_it_can_be_written_signed_and_added_to_with_the_keyboard_alone(
    village: Village, phone: Callable[..., Page]
) -> None:
    robin, page = village["carer"], phone(village["carer"])
    page.goto(robin.place)
    for name, follows in (("Add", re.compile(r"/add$")), ("Something serious", re.compile(r"/first$"))):
        tab_to_start(page, name)
        page.keyboard.press("Enter")
        page.wait_for_url(follows)
        comes_round(page)
        page.evaluate("document.activeElement.blur()")
    tab_to(page, "Yes")
    page.keyboard.press("Enter")
    page.wait_for_url(WRITE)
    tab_to_start(page, "What did you see and hear?")
    page.keyboard.press("Enter")
    page.keyboard.type(SEEN)
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    page.wait_for_url(ENTRY)
    assert body_of(village, "carer", row(page)) == {"safe": "yes", "seen_words": SEEN}
    tab_to(page, "Sign off")
    with page.expect_navigation(url=re.compile(r"done=signed")):
        page.keyboard.press("Enter")
    tab_to(page, "What you want to add")
    page.keyboard.type("One more thing.")
    tab_to(page, "Add")
    page.keyboard.press("Enter")
    expect(page.locator(".added")).to_have_count(1)
    comes_round(page)


def tab_to_start(page: Page, beginning: str) -> None:
    """Go on with Tab until something whose name begins so has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText ?? ''").strip().startswith(beginning):
            return
    raise AssertionError(f"Tab never comes to {beginning!r}")


@pytest.mark.journey(2)
def test_it_can_be_written_without_javascript(village: Village, phone: Callable[..., Page]) -> None:
    robin, page = village["carer"], phone(village["carer"], java_script_enabled=False)
    page.goto(robin.place)
    for name in ("Add", "Something serious", "Not yet"):
        page.get_by_role("link", name=name).first.click()
    page.get_by_label("Who was there?").fill("Wren and me.")
    page.get_by_label("Someone I told, 1").fill("Duty worker, 21:40")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    body = body_of(village, "carer", row(page))
    assert body == {"safe": "not_yet", "who_words": "Wren and me.", "told": ["Duty worker, 21:40"]}
    page.get_by_role("button", name="Sign off").click()
    expect(page.locator(".signed")).to_have_count(1)
