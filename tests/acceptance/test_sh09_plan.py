"""The plan: made of one's own things with a tap, by two at once, in two taps from anywhere, offline, and on paper."""

import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.acceptance.village import Village, Villager, settle
from tests.browser.screens import is_too_wide, low_controls, serious_problems
from tests.house import House

HEADINGS = (
    "How I know it is getting hard",
    "Things I can do on my own",
    "Where I can be, who I can be near",
    "People I can tell",
    "People whose job it is",
    "Making things safer around me",
    "Why I keep going",
    "After it passes",
)
GOAL, JO, BAND, SIGNS = "To trust the quiet", "Auntie Jo, who never asks", "The band in June", "I stop answering."
WORDS_OF_MINE = "Sam on Tuesdays."


@pytest.fixture
def village(house: House) -> Village:
    """Everybody anew for each test: a person has one plan, and others write in it too."""
    return settle(house)


def write(page: Page, part: str, text: str) -> None:
    """Write one part from the plan's own page."""
    card = page.locator(".plan-part", has=page.get_by_role("heading", name=part, exact=True))
    card.get_by_role("link", name="Write").click()
    page.locator("#f-text").fill(text)
    expect(page.locator("form [data-who-sees]").first).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="My plan", level=1)).to_be_visible()


def filled(page: Page, young: Villager, therapist: Villager) -> None:
    """Put things into the plan: one from each list with a tap, two parts in words, one of them shown."""
    for path, text in (("plan/strengths", JO), ("plan/hopes", BAND)):
        page.goto(young.place + path)
        page.get_by_role("link", name=re.compile("Add")).first.click()
        page.locator("#f-text").fill(text)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text(text)).to_be_visible()
    page.get_by_role("button", name="Put it in my plan").click()
    expect(page.get_by_text("It is in your plan now, under Why I keep going.")).to_be_visible()
    page.goto(young.place + "plan")
    write(page, "What I want for me", GOAL)
    write(page, "How I know it is getting hard", SIGNS)
    page.locator("#people").get_by_role("link", name="Write").click()
    page.get_by_role("button", name=JO).click()
    expect(page.locator("#f-text")).to_have_value(JO)
    page.get_by_role("checkbox", name=re.compile(therapist.name)).check()
    expect(page.locator("form [data-who-sees]").first).to_contain_text(therapist.name)
    page.get_by_role("button", name="Save", exact=True).click()


def offered_and_taken(page: Page, other: Page, young: Villager, therapist: Villager) -> None:
    """Let the therapist offer words for the one part they read, and the young person take them."""
    other.goto(therapist.place + "plan")
    expect(other.get_by_text(JO)).to_be_visible()
    assert other.get_by_text(SIGNS).count() == 0
    other.get_by_text("Offer other words").click()
    other.get_by_label("Your words for this part").fill(f"{JO}\n{WORDS_OF_MINE}")
    other.get_by_role("button", name="Send").click()
    page.goto(young.place + "plan")
    page.get_by_text("Words somebody offers here").click()
    page.get_by_role("button", name="Use these words").click()
    expect(page.locator("#people .written").first).to_contain_text(WORDS_OF_MINE)


def stands_on_paper(page: Page, young: Villager) -> None:
    """See that the goal stands on top, on the page, in the PDF and in print."""
    texts = page.locator(".plan-part [data-plan-text]").all_inner_texts()
    assert texts[0] == GOAL
    assert BAND in texts
    paper = page.request.get(young.place + "plan.pdf")
    assert paper.ok
    on_paper = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper.body())).pages)
    assert on_paper.index(GOAL) < on_paper.index(SIGNS) < on_paper.index(BAND)
    page.emulate_media(media="print")
    assert page.get_by_role("link", name="Change").locator("visible=true").count() == 0
    expect(page.get_by_text(GOAL).first).to_be_visible()
    page.emulate_media(media="screen")


@pytest.mark.row("SH09")
@pytest.mark.row("CT23")
@pytest.mark.row("IC25")
@pytest.mark.row("TP69")
def test_a_plan_is_made_of_ones_own_things_by_two_at_once_and_opens_without_a_network(
    phone: Callable[..., Page], village: Village
) -> None:
    young, therapist = village["subject"], village["therapist"]
    page = phone(young)
    page.goto(young.place + "settings")
    page.get_by_role("link", name="Mine").click()
    page.get_by_role("link", name="My plan").click()  # two taps from any page of one's own
    for heading in ("What I want for me", *HEADINGS):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    filled(page, young, therapist)
    offered_and_taken(page, phone(therapist), young, therapist)
    stands_on_paper(page, young)
    assert serious_problems(page) == []
    assert [each for each in low_controls(page, 48) if each["word"] != "here is who"] == []
    assert not is_too_wide(page)

    page.goto("/now")
    expect(page.get_by_text("Works offline")).to_be_visible()
    page.goto(young.place + "plan")
    page.get_by_role("button", name="Keep it on this device").click()
    expect(page.get_by_text("It is on this device now.")).to_be_visible()
    page.context.clear_cookies()
    page.context.set_offline(True)
    page.goto("/now")
    page.get_by_role("link", name="My plan").first.click()
    for text in (GOAL, SIGNS, BAND, WORDS_OF_MINE):
        expect(page.locator("#plan .written", has_text=text)).to_be_visible()


def test_what_was_written_on_the_device_alone_is_not_lost_when_the_plan_is_copied_there(
    phone: Callable[..., Page], village: Village
) -> None:
    child = village["child"]
    page = phone(child)
    page.goto("/now#plan")
    page.get_by_text("Write or change my plan").click()
    page.get_by_label("Things I can do on my own").fill("Torch under the table.")
    page.locator("[data-kit-plan='2']").get_by_role("button", name="Keep it here").click()
    expect(page.locator("[data-part='2']")).to_contain_text("Torch")
    page.goto(child.place + "plan")
    expect(page.get_by_role("heading", name="My calm things")).to_be_visible()
    write(page, "My calm things", "The bird card.")
    for _ in range(2):
        page.get_by_role("button", name="Keep it on this device").click()
        expect(page.get_by_text("It is on this device now.")).to_be_visible()
    page.goto("/now#plan")
    kept = page.locator("[data-part='2'] [data-text]")
    expect(kept).to_have_text(re.compile(r"The bird card\.\s+Was here before:\s+Torch under the table\."))
