"""Practising a reply: what its words do, a better phrase where they dismiss, ratios of a talk; nothing is kept."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lamplit.actions import coach
from lamplit.engines.listening.skills import read_reply
from tests.acceptance.village import Village
from tests.acceptance.walk import Walk
from tests.cast import Cast
from tests.exam.asking import everything_kept

SAID = "I'm not going. I hate school and you can't make me."
DISMISSING = (
    "Don't be silly, everybody goes to school.",
    "You're overreacting.",
    "There's nothing to cry about.",
    "Calm down, it's not that bad.",
    "Other children have it much worse than you.",
    "You shouldn't feel like that.",
    "Stop being so dramatic.",
    "It's only school, get over it.",
)
# Coded by hand: what each does to "I'm not going. I hate school and you can't make me."
GIVEN_BACK = {
    "You don't want to go in today.": "simple",
    "You hate school.": "simple",
    "So you're not going, and nobody can make you.": "simple",
    "You've decided you're not going in.": "simple",
    "It sounds like school feels unbearable this morning.": "complex",
    "It seems you're frightened of what happens when you walk in.": "complex",
    "Sounds as though you feel pushed, and that makes you want to push back.": "complex",
    "You're fed up with adults deciding everything for you.": "complex",
    "What is the worst part of it?": "",
    "Did something happen yesterday?": "",
    "Put your shoes on, please.": "",
    "School starts at nine.": "",
    "You should try going in with a friend.": "",
    "Thank you for telling me.": "",
    "Shall we ring your teacher?": "",
    "I can walk with you to the gate.": "",
}
TALK = (
    ("I hate school.", "What is the worst bit?"),
    ("Everyone looks at me.", "It sounds like you feel everyone's eyes on you."),
    ("Every day.", "Is it the same at lunch?"),
    ("Lunch is worse.", "You dread lunch most of all."),
    ("Yes.", "What would make lunch a bit easier?"),
)


def look(text: str, practised: str = "any") -> coach.Look:
    at = coach.situation("school-morning")
    assert at is not None
    return coach.look(text, SAID, coach.exercise(practised), at)


@pytest.mark.row("CT02")
def test_a_carer_tries_a_reply_and_sees_which_words_do_what(village: Village, walk: Callable[..., Walk]) -> None:
    robin = village["carer"]
    mine = walk(robin)
    page = mine.page
    page.goto(robin.place)
    page.get_by_role("link", name="Practise a reply").click()
    page.get_by_role("link", name=re.compile("Not going to school")).click()
    page.get_by_label("What would you say?").fill("You should just calm down, everyone feels like that.")
    expect(page.locator("[data-who-sees]")).to_contain_text("Only you. It is not kept.")
    page.get_by_role("button", name="Look at it").click()

    expect(page.locator("mark", has_text="calm down")).to_be_visible()
    marked = page.locator("mark").all_inner_texts()
    assert any("You should" in each for each in marked)
    for title in ("Advice", "Making the feeling smaller"):
        expect(page.get_by_text(f"{title}:", exact=True).first).to_be_visible()
    expect(page.get_by_text("Others have said")).to_be_visible()

    wrong = page.locator(".note-line", has_text="Advice").get_by_role("button", name="This is wrong")
    wrong.click()
    expect(page.get_by_text("Advice:", exact=True)).to_have_count(0)
    expect(page.get_by_text("Making the feeling smaller:", exact=True).first).to_be_visible()

    page.get_by_label("Try it another way").fill("You really don't want to go in today.")
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("Others have said")).to_have_count(0)
    page.get_by_role("button", name="Hear what they say next").click()
    expect(page.get_by_text("Everyone looks at me when I come in.")).to_be_visible()
    expect(page.locator(".answered", has_text="You really don't want to go in today.")).to_be_visible()


@pytest.mark.row("TP30")
def test_giving_back_is_told_from_asking_and_telling_as_a_person_coded_it() -> None:
    right = sum((read_reply(text, SAID).reflection or "") == coded for text, coded in GIVEN_BACK.items())
    assert right / len(GIVEN_BACK) >= 0.8
    assert look("You hate school.", "reflection").verdict == "This gives back what they said or may mean."
    asked = look("Did something happen yesterday?", "reflection")
    assert asked.verdict == "No words found that give it back. Lamplit misses some."
    assert asked.instead
    for note in look("It sounds like school feels unbearable this morning.", "reflection").notes:
        assert note.because


@pytest.mark.row("TP31")
@pytest.mark.parametrize("text", DISMISSING)
def test_every_dismissing_reply_is_caught_and_a_better_phrase_offered(text: str) -> None:
    looked = look(text, "validation")
    caught = [note for note in looked.notes if note.title == "Making the feeling smaller"]
    assert caught
    assert all(note.quote in text for note in caught)
    assert looked.instead


@pytest.mark.row("TP33")
@pytest.mark.parametrize(
    ("text", "title", "words"),
    [
        ("You were rude at tea.", "A judgement in place of what was seen", "rude"),
        ("I feel ignored.", "What others did, in place of a feeling", "ignored"),
        ("I need you to tidy your room.", "A plan in place of a need", "need you to"),
        ("You must do it now or else.", "A demand in place of asking", "must"),
    ],
)
def test_what_stands_in_place_of_a_part_is_shown_with_its_words(text: str, title: str, words: str) -> None:
    looked = look(text, "nvc")
    assert [note.quote for note in looked.notes if note.title == title and words in note.quote]
    assert looked.verdict == "Not all four parts were found. Lamplit misses some."


@pytest.mark.row("TP33")
def test_four_whole_parts_are_seen() -> None:
    text = (
        "I saw three plates on the floor. I feel worried, because I need some order. "
        "Would you be willing to bring them down?"
    )
    assert look(text, "nvc").verdict == "All four parts are here."


@pytest.mark.row("CT03")
def test_the_ratios_of_a_talk_are_those_that_were_coded_by_hand() -> None:
    assert coach.tally(TALK) == (
        "Open questions to closed ones: 2 to 1.",
        "Giving back to asking: 2 to 3.",
        "Advice in 0 replies.",
    )


@pytest.mark.django_db
def test_nothing_of_it_is_kept_and_only_adults_of_the_circle_come_in(cast: Cast) -> None:
    place = f"/c/{cast.circle}/coach/school-morning"
    before = everything_kept()
    answer = cast.carer.client.post(place, {"reply": "Thistlewood says calm down.", "practised": "validation"})
    assert answer.status_code == 200
    assert "Thistlewood" in answer.content.decode()
    assert everything_kept() == before
    for part in (cast.therapist, cast.other_carer, cast.social_worker):
        assert part.client.get(place).status_code == 200
    for part in (cast.subject, cast.teacher, cast.stranger_carer):
        assert part.client.get(place).status_code in {403, 404}
    assert cast.carer.client.get(f"/c/{cast.circle}/coach/no-such").status_code == 404


@pytest.mark.django_db
def test_a_reply_too_long_and_none_at_all_keep_what_was_typed(cast: Cast) -> None:
    place = f"/c/{cast.circle}/coach/mine"
    nothing_said = cast.carer.client.post(place, {"reply": "I hear you."})
    assert nothing_said.status_code == 422
    assert "I hear you." in nothing_said.content.decode()
    long = cast.carer.client.post(place, {"said": "No.", "reply": "a" * 2_003})
    assert long.status_code == 422
    assert "3 characters too long" in long.content.decode()
    assert "a" * 2_003 in long.content.decode()
    odd = cast.carer.client.post(
        place, {"said": "<b>No</b>", "reply": "\u202e<script>alert(1)</script> 🙂" * 5, "wrong": "x"}
    )
    assert odd.status_code == 200
    assert "<script>alert" not in odd.content.decode()


def test_every_phrase_that_is_offered_does_what_it_is_offered_for() -> None:
    for at in coach.situations():
        assert len(at.says) >= 3
        assert set(at.instead) == {each.code for each in coach.exercises()} - {"any"}
        for code, phrases in at.instead.items():
            for phrase in phrases:
                looked = coach.look(phrase, at.says[0], coach.exercise(code), at)
                assert (looked.verdict, looked.instead) == (coach.exercise(code).good, ()), (at.slug, phrase)


def test_a_page_of_practice_can_be_used_by_everybody(village: Village, phone: Callable[..., Page]) -> None:
    from tests.browser.screens import is_too_wide, serious_problems

    for scheme in ("light", "dark"):
        page = phone(village["carer"], color_scheme=scheme)
        page.goto(f"{village['carer'].place}coach/screen-off")
        page.get_by_label("What would you say?").fill("Calm down. " + "Whatabunchofwordswithoutanyspaceinthem" * 3)
        with page.expect_navigation():
            page.get_by_role("button", name="Look at it").click()
        assert serious_problems(page) == []
        assert not is_too_wide(page)


def test_where_words_dismiss_something_to_try_stands_beside_them_whoever_said_what() -> None:
    at = coach.situation(coach.OWN, "I hate you.")
    assert at is not None
    looked = coach.look("You're overreacting.", at.says[0], coach.exercise("any"), at)
    assert looked.instead == ()
    assert next(note for note in looked.notes if note.title == "Making the feeling smaller").instead
