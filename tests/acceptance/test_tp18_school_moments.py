"""TP18: a teacher can log school moments without seeing therapy or home notes; and every door to that page."""

import json
import re
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.schooling import (
    SCHOOL,
    Slip,
    age_every_code,
    at_teacher,
    clinical,
    come_in,
    hand_over,
    one_more_code,
    press_send,
    shown,
    type_code,
)
from tests.acceptance.village import Village, settle
from tests.acceptance.walk import ask
from tests.house import House, open_house

pytestmark = pytest.mark.row("TP18")
ASK_HOME = "Ask home for a new code"
WRONG = "That code did not open the page"
SECRETS = ("quietbarn", "redkettle", "oldharbour")


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    """A house of this file's own, with notes of home and of the young person in it."""
    house: House = open_house(tmp_path_factory.mktemp("school"))
    found = settle(house)
    yield found
    house.stop()


@pytest.fixture
def carer(village: Village, phone: Callable[..., Page]) -> Page:
    return phone(village.just_signed_in("carer"))


@pytest.fixture
def slip(village: Village, carer: Page) -> Slip:
    return hand_over(carer, village["carer"].place, f"Mr Bell {uuid4().hex[:6]}")


def name_on(page: Page) -> str:
    """Return whose slip a page shows."""
    return page.get_by_role("heading", level=1).inner_text().removeprefix("For ")


def no_sign_in(page: Page) -> bool:
    """Say whether a page offers nothing to sign in with, anywhere in what was sent."""
    return not re.search(r"sign[ -]?in\b", page.content(), re.IGNORECASE)


def send(page: Page, words: str) -> None:
    page.locator(".tone-word", has_text="Went well").click()
    page.get_by_label("A line for home").fill(words)
    press_send(page)


def write_at_home(village: Village, device: Page) -> None:
    """Let the young person and the carer write what is not for school."""
    for key, kind, body in (
        ("subject", "journal", {"text": SECRETS[0]}),
        ("carer", "moment", {"tone": "hard", "words": SECRETS[1]}),
        ("carer", "journal", {"text": SECRETS[2]}),
    ):
        at = f"{village.house.url}/api/v1/circles/{village[key].circle}/entries"
        sent = {"id": str(uuid4()), "kind": kind, "body": body}
        answer = device.request.post(at, data=sent, headers={"Authorization": f"Bearer {village[key].token}"})
        assert answer.status == 201


def test_a_teacher_sends_moments_and_finds_nothing_else_on_any_page_or_through_the_api(
    village: Village, open_page: Callable[..., Page], slip: Slip
) -> None:
    write_at_home(village, open_page())
    page = come_in(open_page, slip)
    send(page, "Led the warm-up.")
    place = village["carer"].place
    pages = ("", "school", "diary", "search", "deleted", "circle", "settings", "who-sees", "export", "drafts")
    home = json.loads(ask(village.house.url, village["carer"], "/entries")[1])["items"]
    others = [f"e/{item['id']}" for item in home if item["kind"] != "school_moment"]
    mine = [f"e/{item['id']}" for item in home if item["kind"] == "school_moment"][:1]
    assert len(others) >= 1
    shut = set()
    for path in (*pages, *others, *mine):
        answer = page.request.get(village.house.url + place + path)
        text = answer.text()
        assert not any(secret in text for secret in SECRETS), path
        assert clinical(text) == [], path
        if answer.status == 404:
            shut.add(path)
    assert shut == {"circle", "settings", "who-sees", "export", "drafts", *others}
    api = page.request.get(f"{village.house.url}/api/v1/circles/{village['carer'].circle}/entries")
    assert [item["kind"] for item in api.json()["items"]] == ["school_moment"]
    for item in home:
        at = f"{village.house.url}/api/v1/circles/{village['carer'].circle}/entries/{item['id']}"
        assert page.request.get(at).ok == (f"e/{item['id']}" in mine)
    for account in ("/account", "/account/devices", "/account/devices/add", "/account/password", "/circles/new"):
        assert not clinical(page.request.get(village.house.url + account).text())
        assert "/account" not in page.request.get(village.house.url + account).url


def test_home_and_those_the_table_names_read_it_and_nobody_else(
    village: Village, open_page: Callable[..., Page], slip: Slip
) -> None:
    send(come_in(open_page, slip), "Shared the paints.")
    readers, knowing = set(), set()
    for villager in village.others():
        text = ask(village.house.url, villager, "/entries?limit=100")[1]
        if "Shared the paints." in text:
            readers.add(villager.key)
        elif "school_moment" in text:
            knowing.add(villager.key)
    assert readers == {"subject", "carer", "therapist", "school_lead"}
    assert "social_worker" in knowing
    assert not knowing & {"other_carer", "stranger_subject", "stranger_carer", "stranger_therapist"}


def test_a_wrong_code_a_used_code_and_an_old_code_open_nothing(
    village: Village, carer: Page, open_page: Callable[..., Page], slip: Slip
) -> None:
    name, desk = name_on(carer), open_page()
    type_code(desk, slip.link, "ABCD EFGH")
    expect(desk.locator(".error")).to_contain_text(WRONG)
    type_code(desk, slip.link, slip.code.lower().replace(" ", ""))
    desk.wait_for_url(SCHOOL)
    second = open_page()
    type_code(second, slip.link, slip.code)
    expect(second.locator(".error")).to_contain_text(WRONG)
    old = one_more_code(carer, village["carer"].place, name)
    age_every_code(village)
    type_code(second, slip.link, old.code)
    expect(second.locator(".error")).to_contain_text(WRONG)
    assert no_sign_in(second)
    new = one_more_code(carer, village["carer"].place, name)
    assert new.link == ""
    type_code(second, slip.link, new.code)
    second.wait_for_url(SCHOOL)


def test_a_device_that_is_closed_from_home_is_out_at_its_next_tap_and_the_words_stay(
    village: Village, carer: Page, open_page: Callable[..., Page], slip: Slip
) -> None:
    name, place = name_on(carer), village["carer"].place
    first = come_in(open_page, slip)
    second = come_in(open_page, Slip(slip.link, one_more_code(carer, place, name).code))
    at_teacher(carer, place, name)
    expect(carer.get_by_text("Since today")).to_have_count(2)
    first.locator(".tone-word", has_text="Went well").click()
    first.get_by_label("A line for home").fill("Half a line of words.")
    for _ in range(2):  # the list says which is which by its kind and day only, so both are closed, one by one
        at_teacher(carer, place, name)
        carer.get_by_role("button", name="Close it there").first.click()
    first.get_by_role("button", name="Send", exact=True).click()
    expect(first.get_by_label("What you wrote")).to_have_value("Half a line of words.")
    assert no_sign_in(first)
    second.reload()
    expect(second.get_by_role("heading", level=1)).to_have_text(ASK_HOME)
    assert no_sign_in(second)


def test_ending_the_link_closes_every_device_and_every_code(
    village: Village, carer: Page, open_page: Callable[..., Page], slip: Slip
) -> None:
    name, place = name_on(carer), village["carer"].place
    device = come_in(open_page, slip)
    unused = one_more_code(carer, place, name)
    at_teacher(carer, place, name)
    carer.get_by_role("button", name="End the link").click()
    device.reload()
    expect(device.get_by_role("heading", level=1)).to_have_text(ASK_HOME)
    device.goto(slip.link)
    expect(device.get_by_role("heading", level=1)).to_have_text(ASK_HOME)
    at_teacher(carer, place, name)
    carer.get_by_role("button", name="Make a new link").click()
    fresh = shown(carer)
    type_code(device, fresh.link, unused.code)
    expect(device.locator(".error")).to_contain_text(WRONG)
    type_code(device, fresh.link, fresh.code)
    device.wait_for_url(SCHOOL)


def test_a_pause_shuts_the_page_and_the_link_and_its_end_opens_both(
    village: Village, carer: Page, open_page: Callable[..., Page], slip: Slip
) -> None:
    name, place = name_on(carer), village["carer"].place
    device, other = come_in(open_page, slip), open_page()
    code = one_more_code(carer, place, name).code
    at_teacher(carer, place, name)
    carer.get_by_role("button", name=f"Pause {name}").click()
    answer = device.reload()
    assert answer is not None
    assert answer.status == 403
    assert no_sign_in(device)
    other.goto(slip.link)
    expect(other.get_by_role("heading", level=1)).to_have_text(ASK_HOME)
    at_teacher(carer, place, name)
    carer.get_by_role("button", name="End the pause").click()
    device.reload()
    expect(device.get_by_text("How was it?")).to_be_visible()
    type_code(other, slip.link, code)
    other.wait_for_url(SCHOOL)


def test_two_circles_are_never_mixed(
    village: Village, carer: Page, phone: Callable[..., Page], open_page: Callable[..., Page], slip: Slip
) -> None:
    young = village.just_signed_in("child_carer")
    other = hand_over(phone(young), young.place, "Mr Bell")
    device = open_page()
    type_code(device, slip.link, other.code)
    expect(device.locator(".error")).to_contain_text(WRONG)
    type_code(device, other.link, other.code)
    device.wait_for_url(SCHOOL)
    assert young.circle in device.url
    assert device.request.get(village.house.url + village["carer"].place + "school").status == 404
    type_code(device, slip.link, slip.code)
    device.wait_for_url(SCHOOL)
    assert village["carer"].circle in device.url
    assert device.request.get(village.house.url + young.place + "school").status == 404


def test_closing_the_page_leaves_nothing_on_the_device(open_page: Callable[..., Page], slip: Slip) -> None:
    device = come_in(open_page, slip)
    at = device.url
    device.get_by_role("button", name="Close it now").click()
    expect(device.get_by_role("heading", level=1)).to_have_text(ASK_HOME)
    device.goto(at)
    expect(device.get_by_role("heading", level=1)).to_have_text(ASK_HOME)
    kept = device.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert kept == "[{},{}]"
    assert "lamplit" not in {cookie["name"] for cookie in device.context.cookies()}


def test_the_lead_who_hears_worries_stands_on_the_page_once_home_has_named_them(
    village: Village, carer: Page, open_page: Callable[..., Page], slip: Slip
) -> None:
    device = come_in(open_page, slip)
    worries = device.locator(".worries")
    expect(worries).to_contain_text("safeguarding lead")
    carer.goto(village["carer"].place + "circle")
    carer.get_by_role("link", name="Safety worries at school").click()
    carer.get_by_label("The school\N{RIGHT SINGLE QUOTATION MARK}s safeguarding lead").fill("Ms Ash")
    carer.get_by_label("Their number").fill("01632 960 123")
    carer.get_by_label("The name used at school").fill("Jay")
    carer.get_by_role("button", name="Put it on the page").click()
    device.reload()
    expect(worries).to_contain_text("Tell Ms Ash now.")
    expect(worries.get_by_role("link", name="01632 960 123")).to_have_attribute("href", "tel:01632960123")
    expect(device.get_by_role("heading", level=1)).to_have_text("Jay, at school")
    assert "Wren" not in device.content()
