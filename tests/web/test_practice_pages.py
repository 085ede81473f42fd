"""Practices on the pages: found, begun, played without a script, left and taken up again, kept for oneself alone."""

import re
from uuid import UUID

import pytest
from django.http import HttpResponse

from lamplit.actions import drafts, practice
from lamplit.actions.entries import diary
from tests.cast import Cast, Part, make_cast

BREATHE = "breathe-your-way"


def begun(part: Part, slug: str) -> str:
    answer = part.client.post(f"/c/{part.circle}/practise/{slug}")
    assert answer.status_code == 302
    return str(answer["Location"])


def say(part: Part, at: str, value: object = None, **more: object) -> HttpResponse:
    """Send the form of the step shown now, as a browser would; with no value it is only gone on from."""
    shown = part.client.get(at).content.decode()
    name = re.findall(r'name="step" value="([^"]+)"', shown)[0]
    sent = {"step": name, **({} if value is None else {"value": value}), **more}
    return part.client.post(at, sent)


def asked(part: Part, at: str) -> str:
    """Return what the step shown now asks."""
    return re.findall(r'<h1 id="asked">(.+?)</h1>', part.client.get(at).content.decode())[0]


def to_the_end(part: Part, at: str, *values: object) -> HttpResponse:
    for value in values:
        assert say(part, at, value).status_code == 302
    return part.client.get(at)


def the_one_kept(part: Part) -> dict[str, object]:
    [card] = [each for each in diary(part.visit).items if each.kind == "practice_run"]
    return dict(card.body or {})


def test_everyone_finds_what_is_for_them_and_their_age_with_what_is_known_of_it(cast: Cast) -> None:
    young = cast.subject.client.get(f"/c/{cast.circle}/practise").content.decode()
    assert "Long out-breath" in young
    assert "Tested a little." in young
    assert "Two-minute pause" not in young
    carer = cast.carer.client.get(f"/c/{cast.circle}/practise").content.decode()
    assert "Two-minute pause" in carer
    for stranger in (*cast.strangers, cast.teacher):
        assert stranger.client.get(f"/c/{cast.circle}/practise").status_code in (302, 403, 404)


def test_tags_and_minutes_choose_exactly_what_carries_them(cast: Cast) -> None:
    shelf = practice.shelf(cast.carer.visit)
    wanted = {card.practice.slug for card in shelf if "breathing" in card.practice.modalities}
    page = cast.carer.client.get(f"/c/{cast.circle}/practise?way=breathing").content.decode()
    assert set(re.findall(r"/practise/([\w-]+)\"", page)) - {"pause"} == wanted
    short = {card.practice.slug for card in shelf if card.variant.minutes <= 1}
    page = cast.carer.client.get(f"/c/{cast.circle}/practise?minutes=1").content.decode()
    assert set(re.findall(r"/practise/([\w-]+)\"", page)) - {"pause"} == short
    assert 0 < len(short) < len(shelf)
    nothing = cast.carer.client.get(f"/c/{cast.circle}/practise?way=no-such-way").content.decode()
    assert "Nothing fits that" in nothing


def test_a_practice_says_what_to_take_care_of_and_who_has_looked_at_it_before_it_begins(cast: Cast) -> None:
    page = cast.subject.client.get(f"/c/{cast.circle}/practise/{BREATHE}").content.decode()
    for words in ("Only you.", "Looked at by a clinician: not yet", "can feel worse in panic", "Nobody is watching"):
        assert words in page


def test_one_is_played_to_its_end_without_a_script_and_kept_for_oneself_alone(cast: Cast) -> None:
    at = begun(cast.subject, BREATHE)
    answer = to_the_end(
        cast.subject, at, None, None, "long_out", None, "better", None, "7", "My jaw let go", "", "", "keep"
    )
    assert answer.status_code == 302
    assert (the_one_kept(cast.subject)["helped"], the_one_kept(cast.subject)["ending"]) == (7, "whole")
    assert the_one_kept(cast.subject)["said"] == ["Anything you noticed?\nMy jaw let go"]
    assert "breath.pattern=long_out" in the_one_kept(cast.subject)["coded"]  # type: ignore[operator]
    entry = re.findall(r"/e/([0-9a-f-]{36})", answer["Location"])[0]
    others = [part for part in cast.everyone if part is not cast.subject]
    assert {part.client.get(f"/c/{cast.circle}/e/{entry}").status_code for part in (*others, *cast.strangers)} == {404}
    assert drafts.my_drafts(cast.subject.visit) == ()


def test_it_picks_up_where_it_was_left_and_the_page_of_unfinished_things_leads_there(cast: Cast) -> None:
    at = begun(cast.subject, BREATHE)
    say(cast.subject, at)
    here = asked(cast.subject, at)
    assert begun(cast.subject, BREATHE) == at
    assert asked(cast.subject, at) == here
    assert at in cast.subject.client.get(f"/c/{cast.circle}/drafts").content.decode()
    assert {part.client.get(at).status_code for part in cast.strangers} == {404}
    assert cast.carer.client.get(at)["Location"].startswith(f"/c/{cast.circle}/practise")


def test_going_back_shows_what_was_written_again(cast: Cast) -> None:
    at = begun(cast.subject, "left-out-at-break")
    for value in (None, None, "plain", None, "us", None, "Dear Robin"):
        assert say(cast.subject, at, value).status_code == 302
    cast.subject.client.post(at, {"act": "back"})
    page = cast.subject.client.get(at).content.decode()
    assert "Dear Robin" in page


def test_a_stale_tab_changes_nothing_and_a_wrong_answer_is_told_and_kept_on_the_page(cast: Cast) -> None:
    at = begun(cast.subject, BREATHE)
    say(cast.subject, at)
    here = asked(cast.subject, at)
    cast.subject.client.post(at, {"step": "_opening"})
    assert asked(cast.subject, at) == here
    say(cast.subject, at)
    answer = say(cast.subject, at, "no such way")
    assert answer.status_code == 422
    assert "Pick one of these, or skip." in answer.content.decode()


def test_stop_is_on_every_step_and_leads_to_a_calm_page_first(cast: Cast) -> None:
    at = begun(cast.subject, BREATHE)
    page = cast.subject.client.get(at).content.decode()
    assert 'name="act" value="stop"' in page
    cast.subject.client.post(at, {"act": "stop"})
    assert "You stopped." in asked(cast.subject, at)
    cast.subject.client.post(at, {"act": "stop"})
    assert "done=left" in cast.subject.client.get(at)["Location"]
    assert diary(cast.subject.visit).items == ()
    assert drafts.my_drafts(cast.subject.visit) == ()


@pytest.mark.parametrize("age", [8, 11, 14])
def test_inward_work_nobody_has_reviewed_is_shut_under_18_and_says_who_can_open_it(db: None, age: int) -> None:
    young = make_cast(age)
    answer = young.subject.client.post(f"/c/{young.circle}/practise/calm-place")
    assert "done=gone" in answer["Location"]
    page = young.subject.client.get(f"/c/{young.circle}/practise/calm-place").content.decode()
    assert "This one waits until a therapist has looked it over." in page
    assert "Begin" not in page


def test_too_much_turns_to_the_room_and_rests_that_one_alone_for_the_day(cast: Cast) -> None:
    at = begun(cast.carer, "letter-to-younger-me")
    for value in (None, "here", "8"):
        assert say(cast.carer, at, value).status_code == 302
    assert "The room first" in asked(cast.carer, at)
    assert to_the_end(cast.carer, at, None, None, None).status_code == 302
    assert the_one_kept(cast.carer) == {
        "practice": "letter-to-younger-me", "title": "A letter to younger me", "ending": "diverted", "before": 8,
    }  # fmt: skip
    again = cast.carer.client.get(f"/c/{cast.circle}/practise/letter-to-younger-me").content.decode()
    assert "rests until tomorrow" in again
    assert begun(cast.carer, BREATHE)
    assert cast.carer.client.get("/now").status_code == 200


def test_a_carer_pauses_for_two_minutes_in_one_tap_from_home(cast: Cast) -> None:
    home = cast.carer.client.get(f"/c/{cast.circle}/").content.decode()
    assert f'action="/c/{cast.circle}/practise/pause"' in home
    at = cast.carer.client.post(f"/c/{cast.circle}/practise/pause")["Location"]
    assert asked(cast.carer, at) == "Stop where you are. Feel both feet on the floor."
    to_the_end(cast.carer, at, None, None, "better", None, None)
    assert "How much did this help?" in asked(cast.carer, at)
    assert UUID(at.rsplit("/", 1)[-1])


def test_what_is_to_be_shown_goes_on_to_choosing_a_person(cast: Cast) -> None:
    at = begun(cast.subject, BREATHE)
    answer = to_the_end(cast.subject, at, None, None, "even", None, "same", None, "3", "", "", "", "show")
    assert answer["Location"].endswith("/show")


def test_what_is_to_be_deleted_leaves_nothing(cast: Cast) -> None:
    at = begun(cast.subject, BREATHE)
    answer = to_the_end(cast.subject, at, None, None, "even", None, "same", None, "3", "", "", "", "delete")
    assert "done=left" in answer["Location"]
    assert diary(cast.subject.visit).items == ()
