"""Journey 2, for everybody else: who sees it and from when, and signed stays signed in every tab and by program."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.serious import DID, SEEN, body_of, send, two_answers
from tests.acceptance.village import Village, Villager
from tests.acceptance.walk import ENTRY, Walk, ask, everything, listing, row

WORD = "quillfeather"
READS = {"carer", "therapist", "social_worker"}
HINTED = {"other_carer"}


@pytest.mark.journey(2)
def test_signing_can_be_taken_back_by_one_tap(village: Village, walk: Callable[..., Walk]) -> None:
    mine = walk(village["carer"])
    entry = two_answers(mine, village["carer"].place)
    mine.tap(mine.page.get_by_role("button", name="Sign off"), leads_to=ENTRY)
    mine.tap(mine.page.get_by_role("button", name="Undo"), leads_to=ENTRY)
    expect(mine.page.get_by_role("link", name="Change")).to_be_visible()
    assert send(village, "carer", "DELETE", f"/entries/{entry}")[0] == 204


@pytest.mark.journey(2)
def test_signed_stays_signed_through_two_tabs_and_the_api(
    village: Village, walk: Callable[..., Walk], phone: Callable[..., Page]
) -> None:
    robin = village["carer"]
    mine = walk(robin)
    entry = two_answers(mine, robin.place)
    other = mine.page.context.new_page()
    other.goto(f"{robin.place}e/{entry}/edit")
    other.locator("summary", has_text="How did it end?").click()
    other.keyboard.type("Typed in the other tab.")
    third = mine.page.context.new_page()
    third.goto(f"{robin.place}e/{entry}")
    mine.tap(mine.page.get_by_role("button", name="Sign off"), leads_to=ENTRY)

    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_role("alert").first).to_contain_text("This is signed off, so it stays as it is.")
    expect(other.get_by_label("What you want to add")).to_have_value("How it ended: Typed in the other tab.")
    third.get_by_role("button", name="Delete").click()
    expect(third.get_by_role("alert").first).to_contain_text("This is signed off, so it stays as it is.")

    change = {"kind": "incident", "revision": 2, "body": {"safe": "not_yet"}}
    for method, body in (("PUT", change), ("PUT", change | {"revision": 1}), ("DELETE", None)):
        status, raw = send(village, "carer", method, f"/entries/{entry}", body)
        assert status == 409
        assert json.loads(raw)["error"]["code"] == "signed_off"
    assert body_of(village, "carer", entry) == {"safe": "yes", "seen_words": SEEN, "did_words": DID}

    other.get_by_role("button", name="Add", exact=True).click()
    other.wait_for_url(ENTRY)
    item = json.loads(ask(village.house.url, village["therapist"], f"/entries/{entry}")[1])
    assert [each["text"] for each in item["addenda"]] == ["How it ended: Typed in the other tab."]


def levels(village: Village, entry: str) -> dict[str, str]:
    found = {}
    for person in village.others():
        status, raw = ask(village.house.url, person, f"/entries/{entry}")
        listed = entry in listing(village.house.url, person).ids
        assert (status == 200) is listed, person.key
        if status == 200:
            found[person.key] = json.loads(raw)["level"]
    return found


def tell(page: Page, robin: Villager, words: str, **ticks: str) -> str:
    page.goto(robin.place + "new/incident?safe=yes")
    page.locator("summary", has_text="What did you see and hear?").click()
    page.keyboard.type(words)
    page.locator("summary", has_text="When it was, school").click()
    if "school" in ticks:
        page.get_by_label("It touches school").check()
    if "wait_until" in ticks:
        page.get_by_label("Wait until").fill(ticks["wait_until"])
        page.get_by_label("Why does it wait?").fill(f"We talk first, {WORD}.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    return row(page)


@pytest.mark.journey(2)
def test_everyone_sees_what_the_table_says_and_a_second_circle_sees_nothing(
    village: Village, phone: Callable[..., Page]
) -> None:
    robin = village["carer"]
    before = {each.key: listing(village.house.url, each) for each in village.others(*READS, *HINTED)}
    entry = tell(phone(robin), robin, f"The word was {WORD}.")
    assert levels(village, entry) == dict.fromkeys(READS, "full") | dict.fromkeys(HINTED, "summary")
    for key, was in before.items():
        assert listing(village.house.url, village[key]) == was, key
    for person in village.others(*READS):
        if person.key != "teacher":  # has no such pages at all
            seen = everything(phone(person), person, WORD)
            assert [name for name, text in seen.items() if WORD in text] == [], person.key


@pytest.mark.journey(2)
def test_the_school_lead_learns_that_it_is_there_when_it_touches_school(
    village: Village, phone: Callable[..., Page]
) -> None:
    robin = village["carer"]
    page = phone(robin)
    entry = tell(page, robin, f"The word was {WORD}.", school="yes")
    assert levels(village, entry)["school_lead"] == "summary"
    assert "teacher" not in levels(village, entry)
    expect(page.locator(".sees [data-who-sees]")).to_contain_text("the school lead see it is there, not your words")
    lead = phone(village["school_lead"])
    lead.goto(f"{robin.place}e/{entry}")
    expect(lead.locator("main")).to_contain_text("The words are theirs. You see only this much.")
    assert WORD not in lead.content()


@pytest.mark.journey(2)
def test_the_young_person_reads_it_when_it_is_opened_with_them_and_not_before(
    village: Village, phone: Callable[..., Page], walk: Callable[..., Walk]
) -> None:
    robin, wren = village["carer"], village["subject"]
    page = phone(robin)
    soon = date.today() + timedelta(days=4)
    entry = tell(page, robin, f"The word was {WORD}.", wait_until=soon.isoformat())
    sentence = page.locator(".sees [data-who-sees]")
    expect(sentence).to_contain_text(f"The young person can read it from {soon:%A} {soon.day} {soon:%B}.")
    assert ask(village.house.url, wren, f"/entries/{entry}")[0] == 404
    page.get_by_role("link", name="Read it with Wren").click()
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url(ENTRY)
    hers = walk(wren)
    hers.open(f"{wren.place}e/{entry}")
    expect(hers.page.locator("summary", has_text="A child reads it with a grown-up.")).to_be_visible()
    expect(hers.page.get_by_text(f"The word was {WORD}.")).to_be_hidden()
    hers.tap(hers.page.locator("summary", has_text="A child reads it with a grown-up."))
    expect(hers.page.get_by_text(f"The word was {WORD}.")).to_be_visible()
    assert hers.complaints == []
    for name in ("Sign off", "Change", "Save as a PDF"):
        assert hers.page.get_by_text(name, exact=True).count() == 0


@pytest.mark.journey(2)
def test_a_wait_without_a_reason_is_asked_for_it_and_the_sentence_follows_the_day(
    village: Village, phone: Callable[..., Page]
) -> None:
    robin = village["carer"]
    page = phone(robin)
    page.goto(robin.place + "new/incident?safe=yes")
    page.locator("summary", has_text="When it was, school").click()
    soon = date.today() + timedelta(days=4)
    page.get_by_label("Wait until").fill(soon.isoformat())
    page.get_by_label("It touches school").check()
    beside = page.locator(".save-bar [data-who-sees]")
    expect(beside).to_contain_text(f"can read it from {soon:%A}")
    expect(beside).to_contain_text("the school lead")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("Say in a few words why it waits.")
    expect(page.get_by_label("Wait until")).to_have_value(soon.isoformat())
