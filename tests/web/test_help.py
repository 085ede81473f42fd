"""Help answers anybody: no sign-in, no cookie, no database; children's lines first."""

import re
import time
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client, override_settings

from lamplit.actions import help as helping
from lamplit.actions import help_routes

PAGES = ("/now", "/find-help", "/worried", "/seek-help", "/offline", "/away", "/sw.js", "/healthz")
TODAY = date(2026, 3, 10)

# No test in this file asks for a database, and pytest-django refuses one that was not asked for:
# each page below is proved to answer with the database down.


@pytest.mark.parametrize("path", PAGES)
def test_help_answers_with_the_database_down_and_sets_no_cookie(path: str) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "an-old-session-key"

    answer = client.get(path)

    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/now", "/find-help", "/worried", "/seek-help"])
def test_help_is_quick(path: str) -> None:
    client = Client()
    client.get(path)
    began = time.process_time()
    for _ in range(20):
        client.get(path)

    assert (time.process_time() - began) / 20 < 0.05


def test_a_young_person_sees_childrens_lines_before_all_others() -> None:
    kinds = [line.meant_for for line in helping.lines("GB", TODAY)]

    assert kinds == sorted(kinds)
    assert helping.lines("GB", TODAY)[0].name == "Childline"


def test_a_worried_adult_sees_lines_for_worried_adults_first() -> None:
    first, *_, last = helping.lines("GB", TODAY, adults_first=True)

    assert first.name.startswith("PAPYRUS")
    assert last.name == "Childline"


def test_a_number_nobody_rang_lately_says_so() -> None:
    page = Client().get("/find-help").content.decode()

    routes = help_routes.routes("GB")
    assert routes
    assert page.count("Check this number") == len(helping.lines("GB", TODAY)) + len(routes.lines)
    assert "Checked on" not in page
    beside_the_emergency_number = page.split('class="card urgent"')[1].split("</section>")[0]
    assert helping.words("find")["unchecked"] in beside_the_emergency_number


@pytest.mark.parametrize(
    ("days", "checked"), [(0, True), (179, True), (180, False), (-1, False)], ids=["today", "recent", "old", "future"]
)
def test_a_number_counts_as_checked_for_180_days(monkeypatch: pytest.MonkeyPatch, days: int, checked: bool) -> None:
    row = {**helping._table("crisis_lines.csv")[0], "live_checked_on": (TODAY - timedelta(days=days)).isoformat()}
    monkeypatch.setattr(helping, "_table", lambda _name: (row,))

    assert helping.lines("GB", TODAY)[0].checked is checked


def test_another_country_shows_its_own_emergency_number_and_lines() -> None:
    page = Client().get("/find-help?country=us").content.decode()

    assert "Call 911" in page
    assert "988" in page
    assert "999" not in page


@pytest.mark.parametrize("asked", ["XX", "<script>", "G", "GBR", "\N{GREEK CAPITAL LETTER ALPHA}" * 4000])
def test_a_country_we_do_not_know_gets_no_other_countrys_number(asked: str) -> None:
    page = Client().get("/find-help", {"country": asked}).content.decode()

    assert helping.country(asked) is helping.SOMEWHERE
    assert 'href="tel:112"' in page
    assert "999" not in page
    assert "findahelpline.com" in page
    assert "<script>" not in page


@pytest.mark.parametrize("path", ["/now", "/find-help", "/worried", "/seek-help"])
@pytest.mark.parametrize("house", ["", "XX"])
def test_a_house_that_does_not_say_its_country_still_helps(path: str, house: str) -> None:
    with override_settings(COUNTRY=house):
        page = Client().get(path).content.decode()

    assert "Choose your country" in page
    assert 'href="tel:112"' in page


def test_a_country_whose_lines_nobody_has_seen_shows_its_emergency_number_and_the_directory() -> None:
    bare = [each.code for each in helping.countries() if not helping.lines(each.code, TODAY)]

    assert bare == ["IN", "MY", "SG", "KR"]
    for code in bare:
        page = Client().get("/find-help", {"country": code}).content.decode()
        assert f'href="tel:{helping.country(code).emergency[0].dial}"' in page
        assert helping.words("find")["none"] in page
        assert "findahelpline.com" in page
        assert helping.words("find")["none"] in Client().get("/now", {"country": code}).content.decode()


@pytest.mark.parametrize("known", helping.countries(), ids=lambda known: known.code)
def test_every_country_has_an_emergency_number_and_lines_that_can_be_reached(known: helping.Country) -> None:
    lines = helping.lines(known.code, TODAY)

    assert known.emergency
    assert all(line.numbers or line.text_to or line.site for line in lines)
    assert all(re.fullmatch(r"\+?\d{2,14}", number.dial) for line in lines for number in line.numbers)
    assert not any("knowledge" in f"{line.hours}{line.audience}{line.numbers}" for line in lines)
    assert all(line.hours and line.audience for line in lines)


def test_the_kit_reads_whole_without_javascript() -> None:
    page = Client().get("/now").content.decode()

    for minute in helping.words("now")["ride"]["minutes"]:
        assert minute in page
    for line in helping.words("now")["breathe"]["words"]:
        assert line in page
    assert 'href="tel:999"' in page


def test_the_kit_from_the_house_holds_nobodys_own_things() -> None:
    page = Client().get("/now").content.decode()

    assert helping.words("now")["plan"]["text"] in page
    assert "Nobody is here yet." in page
    assert page.count("Only on this device.") >= len(helping.words("now")["plan"]["parts"])


def test_the_worker_keeps_help_pages_and_nothing_else() -> None:
    text = Client().get("/sw.js").content.decode()

    assert '["/now", "/find-help", "/worried", "/seek-help", "/offline", "/away"]' in text
    assert 'credentials: "omit"' in text
    assert "/c/" not in text


@pytest.mark.parametrize("name", ["now", "find", "worried", "routes", "seek", "errors"])
def test_the_words_of_help_name_their_source_licence_and_review_date(name: str) -> None:
    words = helping.words(name)

    assert words["source"]
    assert words["licence"] == "CC BY 4.0"
    assert date.fromisoformat(words["review_date"])
