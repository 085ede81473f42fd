"""Rows of the list that a practice serves for carers, teachers and the youngest, and what the whole library holds."""

import re

import pytest

from lamplit.engines.kernel import AgeBand, Role
from lamplit.engines.practice.library import house, shipped
from lamplit.engines.practice.model import Section
from tests.acceptance.playing import Played, kept, offered, seconds, words
from tests.cast import Cast, make_cast

PRACTICES = shipped().practices


@pytest.mark.row("CT06")
def test_a_carer_gets_three_phrases_for_a_feeling_and_a_situation_and_none_that_takes_it_back() -> None:
    practice = PRACTICES["validation-builder"]
    assert {Role.CARER, Role.TEACHER} <= practice.roles
    for variant in offered(practice):
        cells = [step for step in variant.steps if step.type == "card" and step.of]
        assert len(cells) >= 9
        for cell in cells:
            assert len(cell.lines) == 3
            assert not re.search(r"\bbut\b|at least|calm down", " ".join(cell.lines).lower()), cell.name
    assert len({words(variant) for variant in offered(practice)}) == len(offered(practice)), "each age has its own"


@pytest.mark.row("CT08")
@pytest.mark.parametrize(("age", "band"), [(4, "3-5"), (7, "6-8"), (10, "9-12"), (15, "13-17"), (20, "adult")])
def test_every_practice_speaks_of_every_age_and_the_childs_band_decides(db: None, age: int, band: str) -> None:
    for practice in PRACTICES.values():
        assert list(practice.bands) == list(AgeBand)
        assert all(variant.offered or len(variant.not_for.split()) >= 3 for variant in practice.bands.values())
    young = make_cast(age)
    variant = PRACTICES["where-i-feel-it"].bands[AgeBand(band)]
    page = young.subject.client.get(f"/c/{young.circle}/practise/where-i-feel-it").content.decode()
    assert (variant.title or "Where I feel it") in page
    run = Played(young.subject, "where-i-feel-it")
    run.until("map", {})
    assert "_opening" in run.shown
    assert run.shown["_opening"] == (variant.purpose or PRACTICES["where-i-feel-it"].purpose)


@pytest.mark.row("CT09")
@pytest.mark.parametrize("what", ["left", "teased", "fallout", "join"])
def test_a_child_picks_a_playground_situation_tries_it_out_and_has_a_plan_for_tomorrow(db: None, what: str) -> None:
    child = make_cast(10)
    run = Played(child.subject, "playground-pack")
    first = PRACTICES["playground-pack"].bands[AgeBand.MIDDLE]
    scenes = [step for step in first.steps if step.type == "scene" and step.name.startswith(what)]
    assert len(scenes) == 2
    picks = {step.name: step.choices[0].value for step in scenes}
    plan = "Ask Noor at the gate."
    run.to_the_end({"what": what, **picks, "plan": plan, "grown_up": "teacher"})
    assert sum(name in picks for name in run.shown) == 2
    assert f"I&#39;ll try: {plan}" in run.pages["card"]


@pytest.mark.row("CT12")
def test_ten_games_away_from_the_screen_say_how_to_set_up_where_the_limit_is_what_to_say_and_when_to_stop() -> None:
    games = [practice for practice in PRACTICES.values() if practice.area == "play" and practice.off_screen]
    assert len(games) >= 10
    for practice in games:
        assert practice.bands[AgeBand.EARLY].offered or practice.bands[AgeBand.YOUNG].offered
        for variant in offered(practice):
            told = words(variant)
            assert "words you can use" in told, practice.slug
            assert "stop word" in told, practice.slug
            assert "stop sooner if" in told, practice.slug
            body = [step for step in variant.steps if step.section is Section.BODY]
            assert len(body) >= 6, "set-up, start, play, words, limit, finish"


@pytest.mark.row("CT14")
def test_a_thought_record_keeps_its_parts_and_shows_the_change(cast: Cast) -> None:
    variant = PRACTICES["thought-record"].bands[AgeBand.TEEN]
    names = [step.name for step in variant.steps if step.section is Section.BODY]
    percent = [step for step in variant.steps if step.type == "scale" and step.highest == 100]
    assert len(percent) == 2
    given: dict[str, object] = {step.name: "Words here." for step in variant.steps if step.type == "text"}
    given |= {percent[0].name: "80", percent[1].name: "35"}
    run = Played(cast.subject, "thought-record")
    run.to_the_end(given)
    shown = "".join(run.pages[name] for name in names if name in run.pages)
    assert re.search(r"\b80\b.*\b35\b", shown, re.DOTALL)
    assert len([name for name in given if name in run.shown]) >= 6


@pytest.mark.row("CT14")
def test_a_fear_ladder_refuses_equal_numbers_and_turns_what_happened_away(cast: Cast) -> None:
    run = Played(cast.subject, "fear-ladder")
    page = run.until("steps", {"kind": "dark", "safe": "yes", "goal": "Sleep upstairs"})
    assert "steps" in page
    rungs = {f"step-{n}": f"Step {n}" for n in range(5)}
    equal = run.part.client.post(run.at, {"step": "steps", **rungs, **{f"rating-{n}": "4" for n in range(5)}})
    assert equal.status_code == 422
    assert "Two steps have the same number" in equal.content.decode()
    assert "Step 3" in equal.content.decode()
    fine = run.part.client.post(run.at, {"step": "steps", **rungs, **{f"rating-{n}": str(n + 1) for n in range(5)}})
    assert fine.status_code == 302
    for band in AgeBand:
        variant = PRACTICES["fear-ladder"].bands[band]
        kinds = next(step for step in variant.steps if step.name == "kind")
        assert {"past", "person"} <= {choice.value for choice in kinds.choices}
        assert any(step.type == "stop" and "past" in repr(step.relevant) for step in variant.steps)


@pytest.mark.row("TP29")
def test_five_minutes_of_listening_never_ask_for_eyes_and_leave_a_note_that_it_was_done(cast: Cast) -> None:
    practice = PRACTICES["five-minute-listening"]
    assert {Role.CARER, Role.TEACHER} <= practice.roles
    assert any("Never make a child look at you" in caution for caution in practice.cautions)
    for band in (AgeBand.EARLY, AgeBand.YOUNG, AgeBand.MIDDLE, AgeBand.TEEN):
        told = words(practice.bands[band])
        assert "side by side" in told
        assert "eye contact is up to them" in told
        assert sum(seconds(step) for step in practice.bands[band].steps) == 300
    body = kept(cast.carer, "five-minute-listening", {"went": "quiet"})
    assert (body["ending"], body["practice"]) == ("whole", "five-minute-listening")


@pytest.mark.row("TP32")
def test_the_builder_yields_feeling_limit_and_help_for_the_childs_age(cast: Cast) -> None:
    for variant in offered(PRACTICES["empathy-and-limit"]):
        cards = [step for step in variant.steps if step.type == "card" and step.of]
        assert {step.of for step in cards} == {"feeling", "act"}
        assert all(len(step.lines) == 3 for step in cards)
        limits = " ".join(line for step in cards if step.of == "act" for line in step.lines).lower()
        assert re.search(r"\bno\b|won't|stays?\b|don't|can't|not\b", limits)
        assert re.search(r"i'm staying|i stay|i'm here|near|with you|i help", limits)
    run = Played(cast.carer, "empathy-and-limit")
    run.to_the_end({"safe": "no", "feeling": "angry", "act": "hit"})
    assert {"feel.angry", "limit.hit"} <= run.shown.keys()


@pytest.mark.row("TP34")
def test_two_people_settle_in_three_minutes_on_one_phone_with_the_adult_first() -> None:
    practice = PRACTICES["three-minutes-together"]
    assert practice.together
    for band in (AgeBand.YOUNG, AgeBand.MIDDLE, AgeBand.TEEN):
        timers = [step for step in practice.bands[band].steps if step.seconds]
        assert re.search(r"\b(you first|big one first|adult|older)\b", timers[0].label.lower()), timers[0].label
        for state in ("fast", "slow"):
            held = [step for step in timers if step.relevant is None or f"'{state}'" in repr(step.relevant)]
            assert sum(map(seconds, held)) == pytest.approx(180, rel=0.1)


@pytest.mark.row("TP51")
def test_the_state_that_is_chosen_decides_which_activities_are_offered(cast: Cast) -> None:
    wanted = {"fast": "down", "slow": "up", "right": "keep"}
    for state, shown in wanted.items():
        run = Played(cast.subject, "match-your-energy")
        run.to_the_end({"state": state})
        assert {name for name in wanted.values() if name in run.shown} == {shown}
    for need in ("too_fast", "too_slow", "just_right"):
        page = cast.subject.client.get(f"/c/{cast.circle}/practise?need={need}").content.decode()
        found = set(re.findall(r"/practise/([\w-]+)\"", page))
        assert found
        assert all(need in PRACTICES[slug].helps_with for slug in found)


@pytest.mark.row("TP64")
def test_a_child_can_learn_try_rate_and_share_at_least_twelve_skills(cast: Cast) -> None:
    for band in (AgeBand.YOUNG, AgeBand.MIDDLE, AgeBand.TEEN):
        skills = {
            practice.skill
            for practice in PRACTICES.values()
            if practice.skill and Role.SUBJECT in practice.roles and practice.bands[band].offered
        }
        assert len(skills) >= 12, band
    run = Played(cast.subject, "match-your-energy")
    ended = run.to_the_end({"state": "fast", "down": "walk", "_helped": "8", "_keep": "show"})
    assert "_helped" in run.shown
    assert str(ended["Location"]).endswith("/show")


def test_what_the_plan_for_the_library_names_is_there() -> None:
    notes = " ".join(f"{practice.source} {practice.evidence.source}" for practice in PRACTICES.values())
    assert len(set(re.findall(r"\bP\d\d\b", notes))) >= 36
    breaths = {step.pattern.value for practice in PRACTICES.values() for variant in offered(practice)
               for step in variant.steps if step.pattern}  # fmt: skip
    assert len(breaths) >= 4
    rehearsals = {practice.slug for practice in PRACTICES.values() if "rehearsal" in practice.modalities}
    scenes = {"friendship": "playground-pack", "school": "ask-a-teacher", "carer and child": "connect-first",
              "carer and school": "when-school-calls"}  # fmt: skip
    assert set(scenes.values()) <= rehearsals
    for slug in scenes.values():
        turns = [step for variant in offered(PRACTICES[slug]) for step in variant.steps if step.type == "scene"]
        assert turns
        assert all(len(step.choices) >= 4 for step in turns), "three ways and one's own words"
    assert house().needs["urge"]


def test_a_school_worry_becomes_three_steps_and_words_for_a_teacher_shown_only_as_the_rules_allow(db: None) -> None:
    """What was written in a practice is never shown to a teacher (row 8); the card is there to copy or pass on."""
    child = make_cast(11)
    run = Played(child.subject, "school-ladder")
    rungs = {f"step-{n}": f"Step {n}" for n in range(3)} | {f"rating-{n}": str(n + 2) for n in range(3)}
    told = {
        "worry": "Reading aloud",
        "kind": "talk",
        "can": "Ask",
        "steps": rungs,
        "teacher": "Tell me the day before.",
    }
    ended = run.to_the_end({**told, "how": "adult", "_keep": "show"})
    assert "It would help if you: Tell me the day before." in run.pages["card"]
    page = child.subject.client.get(str(ended["Location"])).content.decode()
    assert "Robin" in page
    assert "Mx Lane" not in page
