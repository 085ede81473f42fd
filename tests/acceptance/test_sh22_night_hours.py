"""SH22: at night the page is dim and people come first, by this device's own clock and nobody else's."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.house import House

NIGHT = "2026-03-10T23:30:00Z"
DAY = "2026-03-10T14:00:00Z"


def brightness(page: Page) -> int:
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return sum(int(part) for part in colour.removeprefix("rgb(").rstrip(")").split(","))


def first_way(page: Page) -> str:
    return page.locator("main a[href]").locator("visible=true").first.inner_text().strip()


def at(open_page: Callable[..., Page], house: House, when: str, zone: str = "Europe/London") -> Page:
    page = open_page(base_url=house.url, timezone_id=zone, color_scheme="light")
    page.clock.set_fixed_time(when)
    page.goto("/now")
    return page


@pytest.mark.row("SH22")
def test_at_night_help_is_dim_and_a_person_comes_first(open_page: Callable[..., Page], house: House) -> None:
    page = at(open_page, house, NIGHT)

    assert brightness(page) < 120
    assert first_way(page) == "Talk to someone now"
    expect(page.get_by_text("late. You")).to_be_visible()


@pytest.mark.row("SH22")
def test_by_day_the_page_is_light_and_the_timer_comes_first(open_page: Callable[..., Page], house: House) -> None:
    page = at(open_page, house, DAY)

    assert brightness(page) > 600
    assert first_way(page).startswith("Ride it out")


@pytest.mark.row("SH22")
@pytest.mark.parametrize(
    ("zone", "night"),
    [("Pacific/Auckland", False), ("America/Los_Angeles", False), ("Europe/Athens", True)],
    ids=["half past noon there", "half past four there", "half past one there"],
)
def test_only_the_clock_of_the_device_decides(
    open_page: Callable[..., Page], house: House, zone: str, night: bool
) -> None:
    page = at(open_page, house, NIGHT, zone)

    assert (first_way(page) == "Talk to someone now") is night


@pytest.mark.row("SH22")
@pytest.mark.parametrize(
    ("when", "night"),
    [("20:59:59", False), ("21:00:00", True), ("06:59:59", True), ("07:00:00", False)],
)
def test_night_begins_at_nine_and_ends_at_seven(
    open_page: Callable[..., Page], house: House, when: str, night: bool
) -> None:
    page = at(open_page, house, f"2026-01-10T{when}Z")

    assert page.evaluate("document.documentElement.hasAttribute('data-night')") is night


@pytest.mark.row("SH22")
def test_the_hour_is_never_told_to_the_server(open_page: Callable[..., Page], house: House) -> None:
    asked: list[tuple[str, str | None, str]] = []
    page = open_page(base_url=house.url)
    page.on("request", lambda each: asked.append((each.url, each.post_data, str(each.headers))))
    page.clock.set_fixed_time(NIGHT)
    page.goto("/now")
    page.wait_for_load_state("networkidle")

    assert asked
    assert not [each for each in asked if "night" in str(each).lower() or "23:30" in str(each) or each[1]]


@pytest.mark.row("SH22")
def test_a_young_persons_own_page_is_dim_at_night_too(person: Callable[..., Page]) -> None:
    page = person("subject", color_scheme="light")
    page.clock.set_fixed_time(NIGHT)
    page.goto("/")

    assert brightness(page) < 120
    assert first_way(page) == "Talk to someone now"
    page.clock.set_fixed_time(DAY)
    page.reload()
    assert brightness(page) > 600
    assert first_way(page) != "Talk to someone now"


@pytest.mark.row("SH22")
def test_somebody_who_chose_the_light_theme_keeps_it_at_night(open_page: Callable[..., Page], house: House) -> None:
    page = at(open_page, house, NIGHT)
    page.evaluate("localStorage.setItem('theme', 'light')")
    page.reload()

    assert brightness(page) > 600
    assert first_way(page) == "Talk to someone now"


@pytest.mark.row("SH22")
def test_somebody_who_switched_dimming_off_still_finds_people_first(
    open_page: Callable[..., Page], house: House
) -> None:
    page = at(open_page, house, NIGHT)
    page.evaluate("localStorage.setItem('night', 'off')")
    page.reload()

    assert brightness(page) > 600
    assert first_way(page) == "Talk to someone now"
