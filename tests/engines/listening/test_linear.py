"""Exported linear models: what a table says is what comes out, and a broken one is named."""

import json
import zlib
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamplit.engines.listening.linear import ModelError, features_of, read_model
from lamplit.engines.listening.tokens import read_tokens


def packed(content: bytes) -> str:
    return b64encode(zlib.compress(content)).decode()


TOLD = {
    "format": 2,
    "name": "small",
    "features": packed(b"wwhat\nwwhat happened\nc you\ns:asks"),
    "rarity": packed(bytes([16, 16, 16, 16])),
    "scales": [0.1, 0.1, 0.05],
    "weights": packed(bytes([20, 236, 0, 40, 216, 10, 0, 0, 60, 30, 226, 0])),
    "heads": [
        {"name": "kind", "one_of": True, "classes": ["question", "other"], "first": 0, "bias": [0, 0],
         "sure": [0.5, 0.5]},
        {"name": "warm", "one_of": False, "classes": ["warm"], "first": 2, "bias": [-1.0], "sure": [0.4]},
    ],
}  # fmt: skip


def test_a_head_answers_with_shares_and_the_words_that_decided() -> None:
    model = read_model(json.dumps(TOLD), "small.json")
    tokens = read_tokens("So, what happened?")
    features = features_of(tokens, {"s:asks": (0, 0)})
    scored = model.score(features)
    assert scored.best("kind") == "question"
    assert sum(scored.shares["kind"].values()) == pytest.approx(1.0)
    first = model.reasons(features, tokens, "kind", "question")[0]
    assert tokens.text[slice(*first.span)] == "what happened"


def test_words_nobody_knows_leave_the_bias() -> None:
    scored = read_model(json.dumps(TOLD), "small.json").score(features_of(read_tokens("zzz")))
    assert scored.shares["kind"] == {"question": 0.5, "other": 0.5}
    assert scored.shares["warm"]["warm"] == pytest.approx(0.2689, abs=1e-3)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("format", 1),
        ("features", packed(b"\xff")),
        ("weights", "!!"),
        ("scales", [0.1]),
        ("rarity", ""),
        ("heads", [{}]),
    ],
)
def test_a_model_that_does_not_fit_together_is_named(field: str, wrong: object) -> None:
    with pytest.raises(ModelError, match=r"small\.json"):
        read_model(json.dumps(TOLD | {field: wrong}), "small.json")


@given(st.text())
def test_tokens_of_any_text_stand_in_it_and_end_a_sentence(text: str) -> None:
    tokens = read_tokens(text)
    assert tokens.words[-1] in ".!?"
    assert all(0 <= start <= end <= len(text) for start, end in tokens.spans)
    assert list(tokens.spans) == sorted(tokens.spans)
