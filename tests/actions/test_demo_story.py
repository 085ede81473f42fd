"""The fictional weeks are sound before anybody builds them, and a faulty line is named."""

from datetime import UTC, datetime, timedelta

import pytest

from lamplit.actions.demo import STORIES
from lamplit.actions.demo_pictures import PICTURES
from lamplit.actions.demo_playing import first_day
from lamplit.actions.demo_story import ALONE, UNDER_ENTRY, Story, read_story, story_in
from lamplit.actions.demo_times import When
from lamplit.cli.grammar import CIRCLES
from lamplit.engines.kernel import Role
from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.reading import ContentError

HEAD = """source: a
licence: b
review_date: 2026-11-22
people:
  - {key: wren, role: subject, name: Wren, age: "16"}
"""


@pytest.fixture(scope="module")
def stories() -> dict[str, Story]:
    return {slug: read_story(slug) for slug in STORIES}


def test_every_story_can_be_asked_for_by_its_name(stories: dict[str, Story]):
    assert STORIES == CIRCLES
    assert [story.slug for story in stories.values()] == list(STORIES)


@pytest.mark.parametrize("slug", STORIES)
def test_a_story_is_eight_weeks_long_and_more(stories: dict[str, Story], slug: str):
    for day in range(7):  # whatever weekday it is today
        now = datetime(2026, 11, 16 + day, 12, tzinfo=UTC)
        assert now - first_day(stories[slug], now) >= timedelta(days=57)


def test_every_kind_and_everything_people_can_do_is_in_use(stories: dict[str, Story]):
    entries = [entry for story in stories.values() for entry in story.entries]
    deeds = {deed.does for story in stories.values() for deed in story.deeds}
    under = {deed.does for entry in entries for deed in entry.then}
    written = {code for code, kind in KINDS.items() if not kind.beneath}
    answers = {"practice_done", "tried", "recording"}  # those come of trying what was given, and of a microphone
    assert {entry.kind for entry in entries} == written - answers
    assert (deeds, under) == (set(ALONE), set(UNDER_ENTRY))
    assert {entry.picture for entry in entries} - {""} == set(PICTURES)
    assert any(entry.together for entry in entries)
    assert any(entry.talk_first for entry in entries)
    assert any("wait_until" in entry.fields for entry in entries)


def test_all_roles_and_three_ages_stand_in_the_circles(stories: dict[str, Story]):
    assert {person.role for story in stories.values() for person in story.people} == set(Role)
    assert [story.subject.age for story in stories.values()] == [16, 8, 14]
    assert len({person.name for story in stories.values() for person in story.people}) == 16


@pytest.mark.parametrize("slug", STORIES)
def test_a_story_has_good_hard_and_ordinary_moments_and_pages_nobody_else_sees(stories: dict[str, Story], slug: str):
    story = stories[slug]
    tones = [entry.fields["tone"] for entry in story.entries if entry.kind == "moment"]
    own = [entry for entry in story.entries if entry.who == story.subject.key and entry.kind == "journal"]
    assert {"good", "hard", "ordinary"} == set(tones)
    assert any(not entry.show_to and not entry.then for entry in own)


@pytest.mark.parametrize(
    ("lines", "line", "code"),
    [
        ("entries:\n  - {who: nobody, day: 1, at: '19:30', kind: journal, fields: {text: Hm}}", 7, "unknown_person"),
        ("entries:\n  - {who: wren, day: x, at: '19:30', kind: journal, fields: {text: Hm}}", 7, "not_a_number"),
        ("entries:\n  - {who: wren, day: 1, at: noon, kind: journal, fields: {text: Hm}}", 7, "not_a_time"),
        ("entries:\n  - {who: wren, week: 1, at: '19:30', kind: journal, fields: {text: Hm}}", 7, "no_day"),
        ("entries:\n\n  - {who: wren, day: 1, at: '19:30', kind: letter}", 8, "unknown_kind"),
        ("entries:\n  - {who: wren, day: 1, at: '19:30', kind: check_in, fields: {energy: x}}", 7, "not_in_range"),
        ("entries:\n  - {who: wren, day: 1, at: '9:30', kind: journal, then: [{does: sings}]}", 7, "unknown_deed"),
        ("entries:\n  - {who: wren, day: 1, at: '09:30', kind: photo, then: [{does: replies}]}", 7, "left_out"),
        ("entries:\n  - {who: wren, day: 1, at: '09:30', kind: photo, then:\n    [{does: signs, after: soon}]}", 8,
         "not_a_while"),
        ("deeds:\n  - {does: looks, who: wren, day: 1}", 7, "not_a_time"),
        ("deeds:\n  - {does: signs, day: 1, at: '09:30'}", 7, "unknown_deed"),
        ("deeds:\n  - {does: pauses, who: wren, to: sam, day: 1, at: '09:30'}", 7, "unknown_person"),
        ("deeds:\n  - {does: sets_days, who: wren, to: wren, first: a, last: 1, day: 1}", 7, "not_a_number"),
        ("  - {key: sam, role: friend, name: Sam}", 6, "unknown_role"),
        ("  - {key: sam, role: carer, name: Sam, ground: hope}", 6, "unknown_ground"),
        ("  - {key: ash, role: subject, name: Ash}", 5, "one_subject"),
    ],
)  # fmt: skip
def test_a_faulty_story_names_its_file_and_line(lines: str, line: int, code: str):
    with pytest.raises(ContentError) as caught:
        story_in(HEAD + lines + "\n", "content/demo/wren.yaml")
    assert (line, code) in {(fault.line, fault.code) for fault in caught.value.faults}
    assert f"content/demo/wren.yaml:{line}: {code}: " in str(caught.value)


def test_sundays_stay_sundays_and_what_has_not_come_yet_is_left_out():
    wednesday = datetime(2026, 11, 18, 12, tzinfo=UTC)
    assert When(week=0, weekday=6).moment(wednesday, UTC) is None
    found = When(week=1, weekday=6).moment(wednesday, UTC)
    assert found is not None
    assert (found.weekday(), (wednesday - found).days) == (6, 3)
    late = When(days=0).moment(wednesday - timedelta(hours=6), UTC)
    assert late is not None
    assert late < wednesday - timedelta(hours=6)
