"""The family's own support line: two taps from any page, with no network and no sign-in where a device keeps it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.conftest import Phone
from tests.acceptance.village import Village
from tests.browser.screens import is_too_wide, serious_problems

DIALLED = "tel:+447700900123"


@pytest.mark.row("TP01")
def test_the_line_is_two_taps_away_on_any_page_also_offline_and_only_where_it_was_put(
    village: Village, phone: Phone, open_page: Callable[..., Page]
) -> None:
    carer = village["elder_carer"]
    page = phone(carer)
    page.goto(f"{carer.place}circle/line")
    page.get_by_label("What it is called").fill("Auntie Jo")
    page.get_by_label("Its number").fill("+44 (0)7700 900123")
    page.get_by_role("button", name="Keep it", exact=True).click()
    expect(page.get_by_text("Kept. It stands at the foot of every page now.")).to_be_visible()
    assert (serious_problems(page), is_too_wide(page)) == ([], False)
    page.get_by_role("button", name="Keep it on this device").click()
    expect(page.get_by_text("It is on this device now")).to_be_visible()

    for path in ("", "new/moment", "circle"):  # one tap, on every page of theirs
        page.goto(f"{carer.place}{path}")
        expect(page.get_by_role("link", name="Call Auntie Jo")).to_have_attribute("href", DIALLED)
    for path in ("/find-help", "/worried", "/seek-help"):  # two taps, on every page of everybody
        page.goto(path)
        page.get_by_role("link", name="Help me now").click()
        expect(page.get_by_role("link", name="Call Auntie Jo").locator("visible=true")).to_have_attribute(
            "href", DIALLED
        )

    expect(page.get_by_text("Works offline")).to_be_visible()
    page.context.set_offline(True)
    page.goto(f"{carer.place}diary")
    expect(page.get_by_role("heading", level=1)).to_contain_text("offline")
    page.get_by_role("link", name="Help me now").first.click()
    expect(page.get_by_role("link", name="Call Auntie Jo").locator("visible=true")).to_have_attribute("href", DIALLED)
    page.context.set_offline(False)

    stranger = open_page(base_url=village.house.url)
    stranger.goto("/now")
    expect(stranger.get_by_role("link", name="Ride it out").first).to_be_visible()
    expect(stranger.get_by_text("Auntie Jo")).to_have_count(0)
