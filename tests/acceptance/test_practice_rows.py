"""Rows of the list that a practice serves, each played on the pages as its doer would, without a script."""

import re
from itertools import pairwise
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lamplit.actions.entries import diary
from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice.expressions import holds
from lamplit.engines.practice.library import shipped
from lamplit.engines.practice.model import Section, Step
from tests.acceptance.playing import Played, kept, offered, seconds, words
from tests.cast import Cast, make_cast
from tests.pictures import a_photo

PRACTICES = shipped().practices


@pytest.fixture
def grown(db: None) -> Cast:
    """A circle around a client of thirty."""
    return make_cast(30)


@pytest.mark.row("IC02")
def test_a_younger_me_card_keeps_three_parts_reads_as_one_card_and_can_be_deleted_wholly(grown: Cast) -> None:
    told = {"age": "Seven", "lived": "A flat over the shop.", "felt": "Watchful.", "believed": "I have to be quiet."}
    run = Played(grown.subject, "younger-me-card")
    card = run.until("card", told)
    assert "Me at Seven" in card
    for line in ("Life was like this: A flat over the shop.", "I felt Watchful.", "I believed: I have to be quiet."):
        assert line in card
    entry = UUID(re.findall(r"/e/([0-9a-f-]{36})", run.to_the_end(told)["Location"])[0])
    page = f"/c/{grown.circle}/e/{entry}"
    for answer in ("A flat over the shop.", "Watchful.", "I have to be quiet."):
        assert answer in grown.subject.client.get(page).content.decode()
    assert grown.subject.client.post(f"{page}/delete").status_code == 302
    assert "Watchful." not in grown.subject.client.get(f"/c/{grown.circle}/diary").content.decode()
    assert grown.therapist.client.get(page).status_code == 404


@pytest.mark.row("IC09")
def test_two_voices_take_turns_with_a_check_between_and_the_grown_up_one_ends(grown: Cast) -> None:
    for band in (AgeBand.ADULT, AgeBand.TEEN):
        variant = PRACTICES["younger-me-dialogue"].bands[band]
        body = [step for step in variant.steps if step.section is Section.BODY]
        turns = [step for step in body if step.type == "turn"]
        assert turns[0].voice == turns[-1].voice == "adult"
        assert all(one.voice != two.voice for one, two in pairwise(turns))
        between = [step.name for step in body[body.index(turns[0]) : body.index(turns[-1])]]
        assert any(name.startswith("_during") for name in between)
        closing = [step.type for step in variant.steps if step.section is Section.CLOSING]
        assert closing[0] == "ground"
    assert PRACTICES["younger-me-dialogue"].bands[AgeBand.TEEN].therapist_enabled
    steps = PRACTICES["younger-me-dialogue"].bands[AgeBand.ADULT].steps
    said = {step.name: f"Line {number}." for number, step in enumerate(steps) if step.type == "turn"}
    body_kept = kept(grown.subject, "younger-me-dialogue", said)
    lines = [str(each).split("\n", 1)[1] for each in body_kept["said"]]  # type: ignore[attr-defined]
    assert lines
    assert all(re.fullmatch(r"Line \d+\.", line) for line in lines), "every line is the writer's own"


@pytest.mark.row("IC15")
def test_a_feeling_leads_to_needs_and_one_kind_act_and_the_pick_is_kept_as_a_code(cast: Cast) -> None:
    run = Played(cast.subject, "needs-finder")
    page = run.until("need", {"feeling": "alone"})
    assert page.count('name="value"') >= 6
    body = kept(cast.subject, "needs-finder", {"feeling": "alone", "need": "heard", "act": "person"})
    assert {"feeling=alone", "need=heard", "act=person"} <= set(body["coded"])  # type: ignore[call-overload]
    for variant in offered(PRACTICES["needs-finder"]):
        assert {"feeling", "need"} <= {step.name for step in variant.steps}


ANCHORS = {
    "breath": {"breath"},
    "sound": {"sound", "ring"},
    "object": {"thing", "look"},
    "movement": {"move", "walk"},
}


@pytest.mark.row("IC16")
@pytest.mark.row("TP50")
def test_mindfulness_keeps_eyes_open_gives_a_choice_of_anchor_can_be_left_and_takes_its_time() -> None:
    found = [practice for practice in PRACTICES.values() if "mindfulness" in practice.modalities]
    for band in AgeBand:
        assert sum(practice.bands[band].offered for practice in found) >= 6, band
    for variant in (variant for practice in found for variant in offered(practice)):
        anchors = next(step for step in variant.steps if step.name == "anchor")
        values = {choice.value for choice in anchors.choices}
        assert all(values & some for some in ANCHORS.values()), values
        assert "close your eyes" not in words(variant)
        assert re.search(r"eyes open|look(ing)? (at|round|out|up)|see", words(variant))
        assert any(step.type == "ground" and "worse" in repr(step.relevant) for step in variant.steps)
        for value in values:
            held = [step for step in variant.steps if step.seconds and _fits(step, value)]
            assert sum(map(seconds, held)) == pytest.approx(variant.minutes * 60, rel=0.1)


def _fits(step: Step, anchor: str) -> bool:
    return holds(step.relevant, {"anchor": anchor})


@pytest.mark.row("IC16")
def test_a_step_of_mindfulness_can_be_paused_and_left(cast: Cast) -> None:
    page = Played(cast.subject, "let-it-pass").until("step2", {"anchor": "sound"})
    assert 'data-pause="Pause"' in page
    assert 'value="stop"' in page


@pytest.mark.row("IC18")
def test_a_kind_figure_may_be_anyone_or_nobody_real_and_a_rise_of_three_turns_to_the_room(grown: Cast) -> None:
    practice = PRACTICES["nurturing-figure"]
    for band in (AgeBand.ADULT, AgeBand.TEEN):
        who = next(step for step in practice.bands[band].steps if step.name == "who")
        assert {"madeup", "animal", "real"} <= {choice.value for choice in who.choices}
        assert not re.search(r"\b(mum|mother|dad|father|parents?)\b", words(practice.bands[band]))
    assert practice.bands[AgeBand.TEEN].therapist_enabled
    run = Played(grown.subject, "nurturing-figure")
    names = {step.name for step in practice.bands[AgeBand.ADULT].steps}
    [still] = [name for name in names if name.startswith("_still")]
    [during] = [name for name in names if name.startswith("_during")]
    page = run.until("_room", {"_here": "here", "_before": "3", "who": "animal", still: "go_on", during: "6"})
    assert "The room first" in page


@pytest.mark.row("IC21")
def test_feelings_are_put_on_a_body_and_a_week_counts_the_different_words(cast: Cast) -> None:
    for band in AgeBand:
        assert any(step.type == "body_map" for step in PRACTICES["where-i-feel-it"].bands[band].steps)
    first = {"map": {"at-sad": ["chest", "throat"], "at-anxious": "tummy"}, "own": "heavy"}
    body = kept(cast.subject, "where-i-feel-it", first)
    assert {"map=chest.sad", "map=tummy.anxious"} <= set(body["coded"])  # type: ignore[call-overload]
    kept(cast.subject, "where-i-feel-it", {"map": {"at-sad": "chest", "at-proud": "face"}})
    page = cast.subject.client.get(f"/c/{cast.circle}/looking-back").content.decode()
    assert "This week: 4 different feeling words" in page
    assert set(re.findall(r"<li>(\w+)</li>", page)) >= {"Sad", "Anxious", "heavy", "Proud"}
    assert "Only you." in page
    other = cast.carer.client.get(f"/c/{cast.circle}/looking-back").content.decode()
    assert "Nothing here yet" in other
    assert {part.client.get(f"/c/{cast.circle}/looking-back").status_code for part in cast.strangers} == {404}


@pytest.mark.row("CT22")
def test_a_brave_step_has_ones_own_number_and_then_and_now_stand_side_by_side(cast: Cast) -> None:
    kept(cast.subject, "brave-step", {"what": "say", "did": "Asked a question in class", "brave": "9"})
    page = cast.subject.client.get(f"/c/{cast.circle}/looking-back").content.decode()
    assert "<dt>Then</dt>" in page
    assert "<dt>Now</dt>" not in page
    kept(cast.subject, "brave-step", {"what": "say", "did": "Asked twice", "brave": "5"})
    page = cast.subject.client.get(f"/c/{cast.circle}/looking-back").content.decode()
    then, now = re.findall(r"<dd>(.+?)</dd>", page)
    assert "9 out of 10. Asked a question in class" in then
    assert "5 out of 10. Asked twice" in now
    assert not re.search(r"\b(other children|average|most children|better than|streak)\b", page.lower())


@pytest.mark.row("SH07")
def test_an_urge_is_rated_ten_minutes_run_with_chosen_things_and_it_is_rated_again(cast: Cast) -> None:
    practice = PRACTICES["ride-it-out"]
    answers = {"hurt": "no", "urge_before": "8", "need": "person", "with": ["music", "person"], "urge_after": "4"}
    run = Played(cast.subject, "ride-it-out")
    run.until("urge_after", answers)
    assert any('data-seconds="600"' in page for page in run.pages.values())
    body = kept(cast.subject, "ride-it-out", answers)
    assert {"urge_before=8", "urge_after=4", "with=music"} <= set(body["coded"])  # type: ignore[call-overload]
    assert "8 before the ten minutes, 4 after" in cast.subject.client.get(
        f"/c/{cast.circle}/looking-back"
    ).content.decode().replace("&#39;", "'")
    for variant in offered(practice):
        assert not re.search(r"elastic|rubber band|\bice\b|red pen|snap|pinch|slap|bite", words(variant))
        assert any(step.seconds == 600 for step in variant.steps)
    assert not practice.bands[AgeBand.YOUNG].offered


@pytest.mark.row("SH07")
def test_somebody_who_is_hurt_is_sent_to_help_first(cast: Cast) -> None:
    run = Played(cast.subject, "ride-it-out")
    run.to_the_end({"hurt": "yes"})
    assert any("Then get help now" in asked for asked in run.shown.values())
    assert "urge_before" not in run.shown


@pytest.mark.row("CT13")
def test_making_has_every_medium_at_every_age_and_what_was_made_is_kept_for_its_maker_alone(cast: Cast) -> None:
    for variant in offered(PRACTICES["make-something"]):
        what = next(step for step in variant.steps if step.name == "what")
        assert [choice.value for choice in what.choices] == ["music", "move", "paper", "clay", "draw"]
        assert {"photo", "drawing"} <= {step.type for step in variant.steps}
    assert len(offered(PRACTICES["make-something"])) == 5
    run = Played(cast.subject, "make-something")
    run.until("photo", {"what": "clay", "keep": "photo"})
    answer = cast.subject.client.post(
        run.at, {"step": "photo", "photo": SimpleUploadedFile("x.jpg", a_photo(), "image/jpeg")}
    )
    assert answer.status_code == 302
    entry = re.findall(r"/e/([0-9a-f-]{36})", run.to_the_end({"_helped": "6"})["Location"])[0]
    page = cast.subject.client.get(f"/c/{cast.circle}/e/{entry}").content.decode()
    [made] = [each for each in re.findall(r"/e/([0-9a-f-]{36})\"", page) if each != entry]
    at = f"/c/{cast.circle}/e/{made}/photo"
    assert cast.subject.client.get(at)["Content-Type"] == "image/jpeg"
    others = [part for part in (*cast.everyone, *cast.strangers) if part is not cast.subject]
    assert {part.client.get(at).status_code for part in others} == {404}


@pytest.mark.row("CT13")
def test_what_is_thrown_away_at_the_end_takes_what_was_made_along(cast: Cast) -> None:
    run = Played(cast.subject, "draw-it")
    run.to_the_end({"picture": "sun 3 2 200,100", "_keep": "delete"})
    assert diary(cast.subject.visit).items == ()


@pytest.mark.row("CT13")
def test_a_file_that_is_no_picture_is_told_and_the_step_stays(cast: Cast) -> None:
    run = Played(cast.subject, "make-something")
    run.until("photo", {"what": "clay", "keep": "photo"})
    sent = {"step": "photo", "photo": SimpleUploadedFile("x.jpg", b"no picture", "image/jpeg")}
    answer = cast.subject.client.post(run.at, sent)
    assert answer.status_code == 422
    assert "Take a photo of what you made." in answer.content.decode()
