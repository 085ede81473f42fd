"""What a drawing is made of: what is read, what is refused, and what is told to those who listen."""

import pytest

from lamplit.engines.practice import noticing
from lamplit.engines.practice.library import shipped
from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.marks import LONGEST, MOST_MARKS, Mark, read_marks, what_is_there
from lamplit.web.drawings import SHAPES, drawn, sticker_names

TWO = "line 2 1 10,10 40,60\nsun 5 3 200,120"


def test_lines_and_stickers_are_read_as_they_were_put() -> None:
    assert read_marks(TWO) == (Mark("line", 2, 1, ((10, 10), (40, 60))), Mark("sun", 5, 3, ((200, 120),)))
    assert what_is_there(f"{TWO}\nsun 1 1 0,0") == ("line", "sun")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "line 2 1",
        "line 9 1 1,1",
        "line 1 5 1,1",
        "sun 1 1 401,1",
        "sun 1 1 1,1 2,2",
        "<svg>",
        "line 1 1 1,1\n",
        "SUN 1 1 1,1",
    ],
)
def test_what_is_no_drawing_is_refused(text: str) -> None:
    assert read_marks(text) is None


def test_a_drawing_has_an_end() -> None:
    assert read_marks("\n".join(["sun 1 1 1,1"] * MOST_MARKS)) is not None
    assert read_marks("\n".join(["sun 1 1 1,1"] * (MOST_MARKS + 1))) is None
    assert read_marks("line 1 1 " + "1,1 " * LONGEST) is None


def test_every_sticker_has_a_picture_and_a_word_and_a_label_cannot_become_markup() -> None:
    assert {name for name, _ in sticker_names()} == set(SHAPES)
    words = {choice.value for choice in KINDS["drawing"].words.fields["marks"].choices}
    assert words == {*SHAPES, "line"}
    assert "<script>" not in drawn(TWO, "<script>")
    assert drawn("no drawing", "x").count("<") == 2


def test_feeling_words_are_counted_once_with_ones_own_and_sentences_are_left_out() -> None:
    practice = shipped().practices["where-i-feel-it"]
    said = ["Is there a word that's closer?\nheavy", "Something else?\nnot a word"]
    coded = ["map=chest.sad", "map=face.sad", "map=tummy.anxious", "strong=7", "broken"]
    assert noticing.feeling_words(practice, coded, said) == ("Sad", "Anxious", "heavy")
    assert noticing.feeling_words(shipped().practices["ride-it-out"], coded, said) == ()
    assert noticing.number(coded, "strong") == 7
    assert noticing.number(["strong=many"], "strong") is None
