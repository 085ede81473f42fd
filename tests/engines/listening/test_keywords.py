"""Phrases a text is about, each with the sentence it stands in."""

import time
from pathlib import Path

import pytest

from lamplit.engines.listening.keywords import keywords_of, stem

ARTICLE = (
    "Caring for a worried child\n\n"
    "Night worries come often in foster homes. A night worry is met best with a steady bedtime routine. The bedtime "
    "routine may be short: a bath, a story, a lamp left on. Night worries fade when the bedtime routine stays.\n\n"
    "The school bag\n"
    "Some children hide food in the school bag. Hidden food is about old hunger, and old hunger takes time.\n"
)


def test_the_phrases_said_most_come_first_with_their_sentence() -> None:
    found = keywords_of(ARTICLE)
    assert found[0].text.lower() == "night worries"
    assert {"bedtime routine", "school bag"} <= {each.text.lower() for each in found[:4]}
    assert found[0].weight == 1.0
    for each in found:
        assert each.span.of(ARTICLE).split() == each.text.split()
        assert " ".join(each.text.split()) in " ".join(each.sentence.split())
        assert each.because


def test_a_phrase_is_never_made_of_empty_words() -> None:
    assert keywords_of("I think that we should have been there and it was what it was.") == ()
    assert keywords_of("") == ()
    assert keywords_of("\x00 \U0001f600 \u202e 123") == ()


@pytest.mark.parametrize(("one", "other"), [("worries", "worry"), ("routines", "routine"), ("sessions", "session")])
def test_forms_of_a_word_count_together(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("piece", ["green hill ", "a", "green. ", "hill of green ", "x\n", "'s "])
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        began = time.process_time()
        keywords_of(text)
        return time.process_time() - began

    keywords_of("warm")
    short, long = seconds(3_000), seconds(30_000)
    assert long < max(1.0, 40 * short)  # ten times as long takes a hundred times where time grows with the square


SEED = Path(__file__).resolve().parents[4] / "shared" / "seeds" / "003_cea9e81003a8b98f.txt"
IDEAS = ("self harm therap insight", "therap client discussion", "emotion turmoil struggl", "support environment",
         "coping mechanism strateg", "recover road pathway")  # fmt: skip


if SEED.is_file():  # the source text stands beside the project while it is being built, not in a clone

    @pytest.mark.row("SH19")
    @pytest.mark.parametrize("cut", [True, False], ids=["without its own list", "whole"])
    def test_the_source_article_gives_at_least_four_of_its_six_ideas(*, cut: bool) -> None:
        text = SEED.read_text(encoding="utf-8")
        found = keywords_of(text.split("Keywords for Better")[0] if cut else text)
        said = " ; ".join(each.text.lower() for each in found)
        met = [idea for idea in IDEAS if sum(word in said for word in idea.split()) >= 2]
        assert len(met) >= 4
        assert all(each.sentence for each in found)
