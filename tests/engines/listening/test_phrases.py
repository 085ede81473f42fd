"""Every reviewed phrase rule is met where it says and not where it says; patterns stay quick; a wrong file is named."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplit.engines.listening.phrases import Phrases, Rule, phrases, read_phrases
from lamplit.engines.listening.tokens import read_tokens
from lamplit.engines.records.reading import ContentError

FILES = ("skills", "talk")
RULES = [pytest.param(name, rule, id=f"{name}-{rule.name}") for name in FILES for rule in phrases(name).rules]


def met(known: Phrases, text: str) -> list[str]:
    return [found.rule.name for found in known.find(known.line(read_tokens(text)))]


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_a_rule_is_met_where_it_says_and_only_there(name: str, rule: Rule) -> None:
    assert [text for text in rule.hits if rule.name not in met(phrases(name), text)] == []
    assert [text for text in rule.misses if rule.name in met(phrases(name), text)] == []


@pytest.mark.parametrize("name", FILES)
def test_names_are_told_apart_and_every_label_has_a_rule(name: str) -> None:
    known = phrases(name)
    names = [rule.name for rule in known.rules]
    assert len(names) == len(set(names))
    assert {rule.label for rule in known.rules} == set(known.about)
    assert all(0 < about.disagree < 1 and about.sentence for about in known.about.values())


SMALL = """
source: ours
licence: CC BY 4.0
review_date: 2026-11-22
lists: {feeling: sad angry}
labels: {one: {sentence: It says so., disagree: 0.1}}
rules:
  - {name: n, label: one, because: b, patterns: ["PATTERN"], hits: [x], misses: [y]}
"""


@pytest.mark.parametrize(
    ("pattern", "quotes"),
    [
        ("you feel <feeling>", ["You feel SAD"]),
        ("you feel* ~2 <feeling> ?", ["you feeling a bit angry?"]),
        ("^ it (sounds|seems (a bit|so)) sad", ["It seems so sad"]),
        ("(really)? sad", ["SAD", "sad"]),
    ],
)
def test_the_words_found_are_given_as_they_were_written(pattern: str, quotes: list[str]) -> None:
    known = read_phrases(SMALL.replace("PATTERN", pattern), "small.yaml")
    text = "You feel SAD. It seems so sad, you said. Are you feeling a bit angry?"
    found = known.find(known.line(read_tokens(text)))
    assert [each.quote for each in found] == quotes
    assert all(text[slice(*each.span)] == each.quote for each in found)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("label: one", "label: two", "label_unknown"),
        ("PATTERN", "<nothing>", "list_unknown"),
        ("PATTERN", "a) b", "bracket_open"),
        ("hits: [x], ", "", "text_missing"),
        ("disagree: 0.1", "disagree: often", "bad_number"),
        ("licence: CC BY 4.0", "", "header_missing"),
    ],
)
def test_a_faulty_file_is_named_with_its_line(old: str, new: str, code: str) -> None:
    with pytest.raises(ContentError, match=rf"small\.yaml:\d+: {code}"):
        read_phrases(SMALL.replace(old, new).replace("PATTERN", "a"), "small.yaml")


PIECES = ("you ", "a", "you're always ", "i feel that you ", "if you don't ", "' ", "-", "\n", ". ", "\u202e")


def seconds(name: str, text: str) -> float:
    known = phrases(name)
    began = time.process_time()
    known.find(known.line(read_tokens(text)))
    return time.process_time() - began


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("piece", PIECES)
def test_no_text_takes_more_than_its_length(name: str, piece: str) -> None:
    seconds(name, piece * 10)  # compile what this text needs
    small, large = seconds(name, piece * (10_000 // len(piece))), seconds(name, piece * (100_000 // len(piece)))
    assert large < max(2.0, 40 * small)  # 1 s on a quiet machine; with the square of its length it would take minutes


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for name in FILES:
        known = phrases(name)
        for found in known.find(known.line(read_tokens(text))):
            assert text[slice(*found.span)] == found.quote
