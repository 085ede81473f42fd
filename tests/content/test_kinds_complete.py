"""Every kind of entry is whole: words, a page to write on, a way to read it, its export columns and a page of docs."""

import json
import re
from datetime import date

import pytest

from lamplit.engines.kernel import Role
from lamplit.engines.records.kinds import KINDS, Kind
from lamplit.engines.records.kinds.days import Day
from lamplit.engines.records.kinds.drawing import Marks
from lamplit.engines.records.kinds.fields import OneOf, SomeOf, SomeWords, Whole, Words
from lamplit.engines.records.kinds.support import Dialled
from lamplit.engines.records.kinds.vocabulary import read_vocabulary, vocabulary
from lamplit.engines.records.policy import load_policy
from lamplit.engines.records.reading import ContentError, content_text
from tests.content.copy_lint import PACKAGE, ROOT
from tests.content.reading_age import grade

TEMPLATES = PACKAGE / "web" / "templates" / "entries"
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


def docs(kind: Kind) -> str:
    return (ROOT / "docs" / "kinds" / f"{kind.code}.md").read_text(encoding="utf-8")


def form(kind: Kind) -> str:
    """The kind's own page of writing, with what it includes."""
    text = (TEMPLATES / f"write_{kind.code}.html").read_text(encoding="utf-8")
    included = re.findall(r'{%-? include "entries/([\w.]+)"', text)
    return text + "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in included)


@every_kind
def test_a_kind_has_a_page_to_write_on_that_asks_for_every_field(kind: Kind) -> None:
    asked = set(re.findall(r"\b[a-z_]+\b", form(kind)))
    assert {field.name for field in kind.fields} <= asked


@every_kind
def test_a_kind_can_be_read_back_field_by_field(kind: Kind) -> None:
    shown = (TEMPLATES / "_parts.html").read_text(encoding="utf-8")
    assert "card.parts" in shown
    body = {field.name: _an_answer(field) for field in kind.fields}
    checked = kind.validate(body, date(2026, 11, 22))
    assert checked.problems == []
    assert [part.label for part in kind.parts(checked.body)] == [
        vocabulary(kind.code).fields[name].label for name in body
    ]
    assert all(kind.row(checked.body))
    assert len(set(kind.columns)) == len(kind.row(checked.body))


def _an_answer(field: object) -> object:
    match field:
        case OneOf() | SomeOf():
            return field.choices[0].value
        case Whole():
            return field.highest
        case SomeWords():
            return ["one", "two", "three"][: field.most]
        case Day():
            return "2026-11-29"
        case Marks():
            return "line 2 1 10,10 40,60\nsun 3 3 200,120"
        case _:
            return "020 7946 0321" if isinstance(field, Dialled) else "some words"


@every_kind
def test_a_kind_has_a_page_of_docs_that_names_every_field_its_label_and_its_limit(kind: Kind) -> None:
    page = docs(kind)
    assert page.startswith(f"# {kind.title}\n")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+)$", page, re.MULTILINE))
    assert tuple(rows) == kind.columns
    for field in kind.fields:
        assert rows[field.name].startswith(f"{vocabulary(kind.code).fields[field.name].label} |")
        if isinstance(field, Words | SomeWords | Marks):
            assert f"{field.limit:,} characters" in rows[field.name]
        if isinstance(field, Whole):
            assert f"{field.highest:,}" in rows[field.name]


@every_kind
def test_the_example_on_a_page_of_docs_would_be_kept(kind: Kind) -> None:
    [example] = re.findall(r"```json\n(.+?)\n```", docs(kind), re.DOTALL)
    checked = kind.validate(json.loads(example), date(2026, 11, 22))
    assert checked.problems == []
    assert checked.body == json.loads(example)


@every_kind
def test_a_kind_has_a_row_in_the_policy_and_words_for_each_field(kind: Kind) -> None:
    assert any(code == kind.code for code, _ in load_policy("GB").written) is not kind.beneath
    words = vocabulary(kind.code)
    assert words.kind == kind.code
    assert tuple(words.fields) == kind.columns
    assert kind.content_note.endswith(".")


def test_there_is_a_page_of_docs_for_no_kind_that_does_not_exist() -> None:
    assert {path.stem for path in (ROOT / "docs" / "kinds").glob("*.md")} == set(KINDS)
    assert {path.stem for path in (PACKAGE / "content" / "kinds").glob("*.yaml")} == set(KINDS)


def test_a_picture_that_is_for_one_tone_is_for_a_tone_there_is() -> None:
    fields = vocabulary("moment").fields
    tones = {choice.value for choice in fields["tone"].choices}
    for words in fields.values():
        for choice in words.choices:
            assert choice.tones <= tones
    for tone in tones:
        offered = [choice for choice in fields["happened"].choices if not choice.tones or tone in choice.tones]
        assert len(offered) >= 8


def test_a_pick_is_a_few_short_words_and_says_nothing_about_what_a_child_is() -> None:
    fields = [(name, words) for kind in KINDS for name, words in vocabulary(kind).fields.items()]
    labels = [choice.label for _, words in fields for choice in words.choices]
    headings = [choice.label for name, words in fields if name == "part" for choice in words.choices]  # of a plan
    assert len(labels) > 100
    assert all(len(label.split()) <= (9 if label in headings else 7) and label[0].isupper() for label in labels)
    assert [
        label for label in labels if re.search(r"\b(naughty|bad|rude|difficult|lied|lying|stole)\b", label.lower())
    ] == []
    assert grade(labels) < 4


def test_the_needs_that_can_be_guessed_include_not_knowing() -> None:
    needs = [choice.value for choice in vocabulary("moment").fields["need"].choices]
    assert {"safety", "connection", "rest", "food", "control", "sensory", "belonging", "unsure"} <= set(needs)
    assert needs[-1] == "unsure"


@pytest.mark.parametrize(
    ("out", "instead", "code"),
    [
        ("licence: CC BY 4.0", "", "header_missing"),
        ("label: Bright}", "label: }", "text_missing"),
        ("value: settled", "value: bright", "choice_twice"),
        ("    question: How much energy is there?\n", "", "text_missing"),
    ],
)
def test_a_fault_in_the_words_is_told_with_its_line(out: str, instead: str, code: str) -> None:
    text = content_text("kinds", "check_in.yaml")
    assert out in text
    with pytest.raises(ContentError) as refused:
        read_vocabulary(text.replace(out, instead, 1), "check_in.yaml")
    assert code in [fault.code for fault in refused.value.faults]
    assert all(re.match(r"check_in\.yaml:\d+: \w+: ", line) for line in str(refused.value).splitlines())


def test_every_role_is_written_in_the_policy_for_every_kind() -> None:
    for rule in load_policy("GB").rows.values():
        assert set(rule.sees) == set(Role)
