"""The fictional week is sound before anybody builds it."""

import pytest

from lamplit.actions import demo_story
from lamplit.actions.demo import STORIES
from lamplit.actions.demo_story import read_story
from lamplit.engines.kernel import Role
from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.reading import ContentError


@pytest.mark.parametrize("slug", STORIES)
def test_every_entry_of_a_story_could_really_be_written(slug: str):
    story = read_story(slug)
    for entry in story.entries:
        checked = KINDS[entry.kind].validate(entry.fields, None)  # type: ignore[arg-type]
        assert checked.ok, (entry.days_ago, checked.problems)


def test_wrens_week_has_every_kind_and_good_and_hard_moments():
    story = read_story("wren")
    assert {entry.kind for entry in story.entries} == {code for code, kind in KINDS.items() if not kind.beneath}
    assert {said.who for entry in story.entries for said in entry.replies} == {"wren", "sam"}
    assert {"good", "hard"} <= {entry.fields["tone"] for entry in story.entries if entry.kind == "moment"}
    assert {entry.days_ago for entry in story.entries} == set(range(7))


def test_wrens_week_holds_pages_nobody_else_sees_and_pages_shown_to_the_therapist():
    story = read_story("wren")
    roles = {person.key: person.role for person in story.people}
    own = [entry for entry in story.entries if roles[entry.who] is Role.SUBJECT and entry.kind == "journal"]
    assert any(not entry.show_to for entry in own)
    assert any(roles[key] is Role.THERAPIST for entry in own for key in entry.show_to)


def test_a_faulty_story_names_its_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        demo_story,
        "content_text",
        lambda *_: "source: a\nlicence: b\nreview_date: 2026-11-22\nentries:\n  - {who: nobody, day: x, at: noon}\n",
    )
    with pytest.raises(ContentError) as caught:
        read_story("wren")
    assert {(fault.line, fault.code) for fault in caught.value.faults} == {
        (5, "unknown_person"),
        (5, "not_a_number"),
        (5, "not_a_time"),
    }
