"""The sentence encoder: what it adds beside the linear models, the words it shows, and doing without it."""

import builtins
import json
from collections.abc import Iterator
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplit.engines.listening import encoder as module
from lamplit.engines.listening.encoder import Encoder, encoder
from lamplit.engines.listening.signals import SignalEngine
from lamplit.engines.listening.skills import read_reply, skills_model
from lamplit.engines.records.reading import content_bytes, content_text

FILES = ("encoder.onnx", "encoder.json", "encoder-vocabulary.txt")
# Replies no phrase of ours knows, written for this test.
DISMISSES = "Well, Tuesday's a school day, so that's that, and your tea's on the table."
VALIDATES = "Three buses in the rain for it, and she wasn't even in. I'd be spitting feathers."


@pytest.fixture
def sensing() -> Encoder:
    found = encoder()
    assert found is not None, "the extra `semantic` is not installed"
    return found


@pytest.fixture
def without() -> Iterator[None]:
    encoder.cache_clear()
    yield
    encoder.cache_clear()


def test_it_reads_every_head_of_the_models_it_stands_beside(sensing: Encoder) -> None:
    sense = sensing.sense("skills", VALIDATES, "She wasn't there.")
    assert sense is not None
    heads = {head.name: head.classes for head in sense.heads}
    assert heads == {head.name: head.classes for head in skills_model().heads}
    for head in sense.heads:
        shares = sense.shares[head.name]
        assert all(0 <= share <= 1 for share in shares.values())
        if head.one_of:
            assert sum(shares.values()) == pytest.approx(1, abs=1e-6)


def test_what_was_said_before_changes_what_a_reply_is(sensing: Encoder) -> None:
    alone, after = (sensing.sense("skills", "You can't go.", before) for before in ("", "I can't go, can I?"))
    assert alone is not None
    assert after is not None
    assert alone.shares["behaviour"] != after.shares["behaviour"]


def test_the_words_it_shows_stand_in_the_text_and_spoke_for_the_answer(sensing: Encoder) -> None:
    text = "Pop your coat on the hook. You're lazy, same as your father."
    sense = sensing.sense("skills", text)
    assert sense is not None
    start, end = sense.words("flags", "judgement_as_observation") or (0, 0)
    assert "lazy" in text[start:end]
    assert len(text[start:end]) < len(text)


def test_without_the_words_it_shows_it_is_less_sure(sensing: Encoder) -> None:
    text = "Pop your coat on the hook. You're lazy, same as your father."
    sense = sensing.sense("skills", text)
    assert sense is not None
    start, end = sense.words("flags", "judgement_as_observation") or (0, 0)
    without = sensing.sense("skills", text[:start] + text[end:])
    assert without is not None
    shares = [each.shares["flags"]["judgement_as_observation"] for each in (sense, without)]
    assert shares[1] < shares[0]


@pytest.mark.parametrize("text", ["", "   ", "\n\x00"])
def test_nothing_to_read_is_nothing(sensing: Encoder, text: str) -> None:
    assert sensing.sense("skills", text) is None
    assert read_reply(text).marks == ()


@given(st.text(max_size=300), st.text(max_size=100))
@settings(max_examples=25, deadline=None)
def test_any_text_is_read(text: str, previous: str) -> None:
    reply = read_reply(text, previous)
    assert all(mark.evidence.span.of(text) == mark.evidence.quote for mark in reply.marks)


def test_without_the_runtime_the_plain_models_speak(monkeypatch: pytest.MonkeyPatch, without: None) -> None:
    imported = builtins.__import__

    def missing(name: str) -> ModuleType:
        if name == "onnxruntime":
            raise ImportError(name)
        return imported(name)

    monkeypatch.setattr(module, "import_module", missing)
    assert encoder() is None
    assert read_reply("You should try writing it down.").advice
    assert SignalEngine().read("i want to die").findings


def test_weights_that_are_not_those_of_the_card_are_left_out(
    monkeypatch: pytest.MonkeyPatch, without: None, caplog: pytest.LogCaptureFixture
) -> None:
    def changed(*path: str) -> bytes:
        return content_bytes(*path)[:-1] + b"\x00"

    monkeypatch.setattr(module, "content_bytes", changed)
    assert encoder() is None
    assert "left out" in caplog.text


def test_the_card_says_where_it_comes_from_and_it_stays_small() -> None:
    told = json.loads(content_text("models", "encoder.json"))
    assert "Apache-2.0" in told["licence"]
    assert "Apache License" in content_text("models", "encoder-licence.txt"), "the text goes with what is made from it"
    assert told["review_date"]
    assert "AnnoMI" not in told["trained_on"]
    assert "EPITOME" not in told["trained_on"]
    assert sum(len(content_bytes("models", name)) for name in FILES) < 40_000_000


def test_it_may_raise_what_was_found_and_never_takes_away(monkeypatch: pytest.MonkeyPatch, without: None) -> None:
    texts = ["i want to die", "he hits me every night", "I took them all just now", "nobody would notice if i was gone"]
    with_it = [SignalEngine().read(text).findings for text in texts]
    monkeypatch.setattr(module, "import_module", lambda name: (_ for _ in ()).throw(ImportError(name)))
    encoder.cache_clear()
    for found, text in zip(with_it, texts, strict=True):
        plain = SignalEngine().read(text).findings
        assert {(each.label, each.class_, each.span) for each in plain} <= {
            (each.label, each.class_, each.span) for each in found
        }
