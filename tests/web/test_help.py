"""Help answers anybody: no sign-in, no cookie, no database; children's lines first."""

import re
import time
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client

from lamplit.actions import help as helping

PAGES = ("/now", "/find-help", "/worried", "/offline", "/away", "/sw.js", "/healthz")
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


@pytest.mark.parametrize("path", ["/now", "/find-help", "/worried"])
def test_help_is_quick(path: str) -> None:
    client = Client()
    client.get(path)
    began = time.perf_counter()
    for _ in range(20):
        client.get(path)

    assert (time.perf_counter() - began) / 20 < 0.05


def test_a_young_person_sees_childrens_lines_before_all_others() -> None:
    kinds = [line.meant_for for line in helping.lines("GB", TODAY)]

    assert kinds == sorted(kinds)
    assert helping.lines("GB", TODAY)[0].name == "Childline"


def test_a_worried_adult_sees_lines_for_worried_adults_first() -> None:
    assert helping.lines("GB", TODAY, adults_first=True)[0].name.startswith("NSPCC")


def test_a_number_nobody_rang_lately_says_so() -> None:
    page = Client().get("/find-help").content.decode()

    assert page.count("Check this number") == len(helping.lines("GB", TODAY))


@pytest.mark.parametrize(
    ("days", "checked"), [(0, True), (179, True), (180, False), (-1, False)], ids=["today", "recent", "old", "future"]
)
def test_a_number_counts_as_checked_for_180_days(monkeypatch: pytest.MonkeyPatch, days: int, checked: bool) -> None:
    row = {**helping._rows()[0], "live_checked_on": (TODAY - timedelta(days=days)).isoformat()}
    monkeypatch.setattr(helping, "_rows", lambda: (row,))

    assert helping.lines("GB", TODAY)[0].checked is checked


def test_another_country_shows_its_own_emergency_number_and_lines() -> None:
    page = Client().get("/find-help?country=us").content.decode()

    assert "Call 911" in page
    assert "988" in page
    assert "999" not in page


def test_a_country_we_do_not_know_gets_the_default_one() -> None:
    assert helping.country("<script>").code == helping.DEFAULT_COUNTRY


@pytest.mark.parametrize("known", helping.countries(), ids=lambda known: known.code)
def test_every_country_has_an_emergency_number_and_a_line_that_can_be_reached(known: helping.Country) -> None:
    lines = helping.lines(known.code, TODAY)

    assert known.emergency
    assert lines
    assert all(line.numbers or line.text_to or line.site for line in lines)
    assert all(re.fullmatch(r"\+?\d{2,14}", number.dial) for line in lines for number in line.numbers)
    assert not any("knowledge" in f"{line.hours}{line.audience}{line.numbers}" for line in lines)


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

    assert '["/now", "/find-help", "/worried", "/offline", "/away"]' in text
    assert 'credentials: "omit"' in text
    assert "/c/" not in text


@pytest.mark.parametrize("name", ["now", "find", "worried", "errors"])
def test_the_words_of_help_name_their_source_licence_and_review_date(name: str) -> None:
    words = helping.words(name)

    assert words["source"]
    assert words["licence"] == "CC BY 4.0"
    assert date.fromisoformat(words["review_date"])
