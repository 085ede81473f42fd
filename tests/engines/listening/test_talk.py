"""Which way a client's turn speaks, and what stands out in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplit.engines.listening.feelings import read_feelings
from lamplit.engines.listening.talk import read_client_turn


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("I want to stop. I'm sick of feeling like this.", "change"),
        ("I could try going to bed earlier.", "change"),
        ("I don't want to stop. I like it.", "sustain"),
        ("There's no point, nothing works for me.", "sustain"),
        ("Yeah.", "neutral"),
        ("It was a Tuesday.", "neutral"),
    ],
)
def test_change_and_staying_are_told_apart(text: str, talk: str) -> None:
    turn = read_client_turn(text)
    assert turn.talk == talk
    assert bool(turn.marks_of(talk)) == (talk != "neutral")


def test_what_stands_out_is_shown_with_its_words() -> None:
    text = "I realised I only do it when I'm lonely. I'm going to ring her on Monday."
    turn = read_client_turn(text)
    assert turn.insight
    assert turn.commitment
    assert turn.marks_of("insight")[0].evidence.quote.startswith("I realised")


def test_a_feeling_that_turns_is_marked() -> None:
    assert read_client_turn("I feel lighter now, it's like a weight off my chest.").emotion_shift
    assert not read_client_turn("We had fish for tea.").emotion_shift


def test_what_models_hear_is_a_hint_with_its_words_and_an_ordinary_turn_gives_none() -> None:
    text = "I did what I could with what I had. I was only nine."
    hints = {hint.mark.label: hint for hint in read_client_turn(text, "What would you say to her now?").hints or ()}
    assert hints["self_acceptance"].strength >= 1
    assert hints["self_acceptance"].mark.evidence.quote in text
    assert hints["self_acceptance"].mark.evidence.because == "Turns like this often speak kindly or fairly of oneself."
    assert read_client_turn("The bus was late and we had eggs for tea with my aunt.", "How was it?").hints == ()
    assert read_client_turn("Yeah.").hints is None  # too short to tell


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("Thank you so much!", "gratitude"),
        ("I'm so sad and lonely without her.", "sadness"),
        ("I love you.", "love"),
    ],
)
def test_feelings_are_named_with_their_words(text: str, feeling: str) -> None:
    found = {each.name: each for each in read_feelings(text)}
    assert feeling in found
    assert found[feeling].words


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    turn = read_client_turn(text, text)
    assert all(text[mark.evidence.span.start : mark.evidence.span.end] == mark.evidence.quote for mark in turn.marks)
    assert all(each.name != "neutral" for each in read_feelings(text))
