"""A teacher's own shelf in a browser: one tap from the school page, found by minutes, played by taps, then gone."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.acceptance.schooling import clinical
from tests.acceptance.village import Village
from tests.acceptance.walk import Walk


def test_a_teacher_finds_one_for_a_minute_and_plays_it_standing_up(village: Village, walk: Callable[..., Walk]) -> None:
    lane = walk(village["teacher"])
    page = lane.page
    lane.open(f"{village['teacher'].place}school")
    lane.tap(page.get_by_role("link", name="Things to try at school"), leads_to=re.compile(r"/school/try$"))
    seen = [page.content()]
    lane.open(f"{page.url}?minutes=1")
    expect(page.locator(".shelf a")).to_have_count(1)
    lane.tap(
        page.get_by_role("link", name=re.compile("^Say what they did")), leads_to=re.compile(r"/say-what-they-did$")
    )
    expect(page.locator("[data-who-sees]")).to_contain_text("Only you. What you tap is gone when you finish or stop.")
    lane.tap(page.get_by_role("button", name="Begin"), leads_to=re.compile(r"/try/run/"))
    for name in ("They asked for help", "Go on", "On a small note", "Go on"):
        seen.append(page.content())
        with page.expect_navigation():
            page.get_by_role("button", name=name, exact=True).click()
        lane.look()
    expect(page.locator(".toasts")).to_contain_text("Done. Nothing of it is kept.")
    assert clinical("".join([*seen, page.content()])) == []
    assert lane.complaints == []
    assert lane.taps <= 7
