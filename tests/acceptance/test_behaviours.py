"""What a behaviour may be saying: the library is whole, and a tired carer finds something to do in three taps."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from lamplit.engines.practice.behaviours import MINUTES, Behaviour, behaviours
from lamplit.engines.records.kinds.moment import MOMENT
from tests.acceptance.schooling import clinical
from tests.acceptance.village import Village
from tests.acceptance.walk import Walk
from tests.browser.screens import is_too_wide, low_controls
from tests.cast import Cast, Part
from tests.exam.asking import everything_kept

NAMED = {  # what the library was asked to hold, and the file that holds it
    "lying": "saying-what-is-not-so",
    "taking things": "taking-things",
    "food hoarding": "hiding-or-rushing-food",
    "aggression": "hitting-and-kicking",
    "school refusal": "no-to-school",
    "sleep": "hard-to-sleep",
    "toileting": "wet-or-soiled",
    "self-injury": "hard-on-their-body",
}


def page(part: Part, at: str) -> str:
    answer = part.client.get(f"/c/{part.circle}/{at}")
    assert answer.status_code == 200, at
    return unescape(answer.content.decode())


def everything() -> list[Behaviour]:
    return list(behaviours().found.values())


@pytest.mark.django_db
@pytest.mark.row("TP09")
def test_twenty_behaviours_say_what_is_needed_what_to_do_what_to_avoid_and_when_to_get_help(cast: Cast) -> None:
    assert behaviours().faults == ()
    assert len(everything()) >= 20
    assert set(NAMED.values()) <= behaviours().found.keys()
    shelf = page(cast.carer, "behaviours")
    for each in everything():
        assert f'href="/c/{cast.circle}/behaviours/{each.slug}"' in shelf
        shown = page(cast.carer, f"behaviours/{each.slug}")
        assert each.title in shown
        assert len(each.meanings) >= 3
        needs = (MOMENT.label_for("need", meaning.need) for meaning in each.meanings)
        told = (*(meaning.words for meaning in each.meanings), *needs, *each.avoid, *each.help)
        for words in (*told, *(one.line for one in each.strategies)):
            assert words in shown, each.slug
        assert {one.minutes for one in each.strategies} == set(MINUTES)
        assert 'href="/find-help"' in shown
        assert "Looked at by a clinician: not yet." in shown
        assert "2026-11-23" in shown


@pytest.mark.django_db
@pytest.mark.row("TP07")
def test_thirty_situations_show_the_usual_way_why_it_can_backfire_and_words_to_try(cast: Cast) -> None:
    told = [(each, one) for each in everything() for one in each.situations]
    assert len(told) >= 30
    assert len({one.title for _, one in told}) == len({one.words for _, one in told}) == len(told)
    pages = {each.slug: page(cast.carer, f"behaviours/{each.slug}") for each in everything()}
    for each, one in told:
        for words in (one.title, one.usual, one.backfire, one.instead, one.words):
            assert words in pages[each.slug]
            assert len(words.split()) > 1
        assert pages[each.slug].index(one.usual) < pages[each.slug].index(one.backfire)
        assert pages[each.slug].index(one.backfire) < pages[each.slug].index(one.words)


@pytest.mark.django_db
@pytest.mark.row("TP07")
@pytest.mark.row("TP09")
def test_a_teacher_reads_what_is_for_school_and_nothing_else(cast: Cast) -> None:
    assert f'href="/c/{cast.circle}/school/behaviours"' in page(cast.teacher, "school")
    shelf = page(cast.teacher, "school/behaviours")
    here = [each for each in everything() if each.school]
    assert len(here) >= 15
    for each in everything():
        at = f"/c/{cast.circle}/school/behaviours/{each.slug}"
        assert (f'href="{at}"' in shelf) == each.school
        if not each.school:
            assert cast.teacher.client.get(at).status_code == 404
    for each in here:
        shown = page(cast.teacher, f"school/behaviours/{each.slug}")
        assert clinical(shelf + shown) == [], each.slug
        assert all((one.words in shown) == (one.where != "home") for one in each.situations), each.slug
        assert 'href="/find-help"' in shown
    assert "Robin" not in shelf
    assert "Wren" not in shelf.split("<main", 1)[1]


@pytest.mark.django_db
@pytest.mark.row("CT19")
def test_need_and_minutes_find_exactly_what_fits_with_something_to_do(cast: Cast) -> None:
    for need in {meaning.need for each in everything() for meaning in each.meanings}:
        shown = page(cast.carer, f"behaviours?need={need}")
        fits = {each.slug for each in everything() if any(meaning.need == need for meaning in each.meanings)}
        assert set(re.findall(r'/behaviours/([\w-]+)\?need', shown)) == fits
    for minutes in MINUTES:
        shown = page(cast.carer, f"behaviours?minutes={minutes}")
        for each in everything():
            assert each.within(minutes)[0].line in shown
            assert all(other.line not in shown for other in each.strategies if other.minutes != minutes)
    assert page(cast.carer, "behaviours?need=nonsense&minutes=7") == page(cast.carer, "behaviours")


@pytest.mark.django_db
def test_it_is_for_grown_ups_of_the_circle_and_nothing_of_reading_it_is_kept(cast: Cast) -> None:
    before = everything_kept()
    for at in ("behaviours", "behaviours/running-off"):
        for part in (cast.carer, cast.other_carer, cast.therapist, cast.social_worker):
            assert "Kestrel" not in page(part, at)
        for part in (cast.subject, cast.teacher, cast.stranger_carer):
            assert part.client.get(f"/c/{cast.circle}/{at}").status_code == 404
        assert cast.carer.client.get(f"/c/{cast.circle}/school/{at}").status_code == 404
    assert cast.carer.client.get(f"/c/{cast.circle}/behaviours/no-such").status_code == 404
    assert everything_kept() == before
    links = re.findall(r'href="([^"]+)\?need=(\w+)&minutes=5"', page(cast.carer, "behaviours/running-off?minutes=5"))
    assert links
    for place, need in links:
        assert cast.carer.client.get(f"{place}?need={need}&minutes=5").status_code == 200


@pytest.mark.row("CT19")
def test_three_taps_lead_from_the_first_screen_to_something_to_do(village: Village, walk: Callable[..., Walk]) -> None:
    robin = village["carer"]
    tired = walk(robin)
    page, shelf = tired.page, re.compile(r"/behaviours$")

    def begin() -> None:
        tired.open(robin.place)
        tired.taps = 0
        tired.tap(page.get_by_role("link", name=re.compile("^What it may be saying")), leads_to=shelf)

    begin()  # by what was seen
    tired.tap(page.get_by_role("link", name=re.compile("^Hard to sleep")), leads_to=re.compile(r"/hard-to-sleep$"))
    assert page.get_by_text("Say where you will be, and that you will look in.").is_visible()
    assert tired.taps == 2
    assert low_controls(page, 48) == []
    begin()  # by the time there is
    tired.tap(page.get_by_role("link", name="1 minute", exact=True), leads_to=re.compile(r"\?minutes=1$"))
    assert page.get_by_text("Do not chase, unless there is a road or water.").is_visible()
    assert tired.taps == 2
    begin()  # by what they may need
    tired.tap(page.locator("summary", has_text="What may they need?"))
    tired.tap(page.get_by_role("link", name="To feel safe", exact=True), leads_to=re.compile(r"\?need=safety$"))
    assert page.get_by_text("Say what you know, once").is_visible()
    assert tired.taps == 3
    assert not is_too_wide(page)
    assert tired.complaints == []
