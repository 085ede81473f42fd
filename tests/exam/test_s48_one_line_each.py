"""S48: one audit line for every act, exactly, over two hundred steps; and the child can see who looked."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lamplit.engines.records.visibility import Action
from lamplit.vault import audit, doorway, drafts, entries, erasure, store
from tests.vault.circle import EVERYONE, NOW, Circle, a_session, an_entry
from tests.vault.fixtures import circle as circle
from tests.vault.fixtures import data as data


def counted() -> Counter[str]:
    return Counter(str(action) for (action,) in store.rows("SELECT action FROM vault_audit"))


def round_of_acts(circle: Circle, number: int) -> Counter[str]:
    """Do twenty acts and return the lines they must leave."""
    subject, carer, therapist, teacher = circle.subject, circle.carer, circle.therapist, circle.teacher
    at = NOW + timedelta(minutes=10 * number)
    mine, open_ = an_entry(subject, "mine"), an_entry(carer, "open", EVERYONE)
    assert therapist.membership is not None
    acts: list[Callable[[], object]] = [
        lambda: entries.record(subject, mine, at),
        lambda: entries.record(subject, mine, at),  # the same again: nothing happened, nothing to note
        lambda: entries.record(carer, open_, at),
        lambda: drafts.keep(subject, uuid4(), "journal", {"text": "x"}, at),  # not an entry yet
        lambda: entries.page(carer, None, 5, at),
        lambda: entries.page_json(therapist, None, 5, at),
        lambda: entries.page(teacher, None, 5, at),
        lambda: entries.read(subject, open_.id, at),
        lambda: entries.read(carer, mine.id, at),  # closed
        lambda: entries.read(carer, mine.id, at),  # the same again within the minute
        lambda: entries.read(teacher, uuid4(), at),  # not there
        lambda: entries.show(subject, mine.id, therapist.membership or uuid4(), at),
        lambda: entries.read(therapist, mine.id, at),
        lambda: entries.stop_showing(subject, mine.id, therapist.membership or uuid4(), at),
        lambda: entries.revise(carer, open_.id, 1, an_entry(carer, "again", EVERYONE, id=open_.id), at),
        lambda: entries.search(subject, "words", at),
        lambda: list(entries.export(therapist, at)),
        lambda: entries.delete(carer, open_.id, at),
        lambda: entries.restore(carer, open_.id, at),
        lambda: erasure.erase_entry(subject, mine.id, at),
    ]
    for act in acts:
        act()
    return Counter(
        write=2, page=3, read=2, deny=2, show=1, stop_showing=1, revise=1, search=1, export=1,
        delete=1, restore=1, erase=1,
    )  # fmt: skip


@pytest.mark.exam("S48")
def test_two_hundred_steps_leave_exactly_their_lines(circle: Circle) -> None:
    expected: Counter[str] = Counter()
    for number in range(10):
        expected += round_of_acts(circle, number)
    assert counted() == expected
    assert audit.verify() == []


@pytest.mark.exam("S48")
def test_a_child_can_see_who_looked_and_nobody_else_can(circle: Circle) -> None:
    new = an_entry(circle.subject, "look", EVERYONE)
    entries.record(circle.subject, new, NOW)
    for role in ("carer", "therapist", "teacher"):
        entries.read(getattr(circle, role), new.id, NOW)
    assert sorted(read.name for read in audit.reads_of(circle.subject, new.id)) == [
        "Name of carer", "Name of teacher", "Name of therapist",
    ]  # fmt: skip
    for viewer in circle.people.values():
        if viewer is not circle.subject:
            assert audit.reads_of(viewer, new.id) == []


def queries(act: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        act()
    return [
        query["sql"].split()[0]
        for query in captured
        if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]


def warmed(circle: Circle) -> UUID:
    new = an_entry(circle.carer, "words", EVERYONE)
    entries.record(circle.carer, new, NOW)
    entries.record(circle.carer, an_entry(circle.carer), NOW)
    entries.page(circle.subject, None, 50, NOW)
    return new.id


@pytest.mark.exam("S48")
def test_a_reading_costs_one_query_at_the_door_one_here_and_one_line(circle: Circle) -> None:
    entry, key = warmed(circle), a_session(circle.subject.person)
    assert queries(lambda: doorway.enter(key, circle.id, NOW)) == ["SELECT"]
    assert queries(lambda: entries.page(circle.subject, None, 50, NOW)) == ["SELECT", "INSERT"]
    assert queries(lambda: entries.page_json(circle.subject, None, 50, NOW)) == ["SELECT", "INSERT"]
    assert queries(lambda: entries.read(circle.subject, entry, NOW)) == ["SELECT", "INSERT"]


@pytest.mark.exam("S48")
def test_a_writing_costs_one_row_one_line_and_the_draft(circle: Circle) -> None:
    warmed(circle)
    assert queries(lambda: entries.record(circle.carer, an_entry(circle.carer), NOW)) == ["INSERT", "INSERT", "DELETE"]


@pytest.mark.exam("S48")
def test_closed_and_missing_cost_the_same(circle: Circle) -> None:
    warmed(circle)
    closed = an_entry(circle.carer)
    entries.record(circle.carer, closed, NOW)
    assert queries(lambda: entries.read(circle.subject, closed.id, NOW)) == ["SELECT", "INSERT"]
    assert queries(lambda: entries.read(circle.subject, uuid4(), NOW)) == ["SELECT", "INSERT"]
    assert (
        Action.READ.value == store.rows("SELECT reason FROM vault_audit ORDER BY seq DESC LIMIT 1")[0][0].split(":")[0]
    )
