"""A phone in two made-up languages: longer words break no page, and a page from right to left is a whole page."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.screens import is_too_wide
from tests.conftest import PHONE
from tests.house import House, free_port
from tests.tongue.speaking import made_up_languages

Phone = Callable[[str], Page]
CUT = """() => [...document.querySelectorAll("button, .btn, .tile, .pill, .bar a, .chip, summary")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(".skip"))
  .filter((each) => {
    const box = each.getBoundingClientRect();
    const inside = box.left > -1 && box.right < innerWidth + 1;
    return !inside || each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1;
  }).map((each) => each.outerHTML.slice(0, 120))"""
BOX = "(each) => { const box = each.getBoundingClientRect(); return [box.left, box.right, box.top, box.bottom]; }"


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house of this module's own, which is opened in one language after the other."""
    root: Path = tmp_path_factory.mktemp("abroad")
    root.chmod(0o755)
    house = House(root=root, port=free_port())
    house.refresh()
    yield house
    house.stop()


@pytest.fixture(scope="module", params=[pytest.param("en-xa", marks=pytest.mark.whole), "ar-xb"])
def language(request: pytest.FixtureRequest, abroad: House) -> str:
    """The language the house speaks now."""
    abroad.stop()
    abroad.settings = {"LAMPLIT_LANGUAGE": request.param, "LAMPLIT_TRANSLATIONS": str(made_up_languages())}
    abroad.start()
    return str(request.param)


@pytest.fixture(scope="module")
def phones(browser: Browser, abroad: House, language: str) -> Iterator[Phone]:
    """`phones("carer")` is that person's phone, signed in; `phones("")` is nobody's."""
    open_now: dict[str, Page] = {}

    def phone(who: str) -> Page:
        if who not in open_now:
            open_now[who] = browser.new_context(**PHONE, base_url=abroad.url).new_page()
            open_now[who].goto(abroad.sign_in_link(who) if who else "/now")
        return open_now[who]

    yield phone
    for page in open_now.values():
        page.context.close()


def pages(phones: Phone) -> Iterator[tuple[str, Page]]:
    """Yield the main pages one after the other, each as it stands on a phone."""
    nobody = phones("")
    for path in ("/sign-in", "/now", "/find-help"):
        nobody.goto(path)
        yield path, nobody
    for who, paths in (("subject", ("", "new/journal", "settings")), ("carer", ("", "add", "new/moment", "circle"))):
        page = phones(who)
        page.goto("/")
        home = page.url
        for path in paths:
            page.goto(f"{home}{path}")
            yield f"{who} {path}", page
        page.goto(f"{home}diary")
        page.locator(".entry-card .headline").first.click()
        yield f"{who} entry", page


def test_no_page_must_be_pushed_sideways_and_no_button_is_cut(phones: Phone, language: str) -> None:
    found = {name: (is_too_wide(page), page.evaluate(CUT)) for name, page in pages(phones)}
    assert len(found) == 12
    assert {name: each for name, each in found.items() if each[0] or each[1]} == {}


def test_the_page_says_its_language_and_runs_its_way(phones: Phone, language: str) -> None:
    page = phones("subject")
    page.goto("/")
    root, rtl = page.locator("html"), language == "ar-xb"
    assert root.get_attribute("lang") == {"en-xa": "en-XA", "ar-xb": "ar-XB"}[language]
    assert root.get_attribute("dir") == ("rtl" if rtl else "ltr")
    left, right, _, bottom = page.locator("nav.bar").evaluate(BOX)
    assert (left, right, bottom) == (0, 360, 740)
    tabs = page.locator("nav.bar a")
    assert (tabs.first.evaluate(BOX)[0] > tabs.last.evaluate(BOX)[0]) is rtl


def test_scripts_speak_it_too(phones: Phone, language: str) -> None:
    nobody = phones("")
    nobody.goto("/sign-in")
    shows = nobody.locator(".field .link-button").first
    shows.wait_for()
    assert shows.inner_text() and not re.search("[A-Za-z]{2}", shows.inner_text())


def test_who_sees_it_stands_beside_save_with_its_picture_first(phones: Phone, language: str) -> None:
    page = phones("subject")
    page.goto("/")
    page.goto(f"{page.url}new/journal")
    line = page.locator(".save-bar [data-who-sees]")
    picture, words = line.locator("svg").evaluate(BOX), line.locator(":scope > span").evaluate(BOX)
    assert (picture[0] > words[0]) is (language == "ar-xb")
    assert "Only you" not in line.inner_text()
    save = page.locator(".save-bar button").evaluate(BOX)
    assert max(words[2], save[2]) < 740, "both are on the screen before anybody scrolls"
