"""Journey 2: a carer puts a serious thing down at night, tells whom it was told, signs it off and hands it over."""

import io
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.acceptance.test_slow_phones_and_keyboards import comes_round, tab_to
from tests.acceptance.village import Village, Villager
from tests.acceptance.walk import ENTRY, Walk, ask, everything, listing, row

MOST_SECONDS = 90.0
SEEN = 'A door, then "leave me alone".'
DID = "I sat on the landing and stayed."
WORD = "quillfeather"
DUE = re.compile(r"The 24-hour form is due \w+day \d+:\d\d\. It counts from \w+day \d+:\d\d, when")
WRITE = re.compile(r"/new/incident\?safe=")
READS = {"carer", "therapist", "social_worker"}
HINTED = {"other_carer"}


def begin(walk: Walk, place: str, answer: str = "Yes") -> Page:
    page = walk.page
    walk.open(place)
    walk.tap(page.get_by_role("link", name="Add", exact=True), leads_to=re.compile(r"/add$"))
    walk.tap(page.get_by_role("link", name="Something serious"), leads_to=re.compile(r"/first$"))
    walk.tap(page.get_by_role("link", name=answer, exact=True), leads_to=WRITE)
    return page


def open_question(walk: Walk, title: str) -> None:
    walk.tap(walk.page.locator("summary", has_text=title))


def save(walk: Walk) -> str:
    walk.tap(walk.page.get_by_role("button", name="Save", exact=True), leads_to=ENTRY)
    return row(walk.page)


def two_answers(walk: Walk, place: str) -> str:
    begin(walk, place)
    open_question(walk, "What did you see and hear?")
    walk.type(SEEN)
    open_question(walk, "What did you do?")
    walk.type(DID)
    return save(walk)


def body_of(village: Village, who: str, entry: str) -> dict[str, object]:
    status, raw = ask(village.house.url, village[who], f"/entries/{entry}")
    assert status == 200
    found: dict[str, object] = json.loads(raw)["body"]
    return found


def send(village: Village, who: str, method: str, path: str, body: object = None) -> tuple[int, str]:
    villager = village[who]
    address = f"{village.house.url}/api/v1/circles/{villager.circle}{path}"
    request = Request(address, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Authorization", f"Bearer {villager.token}")
    try:
        with urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


def paper(page: Page, village: Village, entry: str) -> str:
    answer = page.request.get(f"{village['carer'].place}e/{entry}/record.pdf")
    assert answer.ok and answer.headers["content-type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.body()))
    assert reader.metadata is not None and reader.metadata.title == "Record"
    return " ".join(" ".join(each.extract_text() for each in reader.pages).split())


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
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"done=signed"))
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
