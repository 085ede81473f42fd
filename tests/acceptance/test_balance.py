"""After two hard moments in a row the carer's home asks for one good or ordinary thing, and never again if wished."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.acceptance.village import Village
from tests.acceptance.walk import ENTRY, Walk


def keep(page: Page, place: str, address: str, chip: str) -> None:
    page.goto(f"{place}new/{address}")
    page.get_by_label(chip, exact=True).first.click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)


def asked(page: Page, place: str) -> Locator:
    page.goto(place)
    return page.locator(".balance")


def test_two_hard_moments_in_a_row_by_anybody_are_met_with_one_question(
    village: Village, walk: Callable[..., Walk], phone: Callable[..., Page]
) -> None:
    robin, pat, second = village["carer"], village["other_carer"], village["stranger_carer"]
    mine = walk(robin)
    page, theirs = mine.page, phone(pat)
    keep(page, robin.place, "good_moment", "We laughed")
    keep(page, robin.place, "moment?tone=hard", "Crying")
    expect(asked(page, robin.place)).to_have_count(0)
    keep(theirs, pat.place, "moment?tone=hard", "Shouting")
    question = asked(page, robin.place)
    expect(question).to_have_count(1)
    said = question.inner_text()
    assert "one good or ordinary thing" in said
    assert not any(word.isdigit() or word in ("two", "three") for word in said.lower().split())
    mine.look()
    assert mine.complaints == []
    expect(asked(theirs, pat.place)).to_have_count(1)
    for key in ("subject", "therapist", "stranger_carer"):
        expect(asked(phone(village[key]), village[key].place)).to_have_count(0)
    question.get_by_role("link", name="A good one").click()
    page.get_by_label("We laughed", exact=True).first.click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    expect(asked(page, robin.place)).to_have_count(0)
    assert second.circle != robin.circle


def test_do_not_ask_me_again_means_never_again_for_this_person_alone(
    village: Village, phone: Callable[..., Page]
) -> None:
    robin, pat = village["carer"], village["other_carer"]
    page = phone(robin)
    for chip in ("Crying", "Shouting"):
        keep(page, robin.place, "moment?tone=hard", chip)
    question = asked(page, robin.place)
    question.get_by_role("button", name="Do not ask me again").press("Enter")
    expect(page.locator("[data-toast]")).to_contain_text("You will not be asked here again.")
    expect(page.locator(".balance")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".balance")).to_have_count(1)
    page.locator(".balance").get_by_role("button", name="Do not ask me again").click()
    keep(page, robin.place, "moment?tone=hard", "Crying")
    expect(asked(page, robin.place)).to_have_count(0)
    expect(asked(phone(pat), pat.place)).to_have_count(1)


def test_a_child_in_another_circle_changes_nothing_here(village: Village, phone: Callable[..., Page]) -> None:
    carer = village["child_carer"]
    page = phone(carer)
    expect(asked(page, carer.place)).to_have_count(0)
    assert page.request.post(f"{village['carer'].place}balance/off").status in (403, 404)
