"""Showing one thing to one person, and taking it back."""

from dataclasses import replace
from uuid import uuid4

import pytest

from lamplit.actions import clock, entries, sharing
from lamplit.people.models import Consent, Membership
from tests.cast import Cast, a_journal, a_moment, write


def test_a_page_may_be_shown_to_carer_or_therapist_and_to_no_school(cast: Cast):
    entry = write(cast.subject, "journal", a_journal())
    assert [(each.name, each.role_label, each.shown) for each in sharing.people_to_show(cast.subject.visit, entry)] == [
        ("Robin", "Carer", False),
        ("Sam", "Therapist", False),
    ]


@pytest.mark.parametrize("sensitive", [True, False])
def test_the_preview_is_exactly_what_they_will_see(cast: Cast, *, sensitive: bool):
    entry = write(cast.subject, "journal", a_journal(), sensitive=sensitive)
    before = sharing.preview(cast.subject.visit, entry, cast.therapist.membership)
    assert entries.read_entry(cast.therapist.visit, entry) is None
    assert sharing.show_entry(cast.subject.visit, entry, cast.therapist.membership)
    assert entries.read_entry(cast.therapist.visit, entry) == before


def test_what_was_shown_can_be_taken_back_and_is_gone_at_the_next_request(cast: Cast):
    entry = write(cast.subject, "journal", a_journal())
    visit, sam = cast.subject.visit, cast.therapist.membership
    assert sharing.show_entry(visit, entry, sam)
    assert [each.shown for each in sharing.people_to_show(visit, entry)] == [False, True]
    assert entries.read_entry(visit, entry).who_sees == "You and Sam."
    assert sharing.stop_showing(visit, entry, sam)
    assert entries.read_entry(cast.therapist.visit, entry) is None
    assert entries.diary(cast.therapist.visit).items == ()
    assert entries.read_entry(visit, entry).who_sees == "Only you."


def test_showing_to_one_person_shows_it_to_no_other(cast: Cast):
    entry = write(cast.subject, "journal", a_journal())
    sharing.show_entry(cast.subject.visit, entry, cast.therapist.membership)
    others = [part for part in (*cast.everyone, *cast.strangers) if part not in (cast.subject, cast.therapist)]
    assert [part.role for part in others if entries.read_entry(part.visit_to(cast.circle), entry)] == []


def test_only_its_author_can_show_a_thing(cast: Cast):
    entry = write(cast.carer, "moment", a_moment(), audience=["role:therapist"])
    visit = cast.therapist.visit
    assert sharing.people_to_show(visit, entry) == ()
    assert sharing.preview(visit, entry, cast.subject.membership) is None
    assert sharing.show_entry(visit, entry, cast.subject.membership) is False
    assert entries.read_entry(cast.subject.visit, entry) is None


def test_nothing_can_be_shown_to_a_teacher_or_to_a_stranger(cast: Cast):
    entry = write(cast.subject, "journal", a_journal())
    for membership in (cast.teacher.membership, cast.stranger_therapist.membership, uuid4(), cast.subject.membership):
        assert sharing.preview(cast.subject.visit, entry, membership) is None
        assert sharing.show_entry(cast.subject.visit, entry, membership) is False


def test_a_paused_member_and_one_without_consent_are_not_offered(cast: Cast):
    entry = write(cast.subject, "journal", a_journal())
    Membership.objects.filter(id=cast.carer.membership).update(state="paused")
    Consent.objects.filter(membership=cast.therapist.membership).update(withdrawn_on=clock.today())
    assert sharing.people_to_show(cast.subject.visit, entry) == ()


def test_the_author_learns_who_saw_it_and_nobody_else_does(cast: Cast):
    entry = write(cast.subject, "journal", a_journal())
    assert sharing.who_saw(cast.subject.visit, entry) == ()
    sharing.show_entry(cast.subject.visit, entry, cast.therapist.membership)
    entries.read_entry(cast.therapist.visit, entry)
    seen = sharing.who_saw(cast.subject.visit, entry)
    assert [(each.name, each.role_label) for each in seen] == [("Sam", "Therapist")]
    assert seen[0].at_text.startswith("Seen ")
    assert sharing.who_saw(cast.therapist.visit, entry) == ()


def test_the_log_tells_every_reading_of_mine_and_none_of_others(cast: Cast):
    mine = write(cast.subject, "journal", a_journal("A page"))
    write(cast.carer, "moment", a_moment())
    sharing.show_entry(cast.subject.visit, mine, cast.therapist.membership)
    entries.diary(cast.therapist.visit)
    log = sharing.who_sees_log(cast.subject.visit)
    assert [(line.entry, line.name, line.what) for line in log.items] == [(mine, "Sam", "read it")]
    assert log.items[0].summary == entries.read_entry(cast.subject.visit, mine).summary


def test_reading_my_own_page_leaves_no_line_in_the_log(cast: Cast):
    entry = write(cast.subject, "journal", a_journal())
    entries.read_entry(cast.subject.visit, entry)
    assert sharing.who_sees_log(cast.subject.visit).items == ()


def test_a_visit_that_is_over_shows_nothing(cast: Cast):
    entry = write(cast.subject, "journal", a_journal())
    nobody = replace(cast.subject.visit, viewer=replace(cast.subject.visit.viewer, role=None, state=None))
    assert sharing.people_to_show(nobody, entry) == ()
    assert sharing.show_entry(nobody, entry, cast.therapist.membership) is False
