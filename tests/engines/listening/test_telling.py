"""What the model alone says of a text rests on words that say something, and shows them; ordinary days say nothing."""

from itertools import pairwise

import pytest

from lamplit.engines.kernel import ContentClass, SignalLabel
from lamplit.engines.listening.normalise import normalise
from lamplit.engines.listening.signals import SignalEngine
from lamplit.engines.listening.telling import read_telling, told_by
from lamplit.engines.records.reading import ContentError

HEAD = "source: x\nlicence: CC BY 4.0\nreview_date: 2026-11-22\n"
ORDINARY = (
    "If somebody sat with me.",
    "I wish I was home. If mum sat with me it would be fine.",
    "It had been a long day at school before any of this.",
    "Sam rings at 9. No school before ten. The visit is on the agenda for Friday.",
    "We sat on the wall for as long as it took. Then we went in by the front door and out again, together.",
    "Thoughts going round like a dryer with a shoe in it.",
    "New glass in the shed, measured and puttied, not by me.",
    "Walked to the post box anyway, because now it is what we do.",
    "I left a note on the stairs in the morning.",
    "Cold water and no talking helped.",
)


@pytest.mark.parametrize("text", ORDINARY)
def test_of_an_ordinary_day_nothing_is_said(text: str) -> None:
    found = SignalEngine().read(text).findings
    assert [each for each in found if each.counts and each.class_ is not ContentClass.HARD_FEELINGS] == []


@pytest.mark.parametrize(
    "text",
    [
        "hate myself so much lately, sleeves down in june so nobody sees the scabs",
        "honestly feel empty, nothing inside, do not see why i bother being here",
        "people at that school push me about and nobody says a word, every break",
    ],
)
def test_a_reason_of_the_model_shows_words_that_stand_in_the_text_and_in_the_list(text: str) -> None:
    told = told_by(normalise(text))
    for each in SignalEngine().read(text).findings:
        assert each.quote in text
        if each.because.startswith("Words like"):
            assert any(label in told for label in (each.label, SignalLabel.WORRIED_ABOUT_OTHER))
            assert all(quoted in text for quoted in each.because.split('"')[1::2])


def test_where_no_word_tells_it_the_sentence_is_shown_that_is_heard_by_itself() -> None:
    text = "It rained. The bus was late. After Sunday nobody will have to drive me anywhere any more."
    assert told_by(normalise(text)) == {}
    found = [each for each in SignalEngine().read(text).findings if each.because.startswith("A sentence like this")]
    assert [each.quote for each in found] == ["After Sunday nobody will have to drive me anywhere any more."]


def test_every_label_has_its_words_and_a_wrong_list_says_everything_that_is_wrong() -> None:
    with pytest.raises(ContentError) as caught:
        read_telling(HEAD + "telling:\n  self_harm: ['(cut']\n  nonsense: ['word']\n", "telling.yaml")
    said = str(caught.value)
    assert "Add the words of 'burden'" in said
    assert "There is no label 'nonsense'" in said
    assert "telling.yaml:5" in said


def test_of_two_places_that_overlap_the_longer_one_is_shown() -> None:
    places = told_by(normalise("I am tired of living here any more"))[SignalLabel.IDEATION_PASSIVE]
    assert all(last < first for (_, last), (first, _) in pairwise(places))
