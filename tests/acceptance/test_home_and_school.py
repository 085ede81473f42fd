"""One task agreed for home and school, one name for a skill everywhere, small steps shown at school: in a browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.acceptance.schooling import clinical
from tests.acceptance.village import Village, settle
from tests.acceptance.walk import Walk
from tests.house import House

CHILD, HOME, SCHOOL = "One feeling, one word, once a day.", "Guess the feeling out loud.", "Say the feeling quietly."
STEPS = ("Find the room.", "Sit by the door.", "Stay ten minutes.")


@pytest.fixture
def village(house: House) -> Village:
    """Everybody anew for each test: what is agreed here stands on pages others read."""
    return settle(house)


@pytest.mark.row("CT16")
@pytest.mark.row("CT20")
def test_one_task_stands_in_three_wordings_at_the_next_request_and_a_skill_has_one_name(
    village: Village, walk: Callable[..., Walk]
) -> None:
    sam, wren, robin, lane = (walk(village[key]) for key in ("therapist", "subject", "carer", "teacher"))
    place = village["therapist"].place
    sam.open(f"{place}agree?skill=name-it")
    for side, words in (("child", CHILD), ("carer", HOME), ("school", SCHOOL)):
        sam.page.locator(f"#f-{side}").fill(words)
    sam.page.locator(".chip", has_text="Pat").click()
    sam.page.locator(".chip", has=sam.page.locator("input[name=said_yes]")).first.click()
    sam.tap(sam.page.get_by_role("button", name="See what each one reads"))
    expect(sam.page.locator(".wordings > .card")).to_have_count(3)
    sam.tap(sam.page.get_by_role("button", name="Send", exact=True), leads_to=re.compile(r"/given"))
    for one, address, words in ((wren, place, CHILD), (robin, place, HOME), (lane, f"{place}school", SCHOOL)):
        one.open(address)
        expect(one.page.locator("main")).to_contain_text(words)
        assert sum(each in one.page.content() for each in (CHILD, HOME, SCHOOL)) == 1
    assert clinical(lane.page.content()) == []
    lane.tap(lane.page.get_by_role("button", name="It went well"), leads_to=re.compile(r"/school"))
    wren.tap(wren.page.get_by_role("link", name=CHILD), leads_to=re.compile(r"/agreed/[\w-]+$"))
    expect(wren.page.locator("main")).to_contain_text(f"School reads this line and no more: “{SCHOOL}”")
    wren.tap(wren.page.get_by_role("button", name="Something got in the way"), leads_to=re.compile(r"done=told"))
    sam.open(f"{place}given")
    counted = sam.page.locator(".back-counts dd")
    expect(counted.nth(0)).to_contain_text("Something got in the way 1")
    expect(counted.nth(1)).to_contain_text("Nothing back yet.")
    expect(counted.nth(2)).to_contain_text("It went well 1")
    sam.tap(sam.page.get_by_role("button", name="Take back").first, leads_to=re.compile(r"/given"))
    for one, address in ((wren, place), (robin, place), (lane, f"{place}school")):
        one.open(address)
        assert not any(each in one.page.content() for each in (CHILD, HOME, SCHOOL))
        one.tap(one.page.get_by_role("link", name=re.compile("^Words we share")), leads_to=re.compile(r"/skills$"))
        one.tap(one.page.get_by_role("link", name=re.compile("^Name it")), leads_to=re.compile(r"/skills/name-it$"))
        one.tap(one.page.get_by_role("button", name="I used it"), leads_to=re.compile(r"/skills/name-it"))
    sam.open(f"{place}skills")
    expect(sam.page.locator("main")).to_contain_text("home 1, school 1, by themself: not shown")
    assert [*sam.complaints, *wren.complaints, *robin.complaints, *lane.complaints] == []


@pytest.mark.row("CT10")
def test_small_steps_go_to_a_teacher_by_the_young_persons_tap_and_are_gone_when_taken_back(
    village: Village, walk: Callable[..., Walk]
) -> None:
    wren, lane = walk(village["subject"]), walk(village["teacher"])
    place = village["subject"].place
    wren.open(f"{place}steps")
    for line, step in enumerate(STEPS):
        wren.page.locator("input[name=steps]").nth(line).fill(step)
    wren.page.get_by_label("The worry", exact=False).first.fill("The noise")
    wren.tap(wren.page.get_by_role("button", name="See what they read"))
    expect(wren.page.get_by_role("heading", level=1)).to_have_text("What Mx Lane reads")
    expect(wren.page.locator("[data-who-sees]")).to_contain_text("You and Mx Lane.")
    wren.tap(wren.page.get_by_role("button", name="Show it"), leads_to=re.compile(r"done=shown"))
    lane.open(f"{place}school")
    for step in STEPS:
        expect(lane.page.locator("main")).to_contain_text(step)
    assert "The noise" not in lane.page.content()
    wren.tap(wren.page.get_by_role("button", name="Take back").first, leads_to=re.compile(r"done=back"))
    lane.open(f"{place}school")
    assert not any(step in lane.page.content() for step in STEPS)
    assert [*wren.complaints, *lane.complaints] == []
