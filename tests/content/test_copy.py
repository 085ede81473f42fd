"""Every string people are shown: in words that blame nobody, and easy to read."""

import re
from itertools import groupby
from pathlib import Path

import pytest

from tests.content import copy_lint
from tests.content.reading_age import grade, syllables, word_count

SHARED_LIST = copy_lint.ROOT.parent / "shared" / "design" / "copy-lint.txt"
LISTED = copy_lint.patterns(copy_lint.WORDS.read_text(encoding="utf-8"))

# Read by operators, by other programs or by nobody: no grade is asked of them.
FREE: tuple[str, ...] = ("src/lamplit/cli/", "src/lamplit/api/", "src/lamplit/engines/", "src/lamplit/vault/", "docs/")
FREE += ("src/lamplit/web/templates/operator/", "src/lamplit/web/icons.py", "src/lamplit/web/middleware.py")
FREE += (
    "src/lamplit/content/crisis_lines.csv",
    "src/lamplit/content/emergency_numbers.csv",
)  # names of services, as they call themselves
FREE += ("src/lamplit/content/practices/",)  # each age band by itself, in test_practices.py
MOST_OF_A_PAGE = 5.0  # about ten years of age
MOST_OF_A_SENTENCE = 10.0


def shown_to_families() -> list[copy_lint.Shown]:
    """What carers, young people and teachers read; in code only whole sentences, as the rest is mostly names."""
    shown = [each for each in copy_lint.everything_shown() if not each.file.startswith(FREE)]
    return [each for each in shown if not each.file.endswith(".py") or each.text.rstrip().endswith((".", "?", "!"))]


def test_nothing_anybody_reads_uses_a_word_from_the_list() -> None:
    found = copy_lint.hits(copy_lint.everything_shown(), LISTED)
    assert [f"{hit.shown.file}: {hit.shown.text!r} ({hit.pattern})" for hit in found] == []


def test_strings_are_found_in_every_place_where_they_are_written() -> None:
    files = {each.file for each in copy_lint.everything_shown()}
    for start in ("content/kinds/", "content/help/", "web/templates/", "web/static/", "actions/", "engines/", "vault/"):
        assert any(file.startswith(f"src/lamplit/{start}") for file in files), start
    assert {file for file in files if file.endswith(".md")} >= {"docs/young-person.md", "docs/kinds/moment.md"}


@pytest.mark.parametrize("pattern", LISTED)
def test_every_pattern_of_the_list_can_be_read(pattern: str) -> None:
    assert re.compile(pattern, re.IGNORECASE).search("a quiet evening at home") is None


def test_the_list_is_whole() -> None:
    assert len(LISTED) == len(set(LISTED)) >= 40
    assert "Licence: CC BY 4.0. Review date: " in copy_lint.WORDS.read_text(encoding="utf-8")


if SHARED_LIST.is_file():  # the list that was agreed stands beside the project while it is being built, not in a clone

    def test_the_list_holds_all_that_was_agreed() -> None:
        assert sorted(LISTED) == sorted(copy_lint.patterns(SHARED_LIST.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("words", "pattern"),
    [
        ("She is attention-seeking", "attention[- ]seek"),
        ("Don\u2019t   worry", "don.t worry"),
        ("He ABSCONDED", r"\babscond"),
        ("Are you sure?", r"are you sure\?"),
        ("Three days clean", r"\b(days?|weeks?|months?|been|stay(ed|ing)?|got) clean\b"),
    ],
)
def test_a_word_is_found_however_it_is_typed(words: str, pattern: str) -> None:
    assert pattern in [hit.pattern for hit in copy_lint.hits([copy_lint.Shown("x", words)], LISTED)]


def test_code_and_notes_in_a_template_are_not_taken_for_words() -> None:
    source = "{# a streak #}<p class='overdue'>{{ url('relapse', x) }} Hello <b>you</b></p>{% if streak %}{% endif %}"
    assert copy_lint.template_texts(source) == ["Hello you"]


@pytest.mark.parametrize("path", copy_lint.templates(), ids=lambda path: path.name)
def test_a_page_reads_at_about_ten_years(path: Path) -> None:
    name = path.relative_to(copy_lint.ROOT).as_posix()
    texts = [text for text in copy_lint.texts_of(path) if len(text.split()) > 1]
    too_short_to_tell = name.startswith(FREE) or word_count(texts) < 20
    assert too_short_to_tell or grade(texts) <= MOST_OF_A_PAGE, f"{name}: {grade(texts):.1f}"


def test_what_families_read_outside_the_pages_reads_at_about_ten_years() -> None:
    hard = {}
    for file, each in groupby(shown_to_families(), key=lambda shown: shown.file):
        texts = [shown.text for shown in each]
        if word_count(texts) >= 30 and grade(texts) > MOST_OF_A_PAGE:
            hard[file] = round(grade(texts), 1)
    assert hard == {}


def test_no_single_sentence_is_much_harder_than_the_rest() -> None:
    sentences = [
        (each.file, sentence)
        for each in shown_to_families()
        for sentence in re.split(r"(?<=[.?!])\s+", each.text)
        if word_count([sentence]) >= 10
    ]
    assert len(sentences) > 100
    assert [(file, text) for file, text in sentences if grade([text]) > MOST_OF_A_SENTENCE] == []


def test_a_hard_text_is_told_from_an_easy_one() -> None:
    easy = ["One tap saves. You can stop there. Nobody is watching this page right now."]
    hard = [
        "Notwithstanding organisational considerations, practitioners must operationalise multidisciplinary review."
    ]
    assert grade(easy) < 4
    assert grade(hard) > 15


def test_everyday_words_have_the_syllables_they_are_spoken_with() -> None:
    spoken = {"child": 1, "wanted": 2, "asked": 1, "circle": 2, "people": 2, "being": 2, "quiet": 2, "moment": 2}
    assert {word: syllables(word) for word in spoken} == spoken
