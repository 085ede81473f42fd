"""Pieces of words: the same as those of the library that comes with the base model, each where it stands."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamplit.engines.listening.wordpiece import pieces
from lamplit.engines.records.reading import content_text

# What `transformers` 5.23 says of these sentences of ours: the pieces, and where each stands.
SAID = [
    (
        "You're worn out, love.",
        ["you", "'", "re", "worn", "out", ",", "love", "."],
        [(0, 3), (3, 4), (4, 6), (7, 11), (12, 15), (15, 16), (17, 21), (21, 22)],
    ),
    (
        "naïve café \u2014 \u201cno\u201d",
        ["naive", "cafe", "\u2014", "\u201c", "no", "\u201d"],
        [(0, 5), (6, 10), (11, 12), (13, 14), (14, 16), (16, 17)],
    ),
    ("漢字ok", ["漢", "[UNK]", "ok"], [(0, 1), (1, 2), (2, 4)]),
    (
        "e\u0301te\u0301 zero\u200bwidth",
        ["et", "##e", "zero", "##wi", "##dt", "##h"],
        [(0, 3), (3, 4), (6, 10), (11, 13), (13, 15), (15, 16)],
    ),
    (
        "unbelievablyness \U0001f469\u200d\U0001f467 x",
        ["un", "##bel", "##ie", "##va", "##bly", "##ness", "[UNK]", "x"],
        [(0, 2), (2, 5), (5, 7), (7, 9), (9, 12), (12, 16), (17, 20), (21, 22)],
    ),
    ("a" * 101 + " b", ["[UNK]", "b"], [(0, 101), (102, 103)]),
    ("  \t\n ", [], []),
    ("½ İstanbul", ["½", "istanbul"], [(0, 1), (2, 10)]),
    ("tab\there\x00now", ["tab", "here", "##now"], [(0, 3), (4, 8), (9, 12)]),
]


@cache
def vocabulary() -> dict[str, int]:
    words = content_text("models", "encoder-vocabulary.txt").split("\n")
    return {word: at for at, word in enumerate(words)}


@pytest.mark.parametrize(("text", "wanted", "spans"), SAID, ids=lambda each: None)
def test_pieces_are_those_of_the_base_model(text: str, wanted: list[str], spans: list[tuple[int, int]]) -> None:
    known = vocabulary()
    found = pieces(text, known)
    assert [piece.number for piece in found] == [known[each] for each in wanted]
    assert [piece.span for piece in found] == spans


@given(st.text(max_size=200))
def test_any_text_gives_pieces_that_stand_in_it_in_order(text: str) -> None:
    found = pieces(text, vocabulary())
    places = [piece.span for piece in found]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


def test_a_long_run_of_signs_takes_no_more_than_its_length() -> None:
    assert len(pieces("!" * 5000, vocabulary())) == 5000
    assert len(pieces("x" * 100_000, vocabulary())) == 1
