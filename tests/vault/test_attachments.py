"""Pictures are as closed as the entry they lie in: sealed with it, shown with it, gone with it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from lamplit.engines.kernel import Role, Viewer
from lamplit.engines.records.stamp import Stamp
from lamplit.vault import attachments, audit, entries, erasure, inspection, keys, store
from lamplit.vault.entries import Form, Outcome, Picture
from tests.vault.circle import NOW, ONLY_ME, Circle, an_entry

WHOLE, SMALL = bytes(range(256)) * 600, b"small" * 100  # three chunks, and one
A_PICTURE = Picture(WHOLE, SMALL, 640, 480, b"d" * 32)
MAY_SHOW = Stamp(showable=frozenset({Role.CARER, Role.THERAPIST}))


def recorded(author: Viewer, stamp: Stamp = MAY_SHOW, picture: Picture | None = A_PICTURE, **more: object) -> UUID:
    new = an_entry(author, "A line", stamp, kind="photo", picture=picture, **more)
    assert entries.record(author, new, NOW) is Outcome.CREATED
    return new.id


def opened_by(viewer: Viewer, entry: UUID, form: Form = Form.WHOLE) -> bytes | None:
    return entries.open_picture(viewer, entry, form, NOW)


def chunks() -> int:
    return int(store.rows("SELECT COUNT(*) FROM vault_chunk")[0][0])


def who_opens(circle: Circle, entry: UUID) -> set[Role]:
    return {role for role, viewer in circle.people.items() if opened_by(viewer, entry) is not None}


def test_a_picture_comes_back_as_it_was_whole_and_small(circle: Circle) -> None:
    entry = recorded(circle.subject)
    assert opened_by(circle.subject, entry) == WHOLE
    assert opened_by(circle.subject, entry, Form.SMALL) == SMALL
    assert chunks() == 4
    read = entries.read(circle.subject, entry, NOW)
    assert read is not None
    assert read.photo == {"width": 640, "height": 480}
    assert "key" not in repr(read)


def test_nobody_opens_it_but_those_who_may_open_the_entry(circle: Circle, other: Circle) -> None:
    entry = recorded(circle.subject)
    assert who_opens(circle, entry) == {Role.SUBJECT}
    assert who_opens(other, entry) == set()
    seen = recorded(circle.subject, Stamp(readers=frozenset({Role.CARER}), hints=frozenset({Role.THERAPIST})), hint={})
    assert who_opens(circle, seen) == {Role.SUBJECT, Role.CARER}


def test_showing_opens_it_and_stopping_closes_it_at_the_next_request(circle: Circle) -> None:
    entry, sam = recorded(circle.subject), circle.therapist
    assert sam.membership is not None
    assert entries.show(circle.subject, entry, sam.membership, NOW)
    assert opened_by(sam, entry) == WHOLE
    assert entries.stop_showing(circle.subject, entry, sam.membership, NOW)
    assert opened_by(sam, entry) is None
    assert opened_by(circle.subject, entry) == WHOLE


def test_a_change_of_its_line_keeps_the_picture_and_so_does_deleting_and_bringing_back(circle: Circle) -> None:
    entry = recorded(circle.subject)
    other_words = an_entry(circle.subject, "Another line", MAY_SHOW, kind="photo", id=entry)
    revised = entries.revise(circle.subject, entry, 1, other_words, NOW)
    assert isinstance(revised, entries.Opened)
    assert revised.photo == {"width": 640, "height": 480}
    assert [each.photo for each in entries.revisions(circle.subject, entry, NOW)] == [revised.photo]
    entries.delete(circle.subject, entry, NOW)
    assert who_opens(circle, entry) == {Role.SUBJECT}
    entries.restore(circle.subject, entry, NOW)
    assert opened_by(circle.subject, entry) == WHOLE


def test_the_same_with_another_picture_is_another_writing(circle: Circle) -> None:
    new = an_entry(circle.subject, kind="photo", picture=A_PICTURE)
    assert entries.record(circle.subject, new, NOW) is Outcome.CREATED
    assert entries.record(circle.subject, new, NOW) is Outcome.SAME
    other = replace(new, picture=replace(A_PICTURE, digest=b"e" * 32))
    assert entries.record(circle.subject, other, NOW) is Outcome.DIFFERENT
    assert chunks() == 4


def test_a_picture_is_put_to_an_own_entry_once(circle: Circle, other: Circle) -> None:
    entry = recorded(circle.subject, picture=None)
    attach = entries.attach
    assert [attach(each, entry, A_PICTURE, NOW) for each in (circle.carer, circle.teacher, other.carer)] == [None] * 3
    assert chunks() == 0
    assert attach(circle.subject, entry, A_PICTURE, NOW) is Outcome.CREATED
    assert attach(circle.subject, entry, A_PICTURE, NOW) is Outcome.SAME
    assert attach(circle.subject, entry, replace(A_PICTURE, digest=b"e" * 32), NOW) is Outcome.DIFFERENT
    assert opened_by(circle.subject, entry) == WHOLE
    assert attach(circle.subject, uuid4(), A_PICTURE, NOW) is None
    lines = [action for (action,) in store.rows("SELECT action FROM vault_audit ORDER BY seq")]
    assert lines.count("attach") == 1


def test_erasing_leaves_not_one_chunk(circle: Circle) -> None:
    recorded(circle.carer)
    assert erasure.erase_entry(circle.subject, recorded(circle.subject), NOW) is not None
    entries.delete(circle.subject, recorded(circle.subject), NOW)
    erasure.purge_due(NOW + timedelta(days=8))
    assert chunks() == 4
    erasure.erase_person(circle.carer.person, NOW)
    assert chunks() == 0
    recorded(circle.subject)
    erasure.erase_circle(circle.id, NOW)
    assert chunks() == 0


def test_chunks_whose_entry_is_gone_are_swept_away(circle: Circle) -> None:
    kept, lost = recorded(circle.subject), recorded(circle.subject)
    store.change("DELETE FROM vault_entry WHERE id = %s", [store.id_in(lost)])
    assert attachments.sweep() == 4
    assert opened_by(circle.subject, kept) == WHOLE


def test_a_restored_copy_of_an_erased_picture_goes_again(circle: Circle) -> None:
    entry = recorded(circle.subject)
    held = store.rows("SELECT attachment, number, entry, circle, author, sealed FROM vault_chunk")
    erasure.erase_entry(circle.subject, entry, NOW)
    attachments.put_in(held)
    assert erasure.replay(NOW) == 1
    assert chunks() == 0


def rows_of(entry: UUID) -> list[tuple[str, int, bytes]]:
    found = store.rows(
        "SELECT attachment, number, sealed FROM vault_chunk WHERE entry = %s ORDER BY attachment, number",
        [store.id_in(entry)],
    )
    return [(row[0], int(row[1]), bytes(row[2])) for row in found]


def put(attachment: object, number: int, sealed: bytes) -> None:
    store.change(
        "UPDATE vault_chunk SET sealed = %s WHERE attachment = %s AND number = %s", [sealed, attachment, number]
    )


@pytest.mark.exam("S38")
def test_a_chunk_changed_swapped_moved_or_left_out_opens_nothing(circle: Circle) -> None:
    entry, twin = recorded(circle.subject), recorded(circle.subject)
    (first, second), mate = [row for row in rows_of(entry) if row[1] < 2 and row[0] == long_one(entry)], rows_of(twin)
    flipped = bytes([*first[2][:-1], first[2][-1] ^ 1])
    for spoilt in (flipped, first[2][:-1], first[2][:40], b"", second[2], mate[0][2]):
        put(first[0], first[1], spoilt)
        assert opened_by(circle.subject, entry) is None
        assert inspection.damaged() == [entry]
    put(*first)
    assert opened_by(circle.subject, entry) == WHOLE
    assert inspection.damaged() == []
    store.change("DELETE FROM vault_chunk WHERE attachment = %s AND number = 2", [first[0]])
    assert opened_by(circle.subject, entry) is None
    assert opened_by(circle.subject, entry, Form.SMALL) == SMALL
    assert inspection.damaged() == [entry]


def long_one(entry: UUID) -> str:
    """The attachment of an entry that takes more than one chunk."""
    return next(attachment for attachment, number, _ in rows_of(entry) if number == 2)


@pytest.mark.exam("S38")
def test_chunks_put_under_another_entry_open_nothing(circle: Circle) -> None:
    entry, twin = recorded(circle.subject), recorded(circle.carer, ONLY_ME)
    ours, theirs = long_one(entry), long_one(twin)
    store.change("UPDATE vault_chunk SET attachment = %s WHERE attachment = %s", [store.id_in(uuid4()), theirs])
    store.change("UPDATE vault_chunk SET attachment = %s WHERE attachment = %s", [theirs, ours])
    assert opened_by(circle.carer, twin) is None
    assert opened_by(circle.subject, entry) is None


def test_without_the_circles_key_no_chunk_opens(circle: Circle) -> None:
    entry = recorded(circle.subject)
    store.change("DELETE FROM vault_dek WHERE compartment = %s", [keys.own(circle.subject.person)])
    keys.forget_keys()
    assert opened_by(circle.subject, entry) is None
    assert chunks() == 4


@pytest.mark.exam("S39")
def test_no_row_holds_a_byte_of_the_picture(circle: Circle) -> None:
    recorded(circle.subject)
    for table in ("vault_chunk", "vault_entry", "vault_audit"):
        for row in store.rows(f"SELECT * FROM {table}"):  # noqa: S608
            held = b"".join(bytes(value) for value in row if isinstance(value, bytes | memoryview))
            assert WHOLE[:64] not in held and SMALL[:20] not in held


@pytest.mark.exam("S48")
def test_an_entry_and_its_picture_are_one_look_and_a_picture_alone_is_one_too(circle: Circle) -> None:
    entry = recorded(circle.subject, Stamp(readers=frozenset({Role.CARER, Role.THERAPIST})))
    entries.page(circle.carer, None, 50, NOW)
    assert opened_by(circle.carer, entry, Form.SMALL) == SMALL
    assert opened_by(circle.therapist, entry) == WHOLE
    assert opened_by(circle.therapist, entry) == WHOLE
    seen = sorted(read.name for read in audit.reads_of(circle.subject, entry))
    assert seen == ["Name of carer", "Name of therapist"]
    later = NOW + timedelta(minutes=6)
    assert entries.open_picture(circle.carer, entry, Form.WHOLE, later) == WHOLE
    assert len(audit.reads_of(circle.subject, entry)) == 3
    assert audit.verify() == []


def test_a_refused_picture_and_a_missing_one_leave_the_same_line(circle: Circle) -> None:
    entry = recorded(circle.subject)
    assert opened_by(circle.teacher, entry) is None
    assert opened_by(circle.teacher, uuid4()) is None
    lines = store.rows("SELECT action, reason FROM vault_audit ORDER BY seq DESC LIMIT 2")
    assert [action for action, _ in lines] == ["deny", "deny"]


def test_what_may_be_taken_away_has_its_pictures(circle: Circle) -> None:
    mine = recorded(circle.subject)
    entries.record(circle.subject, an_entry(circle.subject), NOW)
    shown = recorded(circle.carer, Stamp(readers=frozenset({Role.THERAPIST, Role.SUBJECT})))
    assert [(each.id, data) for each, data in entries.export_pictures(circle.subject, NOW)] == [(mine, WHOLE)]
    assert [each.id for each, _ in entries.export_pictures(circle.therapist, NOW)] == [shown]
    assert list(entries.export_pictures(replace(circle.subject, mfa=False), NOW)) == []
