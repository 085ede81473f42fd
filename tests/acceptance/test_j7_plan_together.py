"""Journey 7: a plan made with the therapist, who knows when is agreed by both, and a change is instant."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.test_slow_phones_and_keyboards import tab_to
from tests.acceptance.village import Village, Villager, settle
from tests.acceptance.walk import Walk, listing
from tests.house import House

WRITE = re.compile("^(Write|Change)$")
PRIVATE = "Because of what happened in the car."
STORMY, TELL, ASK = "When it is stormy in me", "I tell them myself", "They ask me, once"
MADE = {"signs": "I go quiet and look at the floor.", "alone": "The long way round with the dog."}


@pytest.fixture
def village(house: House) -> Village:
    """Everybody anew for each test: a person has one plan, and others write in it too."""
    return settle(house)


def write_together(mine: Walk, young: Villager) -> None:
    """Open the plan, say that it is made with the therapist, and write two of its parts; the others are skipped.

    Another test of this house may have begun the same plan.
    """
    mine.open(f"{young.place}plan")
    together = mine.page.get_by_role("link", name="I am making it with my therapist")
    for part, text in MADE.items():
        if together.count():
            mine.tap(together)
        mine.tap(mine.page.locator(f"#{part}").get_by_role("link", name=WRITE))
        mine.page.locator("#f-text").fill("")
        mine.type(text)
        mine.tap(mine.page.get_by_role("button", name="Save", exact=True))
        expect(mine.page.locator(f"#{part} [data-plan-text]")).to_have_text(text)


def make_rule(mine: Walk, young: Villager, therapist: Villager) -> None:
    """Say who knows when it is stormy, in two picks and one person."""
    mine.tap(mine.page.get_by_role("link", name="Add who knows when"))
    mine.tap(mine.page.get_by_role("radio", name=STORMY))
    mine.tap(mine.page.get_by_role("radio", name=ASK))
    box = mine.page.get_by_role("checkbox", name=re.compile(therapist.name))
    if not box.is_checked():
        mine.tap(box)
    expect(mine.page.locator("form [data-who-sees]").first).to_contain_text(therapist.name)
    mine.tap(mine.page.get_by_role("button", name="Save", exact=True))
    expect(mine.page.locator(".rule", has_text=STORMY).last).to_contain_text(f"{STORMY}. {ASK}.")


@pytest.mark.journey(7)
def test_a_plan_is_made_together_both_agree_who_knows_when_and_a_change_is_instant(
    village: Village, walk: Callable[..., Walk], phone: Callable[..., Page]
) -> None:
    young, therapist = village["subject"], village["therapist"]
    mine = walk(young)
    write_together(mine, young)
    again = phone(young)  # resumable: another device goes on where this one stopped, with what was skipped still open
    again.goto(f"{young.place}plan")
    for part, text in MADE.items():
        expect(again.locator(f"#{part} [data-plan-text]")).to_have_text(text)
    expect(again.locator("#after").get_by_role("link", name=WRITE)).to_be_visible()

    make_rule(mine, young, therapist)
    theirs = walk(therapist)
    theirs.open(f"{therapist.place}plan")
    for text in MADE.values():
        expect(theirs.page.get_by_text(text)).to_be_visible()
    theirs.tap(theirs.page.locator(".rule", has_text=STORMY).last.get_by_role("button", name="Yes, agreed"))
    expect(theirs.page.get_by_text("You said yes to it. They can see that.")).to_be_visible()
    mine.open(f"{young.place}plan")
    expect(mine.page.locator(".rule", has_text=STORMY).last).to_contain_text(f"Said yes to this: {therapist.name}")

    reason = keep_a_private_reason(phone(young), young)
    mine.tap(mine.page.locator(".rule", has_text=STORMY).last.get_by_role("link", name="Change"))
    mine.tap(mine.page.get_by_role("radio", name=TELL))
    mine.tap(mine.page.get_by_role("button", name="Save", exact=True))
    theirs.open(f"{therapist.place}plan")
    changed = theirs.page.locator(".rule", has_text=STORMY).last
    expect(changed).to_contain_text(f"{STORMY}. {TELL}.")
    expect(changed).to_contain_text(f"Changed since they said yes: {therapist.name}")
    assert PRIVATE not in theirs.page.content()
    assert reason not in listing(village.house.url, therapist).ids
    for other in village.others("subject", "therapist"):
        raw = listing(village.house.url, other).raw
        assert all(text not in raw for text in MADE.values())
    assert mine.complaints == theirs.complaints == []


def keep_a_private_reason(page: Page, young: Villager) -> str:
    """Write down for oneself why the rule changes; returns the entry's id."""
    page.goto(f"{young.place}new/journal")
    page.locator("#f-text").fill(PRIVATE)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"/e/[0-9a-f-]{36}"))
    return page.url.split("/e/")[1][:36]


@pytest.mark.journey(7)
def test_a_rule_is_made_and_agreed_by_keyboard_alone(village: Village, phone: Callable[..., Page]) -> None:
    young, therapist = village["subject"], village["therapist"]
    page = phone(young)
    page.goto(f"{young.place}new/plan_rule")
    page.evaluate("document.activeElement.blur()")
    tab_to(page, STORMY)
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    tab_to(page, TELL)
    page.keyboard.press("Space")
    box = page.get_by_role("checkbox", name=re.compile(therapist.name))
    tab_to(page, box.evaluate("each => (each.labels?.[0]?.innerText || '').trim()"))
    if not box.is_checked():
        page.keyboard.press("Space")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.get_by_text("When I go very quiet. I tell them myself.").first).to_be_visible()

    other = phone(therapist)
    other.goto(f"{therapist.place}plan")
    tab_to(other, "Yes, agreed")
    other.keyboard.press("Enter")
    expect(other.get_by_text("You said yes to it. They can see that.")).to_be_visible()
