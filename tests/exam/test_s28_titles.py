"""S28: titles, the app's name and its shortcuts come from a fixed list; no name, kind or circle is ever in them."""

import re

import pytest
from django.test import Client

from tests.cast import Cast, a_journal, write
from tests.exam.crawl import crawl
from tests.web.test_design import TITLES

pytestmark = pytest.mark.exam("S28")


@pytest.mark.django_db
def test_no_title_of_any_page_says_whose_it_is_or_what_it_holds(cast: Cast) -> None:
    entry = write(cast.carer, "journal", a_journal("Something only for here."))
    titles = set()
    for asked in crawl(cast, entry=entry):
        said = b"".join(asked.answer).decode(errors="replace")  # an export comes in pieces
        titles |= set(re.findall(r"<title>(.*?)</title>", said, re.DOTALL))

    assert {title.strip() for title in titles} <= TITLES
    assert titles


def test_the_name_on_the_home_screen_says_nothing() -> None:
    manifest, plain = (Client().get(f"/manifest.webmanifest{query}").json() for query in ("", "?as=plain"))

    assert {manifest["name"], manifest["short_name"]} == {"Lamplit"}
    assert {plain["name"], plain["short_name"]} == {"Notes"}
    assert [each["name"] for each in manifest["shortcuts"]] == ["Help me now", "Add"]
    assert [each["name"] for each in plain["shortcuts"]] == ["Now", "Add"]
    assert "window" not in str(plain["icons"]) and "lamplit/img/plain" in str(plain["icons"])


@pytest.mark.django_db
def test_no_file_name_given_to_a_browser_says_whose_it_is(cast: Cast) -> None:
    names = {each.answer.headers.get("Content-Disposition", "") for each in crawl(cast)}
    people = {part.name.casefold() for part in cast.everyone} | {"the circle"}

    assert [name for name in names if any(person in name.casefold() for person in people)] == []
