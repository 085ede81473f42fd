"""What comes first: plain rules over what is good to know, each with the words that chose it and its reason."""

import pytest

from lamplit.engines.practice.library import shipped
from lamplit.engines.practice.suggesting import LONGEST_QUOTE, read_rules, rules, suggest
from lamplit.engines.records.kinds.need import AREAS, NEED, Need
from lamplit.engines.records.reading import ContentError, content_text

EVERY = frozenset(shipped().practices)
FILE = "content/suggestions/en.yaml"


def picked(area: str, *codes: str, text: str = "") -> Need:
    return Need(area, tuple((area, code) for code in codes), text)


def slugs(*views: Need, offered: frozenset[str] = EVERY) -> list[str]:
    return [each.slug for each in suggest(views, offered, rules())]


@pytest.mark.row("CT11")
def test_two_children_who_need_different_things_get_different_things_first() -> None:
    loud = slugs(picked("senses", "loud_sounds"), picked("comfort", "music"))
    night = slugs(picked("before", "bedtime"), picked("closeness", "asking_is_hard"))
    assert loud[:2] == ["listen-to-the-end", "make-something"], "each cause has its first before any has its second"
    assert night[:2] == ["tighten-and-let-go", "ask-clearly"]
    assert not set(loud) & set(night)
    assert slugs() == []


@pytest.mark.row("CT11")
def test_each_says_the_rule_that_chose_it_and_the_words_it_was_chosen_for() -> None:
    [first, *_] = suggest(
        [picked("before", text="Fine at home. The hall is loud, and I go under a table.")], EVERY, rules()
    )
    assert first.cause.rule.code == "loud_and_busy"
    assert first.cause.quoted == "The hall is loud, and I go under a table."
    assert first.cause.rule.why
    long = picked("before", text=f"{'very ' * 60}noisy {'and so on ' * 30}")
    [first, *_] = suggest([long], EVERY, rules())
    assert first.cause.quoted.startswith("noisy and")
    assert len(first.cause.quoted) <= LONGEST_QUOTE
    assert slugs(picked("comfort", text="It is loud there.")) == [], "a rule looks only where it says it looks"
    assert slugs(picked("before", text="Clouds, noisette")) == []


def test_only_what_is_offered_comes_first_and_a_caution_keeps_a_practice_back() -> None:
    near = picked("comfort", "somebody_near")
    assert slugs(near)[0] == "three-minutes-together"
    assert slugs(near, offered=EVERY - {"three-minutes-together"})[0] == "special-time"
    asked = slugs(near, picked("senses", "touch_asked"))
    assert "three-minutes-together" not in asked
    assert "special-time" in asked


def test_the_rules_are_reviewed_know_only_what_there_is_and_reach_every_part() -> None:
    for rule in rules():
        assert {*rule.first, *rule.not_first} <= EVERY, rule.code
        for area, codes in rule.when.items():
            assert codes <= set(NEED.labels[area]), (rule.code, area)
    met = {(area, code) for rule in rules() for area, codes in rule.when.items() for code in codes}
    silent = {(area, code) for area in AREAS for code in NEED.labels[area]} - met
    assert len(silent) <= 8, silent
    assert "clinician_reviewed: not yet" in content_text("suggestions", "en.yaml")


@pytest.mark.parametrize(
    ("out", "instead", "code"),
    [
        ("licence: CC BY 4.0", "", "header_missing"),
        ("rule: goodbyes", "rule: night", "rule_twice"),
        ("when: {before: [bedtime]}", "when: {sleep: [bedtime]}", "area_unknown"),
        ("first: [look-round, connect-first, match-your-energy]", "first: []", "text_missing"),
    ],
)
def test_a_fault_in_the_rules_is_told_with_its_line(out: str, instead: str, code: str) -> None:
    text = content_text("suggestions", "en.yaml")
    assert out in text
    with pytest.raises(ContentError) as refused:
        read_rules(text.replace(out, instead, 1), FILE)
    assert code in [fault.code for fault in refused.value.faults]
