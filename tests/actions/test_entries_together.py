"""Writing together: the entry is the child's, the adult beside them is named, and from 13 on there is none of it."""

from uuid import uuid4

import pytest

from lamplit.actions import entries
from lamplit.actions.entries import Refused, Writing
from lamplit.engines.kernel import Role
from tests.cast import Part, a_check_in, a_journal, make_cast, write


def problem(part: Part, **writing: object) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        entries.write_entry(part.visit, Writing(**{"id": uuid4(), "kind": "journal", "fields": a_journal(), **writing}))
    first = caught.value.problems[0]
    assert first.message.endswith("."), first
    return first.field, first.code


def test_together_the_entry_is_the_childs_and_says_who_was_there(db: None):
    young = make_cast(subject_age=9)
    written = entries.write_entry(young.carer.visit, Writing(uuid4(), "check_in", a_check_in(), together=True))
    card = entries.read_entry(young.subject.visit, written.id)
    assert card.own
    assert card.author_role is Role.SUBJECT
    assert card.together == "Made together with Robin"
    theirs = entries.read_entry(young.carer.visit, written.id)
    assert (theirs.own, theirs.together) == (False, "Made together with you")
    assert entries.read_entry(young.other_carer.visit, written.id) is None


def test_what_a_child_of_nine_writes_alone_is_theirs_alone(db: None):
    young = make_cast(subject_age=9)
    entry = write(young.subject, "check_in", a_check_in())
    assert [part.role for part in young.everyone if entries.read_entry(part.visit, entry)] == [Role.SUBJECT]


def test_at_eleven_the_carer_sees_the_weather_of_a_together_check_in_and_no_word(db: None):
    young = make_cast(subject_age=11)
    entry = entries.write_entry(
        young.carer.visit, Writing(uuid4(), "check_in", a_check_in(words="secret words"), together=True)
    ).id
    card = entries.read_entry(young.carer.visit, entry)
    assert (card.level, card.body, card.time_text) == ("summary", None, "")
    assert card.icon == "stormy"
    assert "secret" not in repr(card)


@pytest.mark.parametrize("age", [13, 16, 18])
def test_from_thirteen_on_nobody_writes_for_a_young_person(db: None, age: int):
    grown = make_cast(subject_age=age)
    assert problem(grown.carer, kind="check_in", fields=a_check_in(), together=True) == ("together", "not_together")


def test_a_teacher_cannot_write_as_the_child(db: None):
    young = make_cast(subject_age=9)
    assert problem(young.teacher, kind="check_in", fields=a_check_in(), together=True) == ("together", "not_together")
