"""How one gets help by country, the page for whoever worries, and the list for carers that adds nothing up."""

import re
from datetime import date
from itertools import combinations

import pytest
from django.test import Client

from lamplit.actions import help as helping
from lamplit.actions import help_routes

REVIEWED = ("GB", "IE", "US", "CA", "AU", "NZ")
TODAY = date(2026, 11, 22)
# What this page never says, whatever is ticked: that there is no reason, or that somebody is safe.
NEVER = re.compile(
    r"no help (is )?needed|(don.t|do not) need (any )?help|no need (to|for)|nothing to worry|all is well"
    r"|no risk|low risk|\bsafe for now|\bscore|\bpoints\b|out of \d+|you ticked \d|risk level",
    re.IGNORECASE,
)


def page_of(path: str, country: str = "GB") -> str:
    return Client().get(path, {"country": country}).content.decode()


@pytest.mark.row("SH18")
@pytest.mark.parametrize("code", REVIEWED)
def test_a_country_we_have_read_says_how_each_gets_help_with_source_and_date(code: str) -> None:
    found, page = help_routes.routes(code), page_of("/find-help", code)

    assert found
    assert [who for who, _ in found.steps] == ["young", "carer", "teacher"]
    assert all(len(lines) >= 3 for _, lines in found.steps)
    assert all(line in page.replace("&#39;", "'") for _, lines in found.steps for line in lines)
    assert len(found.sources) >= 3 and all(source in page for source in found.sources)
    assert "Read on 22 November 2026" in page and "no doctor or lawyer has" in page
    assert all(line.numbers and line.site and not line.checked for line in found.lines)


@pytest.mark.row("SH18")
def test_a_country_we_have_not_read_says_so_and_shows_its_number_and_lines() -> None:
    others = [each for each in helping.countries() if each.code not in REVIEWED]
    assert len(others) == 34
    for place in others:
        page = page_of("/find-help", place.code)
        assert f"Nobody has reviewed the steps for {place.called} yet." in page
        assert f'href="tel:{place.emergency[0].dial}"' in page
        assert all(
            line.name in page.replace("&#39;", "'").replace("&amp;", "&") for line in helping.lines(place.code, TODAY)
        )


def test_the_parts_of_the_united_kingdom_are_told_apart() -> None:
    page = page_of("/find-help")

    assert all(part in page for part in ("England and Wales:", "Scotland:", "Northern Ireland:", "Gateway team"))


@pytest.mark.row("SH17")
def test_whoever_worries_finds_what_to_say_what_to_do_and_whom_to_tell() -> None:
    page = page_of("/worried").replace("&#39;", "'")
    who = {each["code"]: each for each in helping.words("worried")["who"]}

    assert {"friend", "sibling", "pupil", "child", "adult"} == who.keys()
    for each in who.values():
        assert each["say"] and each["do"] and each["tell"]
        assert all(line in page for part in ("say", "do", "tell") for line in each[part])
    assert 'href="tel:116123"' in page and 'href="tel:999"' in page


@pytest.mark.row("TP57")
@pytest.mark.parametrize("country", ["GB", "SG", "XX"])
def test_whatever_is_ticked_there_is_a_reason_and_somebody_to_talk_to_and_never_no_help_needed(country: str) -> None:
    page, signs = page_of("/seek-help", country), help_routes.signs()
    text = re.sub(r"<[^>]+>", " ", page)
    always = page.split("data-always")[1].split("</section>")[0]
    shown = {sign.code: page.split(f'id="r-{sign.code}"')[1].split("</div>")[0] for sign in signs}

    assert not NEVER.search(text)
    assert "/find-help" in always and "enough to talk to someone" in always
    assert all(sign.reason in shown[sign.code].replace("&#39;", "'") for sign in signs)
    assert all('href="#people"' in said for said in shown.values())
    assert all("tel:" in shown[sign.code] for sign in signs if sign.way == "now")
    assert "tel:" in page.split('id="people"')[1] or "findahelpline.com" in page
    for ticked in (each for most in range(len(signs) + 1) for each in combinations(signs, most)):
        seen = [always, *(shown[sign.code] for sign in ticked)]  # what style leaves on the page: no more, no less
        assert all("/find-help" in said or 'href="#people"' in said for said in seen)
        assert len(seen) == len(ticked) + 1, "each thing ticked adds its own reason, and takes nothing away"


def test_what_is_ticked_goes_nowhere() -> None:
    page = page_of("/seek-help")
    boxes = page.split('class="signs"')[1].split("</fieldset>")[0]

    assert boxes.count('type="checkbox"') == len(help_routes.signs())
    assert "name=" not in boxes and "<form" not in boxes and "<script" not in page.split("<main")[1]


def test_every_sign_leads_to_one_of_three_ways_and_those_that_cannot_wait_come_first() -> None:
    ways = [sign.way for sign in help_routes.signs()]

    assert set(ways) == set(help_routes.WAYS)
    assert ways[:2] == ["now", "now"]
