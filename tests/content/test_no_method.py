"""No word that anybody is shown could teach a way to get hurt: no method, dose, tool or wound."""

import re

import pytest

from tests.content import copy_lint

TAUGHT = re.compile(
    r"\b(razors?|blades?|kni(fe|ves)|scissors|lighters?|nooses?|ligatures?|overdos\w+|paracetamol|ibuprofen|bleach|pills?"
    r"|hang(ing)? (yourself|myself|himself|herself)|tablets? of|\d+ ?(mg|milligrams?|grams?)|jump(ing)? (off|in front)"
    r"|cut(ting)? (yourself|myself|my|your|deep\w*)|gash\w*|stitches|bleed\w*|scars?|(elastic|rubber) bands?|ice cubes?"
    r"|red (ink|pen)|burn(ing)? (yourself|myself|your|my) skin|lethal|fatal dose)\b",
    re.IGNORECASE,
)
# Words that are looked for in what people write are shown to nobody.
NOT_SHOWN = ("src/lamplit/content/lexicons/", "src/lamplit/content/models/")


@pytest.mark.row("SH04")
def test_no_shown_word_names_a_method_a_dose_a_tool_or_a_wound() -> None:
    shown = [each for each in copy_lint.everything_shown() if not each.file.startswith(NOT_SHOWN)]
    assert len(shown) > 3000
    assert [f"{each.file}: {each.text}" for each in shown if TAUGHT.search(copy_lint.plain(each.text))] == []


@pytest.mark.parametrize(
    "text", ["a razor", "20 mg of it", "cutting myself", "snap an elastic band", "hanging yourself"]
)
def test_such_words_would_be_found(text: str) -> None:
    assert TAUGHT.search(text)
