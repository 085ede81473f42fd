"""What a behaviour may be saying: the library is whole, and a tired carer finds something to do in three taps."""

import re
from collections.abc import Callable
from html import unescape
from uuid import UUID, uuid4

import pytest

from lamplit.actions.entries import Writing, read_entry, write_entry
from lamplit.actions.findings import words_in
from lamplit.engines.practice.behaviours import MINUTES, Behaviour, behaviours, meant_by
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
        assert set(re.findall(r"/behaviours/([\w-]+)\?need", shown)) == fits
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


def moment(part: Part, **fields: object) -> str:
    entry = uuid4()
    body = {"tone": "hard", "happened": ["took_something"], **fields}
    write_entry(part.visit, Writing(entry, "moment", body))
    return f"e/{entry}"


@pytest.mark.row("TP46")
def test_every_hard_thing_that_can_be_picked_has_three_guesses_or_more() -> None:
    choices = MOMENT.words.fields["happened"].choices
    hard = {each.value for each in choices if each.tones == ("hard",) or set(each.tones) == {"hard"}}
    assert len(hard) >= 15
    for each in hard:
        assert sum(len(one.meanings) for one in meant_by([each])) >= 3, each


@pytest.mark.django_db
@pytest.mark.row("TP46")
def test_a_guess_is_chosen_for_a_logged_behaviour_kept_with_it_changed_and_taken_away(cast: Cast) -> None:
    at = moment(cast.carer, words="The tin was empty.")
    before = page(cast.carer, at)
    assert "What might this be saying?" in before
    picks = re.findall(r'name="saying" value="(taking-things\.\d)"', before)
    assert len(picks) >= 3
    section = before.split('class="might-say"', 1)[1]
    assert section.index("data-who-sees") < section.index("Keep this guess")

    lines = [each.words for each in behaviours().found["taking-things"].meanings]
    for pick, words in zip(picks, lines, strict=True):
        assert cast.carer.client.post(f"/c/{cast.circle}/{at}/saying", {"saying": pick}).status_code == 302
        shown = page(cast.carer, at)
        assert "You made a guess" in shown
        assert words in shown.split('class="might-say"', 1)[0]
        card = read_entry(cast.carer.visit, UUID(at[2:]))
        assert card is not None
        assert card.body is not None
        assert (card.body["saying"], card.body["words"]) == (words, "The tin was empty.")
    assert cast.carer.client.post(f"/c/{cast.circle}/{at}/saying", {"saying": ""}).status_code == 302
    assert "You made a guess" not in page(cast.carer, at)
    assert "The tin was empty." in page(cast.carer, at)
    for wrong in ("taking-things.9", "running-off.0", "something of my own"):
        assert cast.carer.client.post(f"/c/{cast.circle}/{at}/saying", {"saying": wrong}).status_code == 404


@pytest.mark.django_db
@pytest.mark.row("TP46")
def test_the_guess_is_read_by_who_reads_the_moment_and_chosen_by_its_writer_alone(cast: Cast) -> None:
    at, alone = moment(cast.carer), uuid4()
    mine = Writing(alone, "moment", {"tone": "hard", "happened": ["took_something"]}, audience=["me"])
    write_entry(cast.carer.visit, mine)
    for place in (at, f"e/{alone}"):
        for part in (cast.therapist, cast.subject, cast.other_carer, cast.teacher, cast.stranger_carer):
            sent = part.client.post(f"/c/{cast.circle}/{place}/saying", {"saying": "taking-things.0"})
            assert sent.status_code == 404, part.role
        cast.carer.client.post(f"/c/{cast.circle}/{place}/saying", {"saying": "taking-things.0"})
    theirs = page(cast.therapist, at)
    assert "If I wait, there may be none left." in theirs
    assert "might-say" not in theirs
    for part in (cast.therapist, cast.subject):
        assert part.client.get(f"/c/{cast.circle}/e/{alone}").status_code == 404
    sees = [read_entry(cast.carer.visit, each) for each in (UUID(at[2:]), alone)]
    assert [each.who_sees == "Only you." for each in sees if each] == [False, True]


@pytest.mark.django_db
def test_a_reviewed_line_is_nobodys_own_words_and_is_never_noticed_as_such(cast: Cast) -> None:
    at = moment(cast.carer, happened=["hurt_themselves"])
    for pick in range(4):
        sent = {"saying": f"hard-on-their-body.{pick}"}
        assert cast.carer.client.post(f"/c/{cast.circle}/{at}/saying", sent).status_code == 302
        assert "Please read" not in page(cast.therapist, at)
    said = {"tone": "hard", "saying": "I want to be dead and I have a plan for tonight."}
    assert words_in("moment", said) == said["saying"]
    assert words_in("moment", {"tone": "hard", "saying": "If I wait, there may be none left."}) == ""
