"""What is typed becomes plain words, and every word still knows where it stood."""

import time

import pytest

from lamplit.engines.kernel import Span
from lamplit.engines.listening.normalise import normalise
from lamplit.engines.listening.sentences import sentences_of, tokens_of


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("I\u2019m gonna k*ll myself 2nite \U0001f62d", "i am going to kill myself tonight cries"),
        ("cutt1ng helps", "cutting helps"),
        ("k m s", "kill myself"),
        ("k-m-s", "kill myself"),
        ("s.u.i.c.i.d.e", "suicide"),
        ("\u0455u\u0456\u0441\u0456d\u0435", "suicide"),
        ("\U0001d424\U0001d422\U0001d425\U0001d425", "kill"),
        ("un-alive my self", "kill myself"),
        ("self-harm", "self harm"),
        ("he's mum's", "he is mum 's"),
        ("I can't, won't, didn't", "i can not , will not , did not"),
        ("hellooo whyyy", "hello why"),
        ("myse\u200blf", "myself"),
        ("Hey!you", "hey you"),
        ("I gave it up", "i gave it up"),
        ("Si\u00e2n and Caoimhe", "sian and caoimhe"),
        ("\u043f\u0440\u0438\u0432\u0435\u0442", "\u043f\u0440\u0438\u0432\u0435\u0442"),
        ("", ""),
        ("\x00 \t", ""),
    ],
)
def test_typed_words_become_plain(typed: str, plain: str) -> None:
    assert normalise(typed).text.strip() == plain


@pytest.mark.parametrize("innocent", ["skills", "couch", "scarred", "chill", "farming", "Ed", "hell", "sushi", "shh"])
def test_everyday_words_are_left_alone(innocent: str) -> None:
    assert normalise(innocent).text.strip() == innocent.lower()


def test_every_word_is_found_again_in_what_was_typed() -> None:
    typed = "ok \U0001f62d I\u2019m k*lling it, un-alive me"
    plain = normalise(typed)
    told = [(word.text, typed[word.start : word.end]) for word in plain.words]
    assert ("i", "I\u2019m") in told
    assert ("am", "I\u2019m") in told
    assert ("kill", "un-alive") in told
    first = plain.index(plain.text.index(" kill me") + 1)
    assert plain.span(first, first + 1).of(typed) == "un-alive me"


@pytest.mark.parametrize("piece", ["a", "a'", "1!", "k*", "*", "\U0001f62d", "\u0430", "a.", " ", "\n", "a b. ", "'"])
def test_no_text_is_slow(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        began = time.process_time()
        normalise(text)
        assert all(sentence.tokens() for sentence in sentences_of(text))
        return time.process_time() - began

    assert seconds(100_000) < max(4.0, 15 * seconds(10_000))


def test_sentences_end_where_a_reader_would_end_them() -> None:
    text = "Dr. Jones said no. I left at 3 p.m. with Ana\u2026 It was \u201cfine.\u201d\nNew line! ok"
    cut = [sentence.text for sentence in sentences_of(text)]
    assert cut == [
        "Dr. Jones said no.",
        "I left at 3 p.m. with Ana\u2026",
        "It was \u201cfine.\u201d",
        "New line!",
        "ok",
    ]
    assert all(sentence.span.of(text) == sentence.text for sentence in sentences_of(text))


def test_tokens_keep_their_places() -> None:
    text = "Mum's self-harm, 3.5 times!"
    assert [token.text for token in tokens_of(text)] == ["Mum's", "self-harm", ",", "3.5", "times", "!"]
    assert all(token.span.of(text) == token.text for token in tokens_of(text))


def test_a_span_never_runs_backwards() -> None:
    with pytest.raises(ValueError, match="does not end"):
        Span(3, 2)
