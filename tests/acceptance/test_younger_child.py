"""A younger child and their grown-up at one phone: one tap, big pictures, undone, forgotten, and nothing of before."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.acceptance.conftest import Phone
from tests.acceptance.village import Village
from tests.acceptance.walk import Walk, listing

SMALL_HAND = 96  # px; three times what a finger of an adult is asked to hit


def test_one_tap_keeps_the_weather_and_another_takes_it_back(village: Village, phone: Phone) -> None:
    carer, child = village["younger_carer"], village["younger_child"]
    before = listing(village.house.url, child)
    walk = Walk.of(phone(village.just_signed_in("younger_carer")))
    page = walk.page
    walk.open(carer.place)
    walk.tap(page.get_by_role("link", name="With Ash"), leads_to="**/together")
    walk.tap(page.get_by_role("button", name="Start"), leads_to="**/together")
    expect(page.get_by_role("link", name="Help me now")).to_be_visible()
    expect(page.locator("[data-who-sees]")).to_contain_text("You and your carer.")
    for tile in page.locator(".weather .tile").all():
        box = tile.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= SMALL_HAND
        assert box["y"] + box["height"] <= 740  # all six without scrolling
    taps = walk.taps
    walk.tap(page.get_by_role("button", name="Foggy"))
    expect(page.get_by_text("Foggy. Kept.")).to_be_visible()
    assert walk.taps == taps + 1
    assert "foggy" not in page.url
    new = set(listing(village.house.url, child).ids) - set(before.ids)
    assert len(new) == 1
    for other in village.others():
        assert not new & set(listing(village.house.url, other).ids)
    assert not new & set(listing(village.house.url, village["elder_child"]).ids)
    walk.tap(page.get_by_role("button", name="Take it back"), leads_to="**/together")
    assert listing(village.house.url, child).ids == before.ids
    assert walk.complaints == []


def test_the_shared_screen_forgets_and_back_finds_nothing(village: Village, phone: Phone) -> None:
    carer = village["younger_carer"]
    page = phone(village.just_signed_in("younger_carer"))
    page.clock.install()
    page.goto(f"{carer.place}together")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Stormy").click()
    expect(page.get_by_text("Stormy. Kept.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="How is your weather?")).to_be_visible()
    page.get_by_role("button", name="Bright").click()
    expect(page.get_by_text("Bright. Kept.")).to_be_visible()
    page.clock.fast_forward(timedelta(minutes=2, seconds=1).total_seconds() * 1000)
    expect(page.get_by_role("heading", name="How is your weather?")).to_be_visible()
    for _ in range(5):
        page.go_back()
        assert "Kept." not in page.content()
        assert "Diary" not in page.content()


def test_nothing_of_the_elder_child_or_of_the_grown_up_opens_on_the_shared_screen(
    village: Village, phone: Phone
) -> None:
    elder, younger = village["elder_carer"], village["younger_carer"]
    page = phone(village.just_signed_in("younger_carer"))
    page.goto(f"{younger.place}together")
    page.get_by_role("button", name="Start").click()
    for address in ("/", "/circles", "/account", younger.place, f"{younger.place}diary", f"{younger.place}circle"):
        page.goto(address)
        assert page.url.endswith(f"{younger.place}together"), address
    for address in (elder.place, f"{elder.place}diary", f"{elder.place}together"):
        answer = page.request.get(address)
        assert answer.status == 404 or answer.url.endswith(f"{younger.place}together"), address
        assert "Ivy" not in answer.text()
    page.goto(f"{younger.place}together")
    page.get_by_role("button", name="Grown-up: we are done").click()
    page.wait_for_url("**/sign-in")


def test_the_shared_screen_works_without_scripts(village: Village, phone: Phone) -> None:
    carer = village["younger_carer"]
    page = phone(village.just_signed_in("younger_carer"), java_script_enabled=False)
    page.goto(f"{carer.place}together")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Settled").click()
    expect(page.get_by_text("Settled. Kept.")).to_be_visible()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", name="How is your weather?")).to_be_visible()
