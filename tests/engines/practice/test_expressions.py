"""The language of conditions: what it means, what it refuses, and in which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamplit.engines.practice.expressions import ExpressionError, holds, read

ANSWERS: dict[str, object] = {"feel": "sad", "big": 7, "who": ["mum", "dog"], "none": None, "b.felt": "worse"}


@pytest.mark.requirement("PF05")
@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("${feel} = 'sad'", True),
        ('${feel} != "sad"', False),
        ("${big} >= 7 and ${big} < 8", True),
        ("${big} > 7 or ${feel} = 'sad'", True),
        ("not(${big} > 7)", True),
        ("${big} >= 4 + 3", True),
        ("${big} - 3 = 4", True),
        ("selected(${who}, 'dog')", True),
        ("selected(${who}, 'cat')", False),
        ("selected(${feel}, 'sad')", True),
        ("count(${who}) = 2", True),
        ("count(${none}) = 0", True),
        ("answered(${none})", False),
        ("answered(${feel})", True),
        ("${none} = 'sad'", False),
        ("${none} > 3", False),
        ("${nobody} = 'sad' or ${b.felt} = 'worse'", True),
        ("${feel} > 3", False),
        ("(${big} = 1 or ${big} = 7) and ${feel} = 'sad'", True),
    ],
)
def test_a_condition_means_what_it_says(written: str, wanted: bool) -> None:
    assert holds(read(written), ANSWERS) is wanted


def test_a_dot_is_the_answer_being_given() -> None:
    assert holds(read(". >= 2 and . <= 4"), {}, 3)
    assert not holds(read(". >= 2"), {}, 1)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "There is nothing here"),
        ("${feel} = sad", "Put texts in quotes: 'sad'"),
        ("${feel} = ", "Something is missing at the end"),
        ("${feel} = 'sad' ${big} = 1", "Join two conditions"),
        ("${feel", "is not understood"),
        ("${fe el} = 'sad'", "does not belong here"),
        ("1 < ${big} < 3", "Two comparisons stand in a row"),
        ("(${big} = 1", "A ')' is missing"),
        ("count(${who}, 1) = 1", "takes 1 in its brackets"),
        ("__import__('os')", "is not known"),
        ("${big} ** 2", "is not understood"),
        ("(" * 30 + "1" + ")" * 30, "brackets deep"),
        ("1" * 600, "signs long"),
    ],
)
@pytest.mark.requirement("PF05")
def test_what_cannot_be_read_is_refused_in_words(written: str, said: str) -> None:
    with pytest.raises(ExpressionError, match=said.replace("(", r"\(").replace(")", r"\)")):
        read(written)


@given(st.text(alphabet="${}abc'\"()<>=!+-., 1290andornt_", max_size=60))
def test_any_text_is_read_or_refused_and_nothing_else(written: str) -> None:
    try:
        found = read(written)
    except ExpressionError:
        return
    assert holds(found, ANSWERS, 3) in (True, False)
