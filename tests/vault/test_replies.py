"""Replies in the vault: sealed to their entry, open to whoever reads it, gone with it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from lamplit.engines.kernel import Role
from lamplit.engines.records.stamp import Stamp
from lamplit.people import choices
from lamplit.vault import audit, drafts, entries, erasure, inspection, replies, store
from lamplit.vault.entries import Outcome
from lamplit.vault.failures import RepliesClosed
from tests.vault.circle import CARER_KNOWS, CARER_READS, EVERYONE, NOW, ONLY_ME, Circle, an_entry

CANARY = "marmalade under the stairs"


def an_answered_entry(circle: Circle, stamp: Stamp = EVERYONE, text: str = CANARY) -> tuple[UUID, UUID]:
    new, reply = an_entry(circle.subject, "words", stamp), uuid4()
    entries.record(circle.subject, new, NOW)
    assert replies.add(circle.subject, new.id, reply, text, NOW) is Outcome.CREATED
    return new.id, reply


def texts(circle: Circle, role: str, entry: UUID) -> list[str] | None:
    found = replies.thread(getattr(circle, role), entry, NOW)
    return None if found is None else [each.text for each in found.items]


def lines() -> list[str]:
    return [str(action) for (action,) in store.rows("SELECT action FROM vault_audit ORDER BY seq")]


def test_a_reply_is_read_by_everybody_who_reads_its_entry_and_by_nobody_else(circle: Circle, other: Circle) -> None:
    entry, _ = an_answered_entry(circle, CARER_READS)
    assert texts(circle, "carer", entry) == texts(circle, "subject", entry) == [CANARY]
    for role in ("other_carer", "therapist", "teacher", "school_lead", "social_worker"):
        assert texts(circle, role, entry) is None
        assert replies.read_with(getattr(circle, role), entry, NOW) is None
    for viewer in other.people.values():
        assert replies.thread(viewer, entry, NOW) is None
        assert replies.add(viewer, entry, uuid4(), "hello", NOW) is None


def test_somebody_who_sees_only_that_it_is_there_finds_no_replies_and_cannot_answer(circle: Circle) -> None:
    entry, _ = an_answered_entry(circle, CARER_KNOWS)
    assert texts(circle, "carer", entry) is None
    found = replies.read_with(circle.carer, entry, NOW)
    assert found is not None
    assert found[1].items == () and not found[1].may_add and not found[1].taken
    assert replies.add(circle.carer, entry, uuid4(), "hello", NOW) is None


@pytest.mark.parametrize("role", [role.value for role in Role if role is not Role.SUBJECT])
def test_those_who_read_it_may_answer_but_school_is_one_way(circle: Circle, role: str) -> None:
    entry, _ = an_answered_entry(circle)
    school = role in ("teacher", "school_lead")
    thread = replies.thread(getattr(circle, role), entry, NOW)
    assert thread is not None and thread.may_add is not school
    outcome = replies.add(getattr(circle, role), entry, uuid4(), "hello", NOW)
    assert outcome is (None if school else Outcome.CREATED)
    from_school = an_entry(circle.teacher, "went well", EVERYONE)
    entries.record(circle.teacher, from_school, NOW)
    assert replies.add(getattr(circle, role), from_school.id, uuid4(), "hello", NOW) is None


def test_somebody_it_was_shown_to_by_name_may_answer_until_it_is_taken_back(circle: Circle) -> None:
    new = an_entry(circle.subject, "words", ONLY_ME)
    entries.record(circle.subject, new, NOW)
    assert circle.therapist.membership is not None
    assert entries.show(circle.subject, new.id, circle.therapist.membership, NOW)
    reply = uuid4()
    assert replies.add(circle.therapist, new.id, reply, "Thank you", NOW) is Outcome.CREATED
    assert entries.stop_showing(circle.subject, new.id, circle.therapist.membership, NOW)
    assert texts(circle, "therapist", new.id) is None
    assert not replies.put_away(circle.therapist, new.id, reply, NOW)
    assert texts(circle, "subject", new.id) == ["Thank you"]
    assert replies.add(circle.therapist, new.id, uuid4(), "more", NOW) is None


def test_a_member_without_consent_or_off_duty_cannot_answer(circle: Circle) -> None:
    entry, _ = an_answered_entry(
        circle, Stamp(duty_readers=frozenset({Role.OTHER_CARER}), readers=frozenset(Role) - {Role.OTHER_CARER})
    )
    assert replies.add(replace(circle.other_carer, on_duty=False), entry, uuid4(), "x", NOW) is None
    assert replies.add(replace(circle.carer, consented=False), entry, uuid4(), "x", NOW) is None
    assert replies.add(replace(circle.therapist, mfa=False), entry, uuid4(), "x", NOW) is None
    assert replies.add(circle.other_carer, entry, uuid4(), "x", NOW) is Outcome.CREATED


def test_sent_twice_is_kept_once_and_an_id_holds_one_thing(circle: Circle) -> None:
    entry, reply = an_answered_entry(circle)
    again = an_entry(circle.subject, "another", EVERYONE)
    entries.record(circle.subject, again, NOW)
    later = NOW + timedelta(minutes=5)
    assert replies.add(circle.subject, entry, reply, CANARY, later) is Outcome.SAME
    assert replies.add(circle.subject, entry, reply, "other words", later) is Outcome.DIFFERENT
    assert replies.add(circle.carer, entry, reply, CANARY, later) is Outcome.DIFFERENT
    assert replies.add(circle.subject, again.id, reply, CANARY, later) is Outcome.DIFFERENT
    assert texts(circle, "carer", entry) == [CANARY]


def test_replies_stand_in_the_order_of_writing_with_their_writers_names(circle: Circle) -> None:
    entry, _ = an_answered_entry(circle, text="first")
    replies.add(circle.therapist, entry, uuid4(), "third", NOW + timedelta(minutes=2))
    replies.add(circle.carer, entry, uuid4(), "second", NOW + timedelta(minutes=1))
    found = replies.thread(circle.subject, entry, NOW)
    assert found is not None
    assert [(each.text, each.author_name, each.own) for each in found.items] == [
        ("first", "Name of subject", True), ("second", "Name of carer", False), ("third", "Name of therapist", False),
    ]  # fmt: skip


def test_switched_off_nobody_answers_what_was_said_stays_and_only_the_author_switches(circle: Circle) -> None:
    entry, _ = an_answered_entry(circle)
    for role in ("carer", "therapist", "teacher"):
        assert not replies.switch(getattr(circle, role), entry, NOW, taken=False)
    assert replies.switch(circle.subject, entry, NOW, taken=False)
    for role in ("carer", "subject"):
        thread = replies.thread(getattr(circle, role), entry, NOW)
        assert thread is not None and not thread.taken and not thread.may_add
        assert [each.text for each in thread.items] == [CANARY]
        with pytest.raises(RepliesClosed):
            replies.add(getattr(circle, role), entry, uuid4(), "x", NOW)
    assert replies.switch(circle.subject, entry, NOW, taken=True)
    assert replies.add(circle.carer, entry, uuid4(), "x", NOW) is Outcome.CREATED
    assert [line for line in lines() if line.startswith("replies_o")] == ["replies_off", "replies_on"]


def test_off_by_choice_for_everything_but_where_it_was_switched_on(circle: Circle) -> None:
    entry, _ = an_answered_entry(circle)
    choices.choose(circle.subject.person, choices.REPLIES, choices.OFF)
    with pytest.raises(RepliesClosed):
        replies.add(circle.carer, entry, uuid4(), "x", NOW)
    assert replies.switch(circle.subject, entry, NOW, taken=True)
    assert replies.add(circle.carer, entry, uuid4(), "x", NOW) is Outcome.CREATED


def test_a_reply_is_deleted_and_brought_back_by_its_writer_alone(circle: Circle) -> None:
    entry, reply = an_answered_entry(circle)
    assert not replies.put_away(circle.carer, entry, reply, NOW)
    assert not replies.put_away(circle.subject, uuid4(), reply, NOW)
    assert replies.put_away(circle.subject, entry, reply, NOW)
    assert texts(circle, "carer", entry) == []
    assert not replies.bring_back(circle.carer, entry, reply, NOW)
    assert replies.bring_back(circle.subject, entry, reply, NOW)
    assert texts(circle, "carer", entry) == [CANARY]
    replies.put_away(circle.subject, entry, reply, NOW)
    late = NOW + timedelta(days=8)
    assert not replies.bring_back(circle.subject, entry, reply, late)
    assert reply in erasure.purge_due(late).erased or not store.rows("SELECT 1 FROM vault_reply")
    assert replies.add(circle.subject, entry, reply, CANARY, late) is Outcome.DIFFERENT


def test_one_act_leaves_one_line_that_names_the_replies_it_opened(circle: Circle) -> None:
    entry, reply = an_answered_entry(circle)
    before = len(lines())
    replies.read_with(circle.carer, entry, NOW)
    replies.thread(circle.carer, entry, NOW)
    replies.thread(circle.carer, uuid4(), NOW)
    assert lines()[before:] == ["read", "replies", "deny"]
    seen = [bytes(row[0]) for row in store.rows("SELECT objects_seen FROM vault_audit ORDER BY seq DESC LIMIT 3")]
    assert reply.bytes in seen[2] and entry.bytes in seen[2] and reply.bytes in seen[1] and entry.bytes not in seen[1]
    assert [read.name for read in audit.reads_of(circle.subject, entry)] == ["Name of carer"]
    assert list(entries.export(circle.subject, NOW))
    [(exported,)] = store.rows("SELECT objects_seen FROM vault_audit WHERE action = 'export'")
    assert reply.bytes in bytes(exported)
    assert audit.verify() == []


def test_no_word_of_a_reply_is_in_the_clear(circle: Circle) -> None:
    an_answered_entry(circle)
    for table in ("vault_reply", "vault_reply_switch", "vault_audit"):
        assert "marmalade" not in repr([[bytes(each) if isinstance(each, memoryview) else each for each in row]
                                        for row in store.rows(f"SELECT * FROM {table}")])  # fmt: skip  # noqa: S608


@pytest.mark.parametrize("column", ["entry", "author", "author_role", "id"])
def test_a_reply_moved_in_the_database_does_not_open(circle: Circle, column: str) -> None:
    entry, reply = an_answered_entry(circle)
    another = an_entry(circle.subject, "another", EVERYONE)
    entries.record(circle.subject, another, NOW)
    values: dict[str, object] = {
        "entry": store.id_in(another.id), "author": store.id_in(circle.carer.person), "author_role": 2,
        "id": store.id_in(uuid4()),
    }  # fmt: skip
    store.change(f"UPDATE vault_reply SET {column} = %s WHERE id = %s", [values[column], store.id_in(reply)])  # noqa: S608
    where = another.id if column == "entry" else entry
    found = replies.thread(circle.carer, where, NOW)
    assert found is not None
    [moved] = found.items
    assert moved.damaged and moved.text == ""
    assert inspection.damaged() == [moved.id]


def test_an_entry_takes_its_replies_along_when_it_is_erased(circle: Circle) -> None:
    entry, _ = an_answered_entry(circle)
    replies.add(circle.carer, entry, uuid4(), "x", NOW)
    replies.switch(circle.subject, entry, NOW, taken=False)
    erasure.erase_entry(circle.subject, entry, NOW)
    assert store.rows("SELECT 1 FROM vault_reply UNION ALL SELECT 1 FROM vault_reply_switch") == []


def test_a_person_takes_their_replies_along_and_those_under_what_they_wrote(circle: Circle) -> None:
    mine, _ = an_answered_entry(circle)
    replies.add(circle.carer, mine, uuid4(), "under the child's", NOW)
    theirs = an_entry(circle.carer, "a moment", EVERYONE)
    entries.record(circle.carer, theirs, NOW)
    replies.add(circle.subject, theirs.id, uuid4(), "by the child", NOW)
    erasure.erase_person(circle.subject.person, NOW)
    assert store.rows("SELECT 1 FROM vault_reply") == []


def test_what_a_backup_brings_back_is_erased_again(circle: Circle) -> None:
    entry, reply = an_answered_entry(circle)
    held = store.rows("SELECT * FROM vault_reply")[0]
    replies.put_away(circle.subject, entry, reply, NOW)
    erasure.purge_due(NOW + timedelta(days=8))
    places = ", ".join(["%s"] * len(held))
    store.change(f"INSERT INTO vault_reply VALUES ({places})", list(held))  # noqa: S608
    assert erasure.replay(NOW + timedelta(days=9)) == 1
    assert store.rows("SELECT 1 FROM vault_reply") == []
    assert entries.read(circle.subject, entry, NOW) is not None


def test_the_unfinished_reply_goes_with_the_sending(circle: Circle) -> None:
    entry, _ = an_answered_entry(circle)
    reply = uuid4()
    drafts.keep(circle.carer, reply, "reply", {"text": "So far"}, NOW)
    replies.add(circle.carer, entry, reply, "So far and on", NOW)
    assert drafts.mine(circle.carer, NOW) == []
