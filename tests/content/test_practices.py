"""Every practice that ships: sound, whole, easy to read, kind, honest about what is known, and played to its end."""

import re

import pytest

from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice import player, wording
from lamplit.engines.practice.library import house, shipped
from lamplit.engines.practice.model import Practice, Reader, Section, Step, Variant
from tests.content import copy_lint
from tests.content.reading_age import grade, word_count
from tests.engines.practice.making import options, play

PRACTICES = shipped().practices
PLAYED = [
    pytest.param(variant, id=f"{slug} {variant.band.value}")
    for slug, practice in PRACTICES.items()
    for variant in practice.bands.values()
    if variant.offered
]
every_practice = pytest.mark.parametrize("practice", PRACTICES.values(), ids=list(PRACTICES))
every_band = pytest.mark.parametrize("variant", PLAYED)
METHODS = re.compile(
    r"\b(razors?|blades?|knife|knives|scissors|lighters?|matches|paracetamol|tablets?|pills?|dos(?:e|age)s?|rope|noose"
    r"|elastic bands?|rubber bands?|ice cubes?|red (?:pen|ink|marker)|snap (?:a|the) band|scratch(?:ing)?|burn(?:ing)?"
    r"|bleed(?:ing)?|blood|hang(?:ing)? (?:my|your|him|her|one)self|starv(?:e|ing)|purg(?:e|ing))\b",
    re.IGNORECASE,
)


def test_no_practice_has_a_fault() -> None:
    files = list((copy_lint.PACKAGE / "content" / "practices").rglob("[!_]*.yaml"))
    assert [str(fault) for fault in shipped().faults] == []
    assert len(PRACTICES) == len(files) > 0


@every_practice
def test_a_practice_says_what_is_known_who_wrote_it_and_who_looked_at_it(practice: Practice) -> None:
    assert practice.modalities
    assert practice.cautions
    assert practice.evidence.source
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", practice.evidence.as_of)
    assert all((practice.review.author, practice.review.reviewed_on, practice.review.clinician))
    assert practice.licence == "CC BY 4.0"


@pytest.mark.requirement("PF04")
@every_practice
def test_a_practice_speaks_of_every_age(practice: Practice) -> None:
    assert list(practice.bands) == list(AgeBand)


@every_practice
def test_a_practice_holds_no_detail_of_a_method_and_suggests_no_hurt_in_its_place(practice: Practice) -> None:
    texts = [text for variant in practice.bands.values() for step in variant.steps for text in wording.texts_of(step)]
    texts += [practice.title, practice.purpose, *practice.cautions, *practice.content_notes]
    assert [text for text in texts if METHODS.search(text)] == []


def test_a_method_would_be_found() -> None:
    assert METHODS.search("Snap an elastic band on your wrist")
    assert not METHODS.search("Stretch like a cat and feel the ground")


@pytest.mark.requirement("PF17")
@every_band
def test_the_words_are_easy_for_those_who_read_them(variant: Variant) -> None:
    texts = [text for step in variant.steps for text in wording.texts_of(step) if not step.name.startswith("_")]
    assert word_count(texts) >= 20, "there is something to read"
    assert grade(texts) <= wording.HARDEST[wording.readers_age(variant)]


@pytest.mark.requirement("PF17")
@pytest.mark.parametrize("band", list(house().frames), ids=lambda band: band.value)
def test_the_frame_is_as_easy_as_what_it_stands_around(band: AgeBand) -> None:
    texts = [text for steps in house().frames[band].parts.values() for step in steps for text in wording.texts_of(step)]
    assert grade(texts) <= wording.HARDEST[band]
    longest = wording.LONGEST_SENTENCE[Reader.ADULT if band is AgeBand.ADULT else Reader.CHILD]
    assert [part for text in texts for part in re.split(r"[.?!:]", text) if len(part.split()) > longest] == []


@pytest.mark.requirement("PF07")
@every_band
def test_every_practice_is_played_start_to_end(variant: Variant) -> None:
    """Each time another choice is tried first, so that each branch that one choice opens is walked."""
    met: set[str] = set()
    for turn in range(max(len(options(step)) for step in variant.steps)):
        shown, ended = play(variant, lambda step, turn=turn: _option(step, turn))  # type: ignore[misc]
        met |= {step.name for step in shown}
        assert ended.how is player.Ending.WHOLE
        assert shown[-1].section is Section.CLOSING
    assert met & {step.name for step in variant.steps if step.section is Section.BODY}


def _option(step: Step, turn: int) -> object:
    """Answer with one option after another; what would turn an inward practice away is left out."""
    if step.name.startswith(("_here", "_before", "_during", "_still", "_after")):
        return options(step)[0]
    some = options(step)
    return some[min(turn, len(some) - 1)]


@pytest.mark.requirement("PF19")
@every_practice
def test_a_timed_practice_takes_the_time_on_its_card(practice: Practice) -> None:
    for variant in practice.bands.values() if practice.timed else ():
        for turn in range(5 if variant.offered else 0):
            shown, _ = play(variant, lambda step, turn=turn: _timed(step, turn))  # type: ignore[misc]
            seconds = sum(step.seconds + (step.pattern.seconds if step.pattern else 0) for step in shown)
            assert seconds == pytest.approx(variant.minutes * 60, rel=0.1)


def _timed(step: Step, turn: int) -> object:
    """Pick the answer of this turn where there is one, never skipping and never feeling worse."""
    if step.name.endswith(".felt"):
        return "better"
    some = [each for each in options(step) if each is not None] or [None]
    return some[min(turn, len(some) - 1)]


@pytest.mark.requirement("PF20")
@every_band
def test_breathing_offers_another_anchor_and_no_child_is_asked_to_hold_their_breath(variant: Variant) -> None:
    breaths = [step for step in variant.steps if step.pattern]
    names = [step.name for step in variant.steps]
    for step in breaths:
        base = step.name.split(".")[0]
        assert {f"{base}.felt", f"{base}.anchor"} <= set(names)
        held = step.pattern is not None and step.pattern.counts[1] + step.pattern.counts[3]
        assert not held or variant.band in (AgeBand.TEEN, AgeBand.ADULT)


@pytest.mark.requirement("PF14")
@every_band
def test_a_scene_offers_three_ways_and_ones_own_words_and_never_marks(variant: Variant) -> None:
    for step in variant.steps:
        if step.type == "scene":
            assert len(step.choices) >= 4
        if "_" in step.name and step.type == "say" and step.section is Section.BODY and "." in step.name:
            assert not re.search(r"\b(right|wrong|correct|best answer|points?|score)\b", step.label.lower())


@pytest.mark.requirement("PF08")
@every_band
def test_inward_work_has_its_gate_and_comes_back_to_the_room(variant: Variant) -> None:
    sections = {step.section for step in variant.steps}
    assert ({Section.GATE, Section.DIVERTED} <= sections) is variant.gated
    if variant.gated:
        closing = [step.type for step in variant.steps if step.section is Section.CLOSING]
        assert closing[:2] == ["ground", "scale"]
