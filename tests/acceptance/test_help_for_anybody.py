"""Help as somebody without an account meets it, and again with no network: lines, services near here, steps."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screens import is_too_wide, low_controls, serious_problems
from tests.house import House

TEAM = "Night team for young people"
NURSE = "An old number"


@pytest.fixture
def near(house: House) -> Iterator[None]:
    """Two services near here, one of them over, and one line that was rung today."""
    service = {"phone": "0113 496 0000", "text": "", "site": "team.example.org", "hours": "5pm to 9am", "area": "Leeds"}
    service |= {"audience": "anyone under 18", "country": "GB", "checked_on": date.today().isoformat()}
    shown = {**service, "id": str(uuid4()), "name": TEAM, "expires_on": (date.today() + timedelta(9)).isoformat()}
    over = {**service, "id": str(uuid4()), "name": NURSE, "expires_on": (date.today() - timedelta(2)).isoformat()}
    file = house.data / "local-help.json"
    checks = {"GB/Childline": date.today().isoformat()}
    file.write_text(json.dumps({"services": [shown, over], "checks": checks}), encoding="utf-8")
    yield
    file.unlink()


@pytest.mark.row("SH11")
@pytest.mark.row("SH17")
@pytest.mark.row("TP10")
@pytest.mark.row("TP57")
def test_without_an_account_and_then_without_a_network_everything_is_still_there(
    open_page: Callable[..., Page], house: House, near: None
) -> None:
    page = open_page(base_url=house.url)
    page.goto("/worried")
    expect(page.get_by_text("Works offline")).to_be_visible()
    page.context.set_offline(True)

    page.goto("/worried")
    for who in ("A friend", "My brother or sister", "A pupil or student of mine"):
        box = page.locator("details", has=page.get_by_text(who, exact=True))
        box.locator("summary").click()
        for step in ("What you could say", "What you can do", "Tell an adult"):
            expect(box.get_by_role("heading", name=step)).to_be_visible()
    assert (serious_problems(page), low_controls(page, 64), is_too_wide(page)) == ([], [], False)

    page.goto("/find-help")
    near_here = page.locator("li.line", has_text=TEAM)
    expect(near_here).to_contain_text("5pm to 9am")
    expect(near_here).to_contain_text("Checked on")
    expect(near_here.get_by_role("link", name="Call 0113 496 0000")).to_have_attribute("href", "tel:01134960000")
    expect(page.locator("li.line", has_text="Childline").first).to_contain_text("Checked on")
    expect(page.locator("li.line", has_text="Samaritans")).to_contain_text("Check this number")
    expect(page.locator("li.line", has_text="Samaritans")).to_contain_text("Any time, day or night")
    expect(page.get_by_text(NURSE)).to_have_count(0)
    page.goto("/now#talk")
    expect(page.get_by_text(TEAM)).to_be_visible()

    page.goto("/seek-help")
    reason = page.get_by_text("It is often a way to cope with too much.")
    expect(reason).to_be_hidden()
    page.get_by_label("They hurt themselves").check()
    expect(reason).to_be_visible()
    expect(page.get_by_text("You came to this page for a reason.")).to_be_visible()
    assert page.context.cookies() == []


def test_the_list_for_carers_works_without_scripts_and_sends_nothing(
    open_page: Callable[..., Page], house: House
) -> None:
    page = open_page(base_url=house.url, java_script_enabled=False)
    page.goto("/seek-help")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_label("They are badly hurt").check()
    expect(page.get_by_text("Someone has to look at it now")).to_be_visible()
    page.get_by_label("They are badly hurt").uncheck()
    expect(page.get_by_text("Someone has to look at it now")).to_be_hidden()

    assert asked == []
