"""Journey 10, the teacher's half: link, code, two taps and Send; one short page, and one sheet of paper."""

import io
import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.acceptance.schooling import SCHOOL, Slip, clinical, come_in, hand_over, press_send
from tests.acceptance.village import Village, settle
from tests.acceptance.walk import READABLE_AFTER_MS, Walk, ask, listing
from tests.house import House, open_house

MOST_WORDS, MOST_TAPS, MOST_SECONDS, PAGE_SECONDS = 200, 3, 15.0, 1.5
A4 = (595, 842)  # points
WIDE = {"viewport": {"width": 1280, "height": 800}}


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    """A house of this file's own: teachers come and go in it."""
    house: House = open_house(tmp_path_factory.mktemp("school"))
    yield settle(house)
    house.stop()


@pytest.fixture
def slip(village: Village, phone: Callable[..., Page]) -> Slip:
    carer = village.just_signed_in("carer")
    return hand_over(phone(carer), carer.place, "Mr Bell")


def one_moment(walk: Walk, tone: str, chip: str) -> None:
    page = walk.page
    walk.tap(page.locator(".tone-word", has_text=tone))
    walk.tap(page.locator("label.chip", has_text=chip))
    press_send(page)
    walk.waited += page.evaluate(READABLE_AFTER_MS) / 1000
    walk.look()


@pytest.mark.journey(10)
@pytest.mark.row("TP18")
@pytest.mark.parametrize("options", [{}, WIDE, {"color_scheme": "dark"}], ids=["phone", "desk", "dark"])
def test_a_teacher_opens_link_and_code_and_sends_with_three_taps(
    village: Village, open_page: Callable[..., Page], slip: Slip, options: dict[str, object]
) -> None:
    page = come_in(open_page, slip, **options)
    mine = Walk.of(page)
    mine.open(page.url)
    assert page.evaluate(READABLE_AFTER_MS) / 1000 <= PAGE_SECONDS
    assert len(page.locator("body").inner_text().split()) <= MOST_WORDS
    one_moment(mine, "Went well", "Joined in")
    assert 0 < mine.taps <= MOST_TAPS
    assert mine.seconds <= MOST_SECONDS
    assert mine.complaints == []
    expect(page.locator("[data-toast]")).to_contain_text("Sent.")
    assert len(page.locator("body").inner_text().split()) <= MOST_WORDS
    robin = village["carer"]
    newest = json.loads(ask(village.house.url, robin, "/entries?limit=1")[1])["items"][0]
    assert newest["kind"] == "school_moment"
    assert newest["body"] == {"tone": "went_well", "what": ["joined_in"]}


@pytest.mark.journey(10)
def test_nothing_clinical_and_no_other_kind_stands_in_what_the_teacher_is_sent(
    village: Village, open_page: Callable[..., Page], slip: Slip
) -> None:
    page = come_in(open_page, slip)
    page.locator(".tone-word", has_text="Was hard").click()
    press_send(page)
    for address in (slip.link, "/school", page.url):
        answer = page.request.get(address if address.startswith("http") else village.house.url + address)
        assert answer.ok
        assert clinical(answer.text()) == []
        assert "sign in" not in answer.text().lower()


@pytest.mark.journey(10)
@pytest.mark.parametrize("options", [{}, WIDE], ids=["phone", "desk"])
def test_the_page_prints_on_exactly_one_sheet_whatever_was_sent(
    village: Village, phone: Callable[..., Page], open_page: Callable[..., Page], slip: Slip, options: dict[str, object]
) -> None:
    page = come_in(open_page, slip, **options)
    for _ in range(3):
        page.goto(page.url.split("?")[0])
        page.locator(".tone-word", has_text="Was hard").click()
        page.get_by_label("A line for home").fill("x" * 140)
        press_send(page)
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(sheets) == 1
    assert tuple(round(side) for side in sheets[0].mediabox[2:]) == A4
    printed = sheets[0].extract_text()
    assert "at school" in printed
    assert "Worried about safety?" in printed
    assert "Send" not in printed
    assert "xxx" not in printed


@pytest.mark.journey(10)
def test_printing_is_one_tap(village: Village, open_page: Callable[..., Page], slip: Slip) -> None:
    page = come_in(open_page, slip)
    page.evaluate("() => { window.print = () => { window.printed = (window.printed ?? 0) + 1; }; }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") == 1


@pytest.mark.journey(10)
def test_undo_takes_it_back_within_ten_seconds_and_take_back_does_later(
    village: Village, open_page: Callable[..., Page], slip: Slip
) -> None:
    url, robin = village.house.url, village["carer"]
    page = come_in(open_page, slip)
    before = listing(url, robin).ids
    for words in ("Undo", "Take back"):
        page.goto(page.url.split("?")[0])
        page.locator(".tone-word", has_text="Went well").click()
        press_send(page)
        assert len(listing(url, robin).ids) == len(before) + 1
        if words == "Take back":
            page.get_by_text("What you sent").click()
        with page.expect_navigation(url=re.compile(r"done=back")):
            page.get_by_role("button", name=words).first.click()
        assert listing(url, robin).ids == before


@pytest.mark.journey(10)
def test_without_scripts_a_teacher_sends_and_reads_what_is_wrong_with_their_words_kept(
    village: Village, open_page: Callable[..., Page], slip: Slip
) -> None:
    page = come_in(open_page, slip, java_script_enabled=False)
    long = "Ran ahead of the rest and came back by himself. " * 4
    page.get_by_label("Was hard", exact=True).check(force=True)
    page.get_by_label("A line for home").fill(long)
    page.get_by_role("button", name="Send", exact=True).click()
    assert "too long" in page.locator("[role=alert]").inner_text()
    assert page.get_by_label("A line for home").input_value() == long
    page.get_by_label("A line for home").fill("Short.")
    press_send(page)


@pytest.mark.journey(10)
def test_letters_are_counted_while_they_are_typed_and_a_pick_of_the_other_answer_does_not_go_along(
    village: Village, open_page: Callable[..., Page], slip: Slip
) -> None:
    page = come_in(open_page, slip)
    page.locator(".tone-word", has_text="Went well").click()
    page.locator("label.chip", has_text="Joined in").click()
    page.locator(".tone-word", has_text="Was hard").click()
    page.locator("label.chip", has_text="A lesson").click()
    page.get_by_label("A line for home").fill("y" * 139 + "\N{WAVING HAND SIGN}" * 2)
    expect(page.locator("[data-count]")).to_have_text("1 too many. There is room for 140.")
    page.get_by_label("A line for home").fill("Left early.")
    expect(page.locator("[data-count]")).to_have_text("11 of 140")
    press_send(page)
    newest = json.loads(ask(village.house.url, village["carer"], "/entries?limit=1")[1])["items"][0]
    assert newest["body"] == {"tone": "was_hard", "what": ["hard_lesson"], "words": "Left early."}
    assert SCHOOL.search(page.url)
