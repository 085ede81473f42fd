"""A therapist gives something to try: four taps, who and why on the other side, how far it came, and no word of it."""

import re
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse

from lamplit.actions import given, giving, practice
from lamplit.actions.entries import diary, entry_history, read_entry
from lamplit.actions.writing import Refused
from lamplit.engines.practice import paths
from tests.cast import Cast, Part, make_cast
from tests.web.test_practice_pages import begun, say

BREATHE = "breathe-your-way"
LOOK_ROUND = "look-round"
PATH = "younger-me"


def give(cast: Cast, code: str, to: Part, **more: object) -> HttpResponse:
    sent = {"id": uuid4(), "to": [to.membership], "why": "You said mornings are the worst.", **more}
    return cast.therapist.client.post(f"/c/{cast.circle}/give/{code}", sent)


def page(part: Part, place: str = "") -> str:
    return part.client.get(f"/c/{part.circle}/{place}").content.decode()


def how_far(cast: Cast) -> list[tuple[str, str]]:
    return [step for each in giving.watched(cast.therapist.visit) for step in each.steps]


def play(part: Part, at: str) -> None:
    """Answer every step with its first pick, a low number or a word, to the end."""
    for _ in range(60):
        run = practice.open_run(part.visit, UUID(at.rsplit("/", 1)[-1]))
        if run is None or run.step is None:
            break
        step = run.step
        value = step.choices[0].value if step.choices else "2" if step.type == "scale" else "a word"
        if step.name == "_keep":
            value = "delete"
        say(part, at, value if step.choices or step.type in ("scale", "text", "turn", "list_builder") else None)
    part.client.get(at)


@pytest.mark.row("IC06")
def test_who_gave_it_and_why_stand_on_the_other_side_and_nobody_else_learns_of_it(cast: Cast) -> None:
    assert give(cast, BREATHE, cast.subject, when="this_week")["Location"].endswith("/given?done=given")
    home = page(cast.subject)
    assert "From Sam (therapist). Skip it if you like." in home
    assert "This week" in home
    card = page(cast.subject, f"practise/{BREATHE}")
    for words in ("From Sam (therapist)", "You said mornings are the worst.", "Not now", "Not what you write."):
        assert words in card
    for part in (cast.carer, cast.other_carer, cast.teacher, cast.school_lead, cast.social_worker, *cast.strangers):
        assert given.given_to(part.visit) == ()
        assert "mornings are the worst" not in page(part) + page(part, "diary")
    assert "mornings are the worst" not in page(cast.carer, f"practise/{BREATHE}")


@pytest.mark.row("IC06")
def test_the_therapist_sees_not_opened_opened_and_done_and_no_word_until_it_is_shown(cast: Cast) -> None:
    give(cast, BREATHE, cast.subject)
    assert how_far(cast) == [("Long out-breath", "not opened")]
    page(cast.subject, f"practise/{BREATHE}")
    page(cast.subject)
    assert how_far(cast) == [("Long out-breath", "not opened")], "looking at it, and Not now, tell nothing"
    at = begun(cast.subject, BREATHE)
    assert how_far(cast) == [("Long out-breath", "opened")]
    for value in (None, None, "long_out", None, "better", None, "7", "My jaw let go", "", "", "keep"):
        say(cast.subject, at, value)
    kept = cast.subject.client.get(at)["Location"]
    entry = UUID(re.findall(r"/e/([0-9a-f-]{36})", kept)[0])
    assert how_far(cast) == [("Long out-breath", "done")]
    assert "To try" not in page(cast.subject), "what is done does not wait any more"
    seen = page(cast.therapist, "given") + page(cast.therapist, "diary") + page(cast.therapist)
    assert "My jaw let go" not in seen
    assert cast.therapist.client.get(f"/c/{cast.circle}/e/{entry}").status_code == 404
    cast.subject.client.post(f"/c/{cast.circle}/e/{entry}/show/{cast.therapist.membership}")
    assert "My jaw let go" in page(cast.therapist, f"e/{entry}")


def test_what_is_told_is_how_far_and_nothing_else_and_is_the_childs_own_to_put_aside(cast: Cast) -> None:
    give(cast, BREATHE, cast.subject)
    begun(cast.subject, BREATHE)
    [told] = [each for each in diary(cast.therapist.visit).items if each.kind == "practice_done"]
    assert told.level == "summary"
    assert told.body is None
    assert read_entry(cast.carer.visit, told.id) is None, "from 13 a carer is told only what is shown"
    assert len(entry_history(cast.subject.visit, told.id)) == 0
    cast.subject.client.post(f"/c/{cast.circle}/e/{told.id}/delete")
    assert how_far(cast) == [("Long out-breath", "not opened")]
    assert begun(cast.subject, BREATHE), "and it goes on all the same"


def test_a_carers_own_practice_tells_only_the_one_who_gave_it(cast: Cast) -> None:
    give(cast, "two-minute-pause", cast.carer)
    assert "From Sam (therapist)" in page(cast.carer)
    begun(cast.carer, "two-minute-pause")
    assert how_far(cast) == [("Two-minute pause", "opened")]
    told = [each for each in diary(cast.carer.visit).items if each.kind == "practice_done"]
    assert [each.who_sees for each in told] == ["You and Sam."]
    for part in (cast.subject, cast.other_carer, cast.social_worker):
        assert [each for each in diary(part.visit).items if each.kind == "practice_done"] == []


def test_it_goes_to_people_who_are_here_and_meet_it_and_only_a_therapist_gives(cast: Cast) -> None:
    assert give(cast, BREATHE, cast.teacher).status_code == 422
    assert give(cast, BREATHE, cast.stranger_subject).status_code == 422
    assert give(cast, "no-such-practice", cast.subject).status_code == 404
    nobody = cast.therapist.client.post(f"/c/{cast.circle}/give/{BREATHE}", {"id": uuid4(), "why": "Keep my words"})
    assert nobody.status_code == 422
    assert "Choose who it is for." in nobody.content.decode()
    assert "Keep my words" in nobody.content.decode()
    for part in (cast.subject, cast.carer, cast.teacher, cast.social_worker, *cast.strangers):
        for place in ("give", f"give/{BREATHE}", "given", "living-now/yes"):
            assert part.client.post(f"/c/{cast.circle}/{place}").status_code in (403, 404, 405)
    assert given.given_to(cast.subject.visit) == ()


def test_sent_twice_it_is_given_once(cast: Cast) -> None:
    same = uuid4()
    give(cast, BREATHE, cast.subject, id=same)
    give(cast, BREATHE, cast.subject, id=same)
    assert len(given.given_to(cast.subject.visit)) == 1


def test_what_is_taken_back_is_gone_from_the_other_side(cast: Cast) -> None:
    give(cast, BREATHE, cast.subject)
    [one] = giving.watched(cast.therapist.visit)
    cast.therapist.client.post(f"/c/{cast.circle}/e/{one.id}/delete")
    assert "From Sam" not in page(cast.subject) + page(cast.subject, f"practise/{BREATHE}")


@pytest.mark.parametrize("age", [14, 16])
def test_a_therapist_opens_inward_work_under_18_in_sight_of_both_and_shuts_it_by_taking_it_back(
    db: None, age: int
) -> None:
    young = make_cast(age)
    shut = young.therapist.client.post(
        f"/c/{young.circle}/give/calm-place", {"id": uuid4(), "to": [young.subject.membership]}
    )
    assert shut.status_code == 422
    assert "Tick that you open it" in shut.content.decode()
    assert "done=gone" in young.subject.client.post(f"/c/{young.circle}/practise/calm-place")["Location"]
    give(young, "calm-place", young.subject, opens="yes")
    assert "Opened for you" in page(young.subject, "practise/calm-place")
    assert "Opened by you" in page(young.therapist, "given")
    at = begun(young.subject, "calm-place")
    assert "/run/" in at
    [one] = giving.watched(young.therapist.visit)
    young.therapist.client.post(f"/c/{young.circle}/e/{one.id}/delete")
    assert "done=gone" in young.subject.client.get(at)["Location"], "also one that is under way"
    assert "waits until a therapist" in page(young.subject, "practise/calm-place")


@pytest.mark.row("IC01")
def test_a_step_of_a_path_opens_when_the_one_before_has_a_completed_grounding_record(cast: Cast) -> None:
    order = paths.paths()[PATH].steps
    assert order[0] == LOOK_ROUND
    assert give(cast, PATH, cast.subject, opens="yes").status_code == 302
    for at, slug in enumerate(order):
        waiting = page(cast.subject, f"practise/{slug}")
        for later in order[at + 1 :]:
            assert "done=gone" in cast.subject.client.post(f"/c/{cast.circle}/practise/{later}")["Location"]
        assert "opens later" in waiting or at == len(order) - 1
        stopped = begun(cast.subject, slug)
        cast.subject.client.post(stopped, {"act": "stop"})
        cast.subject.client.post(stopped, {"act": "stop"})
        cast.subject.client.get(stopped)
        if at + 1 < len(order):
            shut = page(cast.subject, f"practise/{order[at + 1]}")
            assert "opens when the step before it has come to its end" in shut, "stopping is no grounding"
        play(cast.subject, begun(cast.subject, slug))
        assert [state for _, state in how_far(cast)] == ["done"] * (at + 1) + ["not opened"] * (len(order) - at - 1)
    assert "To try" not in page(cast.subject)
    own = [each for each in diary(cast.subject.visit, limit=100).items if each.kind == "practice_done"]
    assert {(each.body or {})["steadied"] for each in own} == {"yes"}
    told = [each for each in diary(cast.therapist.visit, limit=100).items if each.kind == "practice_done"]
    assert not any("steadied" in repr(each) for each in told)


def test_a_path_is_not_for_somebody_younger_and_not_for_a_carer(db: None) -> None:
    young = make_cast(15)
    assert young.therapist.client.get(f"/c/{young.circle}/give/{PATH}").status_code == 404
    older = make_cast(17)
    assert give(older, PATH, older.carer, opens="yes").status_code == 422


def test_living_with_danger_now_turns_looking_back_off_for_all_and_only_therapists_read_it(cast: Cast) -> None:
    give(cast, PATH, cast.subject, opens="yes")
    answer = cast.therapist.client.post(f"/c/{cast.circle}/living-now/yes")
    assert answer["Location"].endswith("done=danger")
    assert cast.subject.visit.danger_now
    assert "rests for now" in page(cast.carer, "practise/letter-to-younger-me")
    assert "done=gone" in cast.carer.client.post(f"/c/{cast.circle}/practise/letter-to-younger-me")["Location"]
    assert give(cast, "letter-to-younger-me", cast.carer).status_code == 422
    for part in (cast.subject, cast.carer, cast.other_carer, cast.social_worker):
        assert "danger" not in (page(part) + page(part, "circle") + page(part, "practise")).lower()
    assert begun(cast.carer, BREATHE)
    assert cast.subject.client.get("/now").status_code == 200
    assert cast.therapist.visit.circle_name == "The circle"
    cast.therapist.client.post(f"/c/{cast.circle}/living-now/no")
    assert not cast.subject.visit.danger_now
    assert begun(cast.carer, "letter-to-younger-me")
    with pytest.raises(Refused):
        giving.set_danger_now(cast.carer.visit, on=True)
