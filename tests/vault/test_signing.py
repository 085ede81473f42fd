"""Signing off locks for good; what waits for a day opens on that day by itself; the database can undo neither."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import orjson
import pytest

from lamplit.engines.kernel import Role, Viewer
from lamplit.engines.records.stamp import Stamp
from lamplit.vault import entries, store
from lamplit.vault.entries import UNDO_FOR, Addendum, Conflict, NewEntry, Opened
from tests.vault.circle import DAY, EVERYONE, NOW, Circle, an_entry

LATER = Stamp(
    readers=frozenset({Role.THERAPIST}),
    showable=frozenset({Role.SUBJECT}),
    later=frozenset({Role.SUBJECT}),
    opens_on=DAY + timedelta(days=2),
)


def kept(author: Viewer, text: str = "first", stamp: Stamp = EVERYONE) -> NewEntry:
    new = an_entry(author, text, stamp)
    entries.record(author, new, NOW)
    return new


def signed(author: Viewer) -> NewEntry:
    new = kept(author)
    assert isinstance(entries.sign_off(author, new.id, 1, NOW), Opened)
    return new


def on(viewer: Viewer, days: int) -> Viewer:
    return replace(viewer, today=DAY + timedelta(days=days))


def test_signing_off_keeps_the_words_and_says_when(circle: Circle) -> None:
    new = signed(circle.carer)
    for reader in (circle.carer, circle.therapist):
        found = entries.read(reader, new.id, NOW)
        assert found is not None and found.body == {"text": "first"}
        assert (found.signed_at, found.addenda, found.revision) == (NOW, (), 2)


def test_what_is_signed_is_never_revised_nor_deleted_nor_signed_again(circle: Circle) -> None:
    new = signed(circle.carer)
    for base in (1, 2, 3):
        assert entries.revise(circle.carer, new.id, base, replace(new, body={"text": "other"}), NOW) is None
        assert entries.sign_off(circle.carer, new.id, base, NOW) is None
    assert not entries.delete(circle.carer, new.id, NOW)
    assert entries.read(circle.therapist, new.id, NOW).body == {"text": "first"}  # type: ignore[union-attr]


def test_only_the_version_its_author_looked_at_is_signed(circle: Circle) -> None:
    new = kept(circle.carer)
    entries.revise(circle.carer, new.id, 1, replace(new, body={"text": "second"}), NOW)
    assert isinstance(entries.sign_off(circle.carer, new.id, 1, NOW), Conflict)
    assert entries.read(circle.carer, new.id, NOW).signed_at is None  # type: ignore[union-attr]
    assert isinstance(entries.sign_off(circle.carer, new.id, 2, NOW), Opened)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CARER])
def test_nobody_else_signs_adds_or_undoes(circle: Circle, role: Role) -> None:
    new, stays = kept(circle.carer), signed(circle.carer)
    assert entries.sign_off(circle.people[role], new.id, 1, NOW) is None
    assert entries.undo_sign_off(circle.people[role], stays.id, NOW) is None
    assert entries.add_to(circle.people[role], stays.id, Addendum(uuid4(), NOW, "mine"), NOW) is None


def test_a_slip_is_taken_back_within_a_minute_and_not_later_nor_after_an_addition(circle: Circle) -> None:
    new = signed(circle.carer)
    assert entries.undo_sign_off(circle.carer, new.id, NOW + UNDO_FOR + timedelta(seconds=1)) is None
    assert isinstance(entries.undo_sign_off(circle.carer, new.id, NOW + UNDO_FOR), Opened)
    again = entries.revise(circle.carer, new.id, 3, replace(new, body={"text": "better"}), NOW)
    assert isinstance(again, Opened) and again.signed_at is None
    other = signed(circle.carer)
    entries.add_to(circle.carer, other.id, Addendum(uuid4(), NOW, "one more thing"), NOW)
    assert entries.undo_sign_off(circle.carer, other.id, NOW) is None


def test_additions_are_versions_with_their_time_and_the_same_one_sent_twice_is_one(circle: Circle) -> None:
    new = signed(circle.carer)
    first, second = Addendum(uuid4(), NOW, "one"), Addendum(uuid4(), NOW + timedelta(hours=1), "two")
    for each in (first, first, second):
        assert isinstance(entries.add_to(circle.carer, new.id, each, NOW), Opened)
    found = entries.read(circle.therapist, new.id, NOW)
    assert found is not None and found.addenda == (first, second) and found.body == {"text": "first"}
    assert [len(each.addenda) for each in entries.revisions(circle.carer, new.id, NOW)] == [1, 0, 0]
    assert entries.add_to(circle.carer, kept(circle.carer).id, first, NOW) is None  # not signed: change it instead


def test_programs_are_told_the_same(circle: Circle) -> None:
    new = signed(circle.carer)
    entries.add_to(circle.carer, new.id, Addendum(uuid4(), NOW, "one"), NOW)
    item = orjson.loads(entries.page_json(circle.therapist, None, 10, NOW))["items"][0]
    assert item["signed_off_at"] == NOW.isoformat() and [each["text"] for each in item["addenda"]] == ["one"]


def test_words_begun_elsewhere_stay_when_an_entry_is_signed(circle: Circle) -> None:
    from lamplit.vault import drafts

    new = kept(circle.carer)
    drafts.keep(circle.carer, new.id, "journal", {"text": "half a change"}, NOW)
    entries.sign_off(circle.carer, new.id, 1, NOW)
    assert [each.fields for each in drafts.mine(circle.carer, NOW)] == [{"text": "half a change"}]


def test_a_lock_taken_off_in_the_database_opens_nothing(circle: Circle) -> None:
    new = signed(circle.carer)
    store.change("UPDATE vault_entry SET signed = 0 WHERE id = %s", [store.id_in(new.id)])
    assert entries.read(circle.carer, new.id, NOW).damaged  # type: ignore[union-attr]


def test_a_role_that_waits_reads_from_the_day_on_by_itself(circle: Circle) -> None:
    new = kept(circle.carer, stamp=LATER)
    ids = [[each.id for each in entries.page(on(circle.subject, day), None, 10, NOW).items] for day in (0, 1, 2, 3)]
    assert ids == [[], [], [new.id], [new.id]]
    assert entries.read(on(circle.subject, 1), new.id, NOW) is None
    assert entries.read(replace(circle.subject, today=None), new.id, NOW) is None
    assert entries.read(on(circle.subject, 2), new.id, NOW).body == {"text": "first"}  # type: ignore[union-attr]
    assert entries.read(on(circle.teacher, 3), new.id, NOW) is None


@pytest.mark.parametrize("change", ["opens_on = '2026-11-01'", "later = 127", "opens_on = NULL"])
def test_a_day_moved_in_the_database_opens_nothing(circle: Circle, change: str) -> None:
    new = kept(circle.carer, stamp=LATER)
    store.change(f"UPDATE vault_entry SET {change} WHERE id = %s", [store.id_in(new.id)])  # noqa: S608 - our own words
    found = entries.read(on(circle.subject, 1), new.id, NOW)
    assert found is None or found.damaged
    assert entries.read(circle.carer, new.id, NOW).damaged  # type: ignore[union-attr]


def test_who_waits_goes_on_waiting_when_the_words_change_or_somebody_is_shown_it(circle: Circle) -> None:
    new = kept(circle.carer, stamp=replace(LATER, showable=LATER.showable | {Role.TEACHER}))
    entries.revise(circle.carer, new.id, 1, replace(new, body={"text": "second"}), NOW)
    assert circle.teacher.membership and entries.show(circle.carer, new.id, circle.teacher.membership, NOW)
    assert entries.read(on(circle.subject, 1), new.id, NOW) is None
    assert entries.read(on(circle.subject, 2), new.id, NOW).body == {"text": "second"}  # type: ignore[union-attr]
