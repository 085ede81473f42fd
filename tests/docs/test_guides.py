"""The guides use the words that stand on the screens, and promise programs what they get."""

import re

import pytest

from tests.cast import Cast
from tests.content.copy_lint import GUIDES
from tests.docs.reading import ROOT, text_of

SHOWN = (".html", ".py", ".yaml", ".js")
EMPHASIS = re.compile(r"(?<![*\w])\*([^*\n]+)\*(?!\*)")


def every_word_shown() -> str:
    """Return all text of the program in which a word on a screen can stand, in one line."""
    files = (path for path in sorted((ROOT / "src/lamplit").rglob("*")) if path.suffix in SHOWN)
    text = " ".join(path.read_text(encoding="utf-8") for path in files)
    return " ".join(text.split()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


@pytest.mark.parametrize("guide", GUIDES)
def test_every_button_and_line_a_guide_names_stands_on_a_screen(guide: str) -> None:
    text = text_of(f"docs/{guide}.md")
    named = EMPHASIS.findall(text) + re.findall(r'"([^"\n]+)"', text)
    shown = every_word_shown()
    assert [words for words in named if words.strip(".") not in shown] == []


def test_a_button_that_is_gone_would_be_noticed() -> None:
    assert "Put it all in the drawer" not in every_word_shown()
    assert EMPHASIS.findall("the *Put it all* one, not **this**") == ["Put it all"]


def test_the_answers_the_guide_promises_to_programs_are_given(cast: Cast) -> None:
    entry = {"id": "5f0f7a86-7d52-4d8a-9a52-0a1c1f0b2c3d", "kind": "journal", "body": {"text": "One."}}
    asked = [
        cast.carer.api("POST", "/entries", entry | more) for more in ({}, {}, {"body": {"text": "Two."}}, {"x": 1})
    ]
    assert [answer.status_code for answer in asked] == [201, 200, 409, 422]
    assert set(asked[-1].json()["error"]) == {"code", "message", "field"}
    assert cast.therapist.api("GET", f"/entries/{entry['id']}").status_code == 404
