"""The audit: what it notices, what it tells whom, and that it holds no word of anybody's."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import cast
from uuid import uuid4

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from lamplit.engines.records.visibility import Level
from lamplit.vault import anchor, audit, chain, entries, store, triggers
from tests.vault.circle import CARER_KNOWS, EVERYONE, NOW, Circle, an_entry


def fill(circle: Circle, lines: int = 6) -> None:
    for number in range(lines):
        audit.append(circle.carer.person, circle.id, "page", [uuid4()], "page", NOW + timedelta(minutes=number))


def test_a_chain_left_alone_is_in_order(circle: Circle) -> None:
    fill(circle)
    assert audit.verify() == []


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE vault_audit SET reason = 'other' WHERE seq = 3", "Audit line 3 was changed."),
        ("UPDATE vault_audit SET objects_seen = mac WHERE seq = 1", "Audit line 1 was changed."),
        ("DELETE FROM vault_audit WHERE seq = 4", "Audit lines 4 to 4 are missing."),
        ("DELETE FROM vault_audit WHERE seq > 4", "The audit ends at line 4"),
        ("DELETE FROM vault_audit", "The audit ends at line 0"),
    ],
)
def test_a_changed_or_missing_line_is_found(circle: Circle, sql: str, said: str) -> None:
    fill(circle)
    store.change(sql)
    assert audit.verify()[0].startswith(said)


def test_two_lines_that_changed_places_are_found(circle: Circle) -> None:
    fill(circle)
    store.change("UPDATE vault_audit SET seq = 99 WHERE seq = 2")
    store.change("UPDATE vault_audit SET seq = 2 WHERE seq = 3")
    store.change("UPDATE vault_audit SET seq = 3 WHERE seq = 99")
    assert "Audit line 2 was changed." in audit.verify()


def test_an_older_database_put_back_is_found(circle: Circle) -> None:
    fill(circle, 3)
    point = transaction.savepoint()
    fill(circle, 4)
    transaction.savepoint_rollback(point)
    chain._head.place = None
    assert audit.verify() == [
        "The audit ends at line 3, but 7 lines were written: its end was cut off, or the database is older."
    ]
    fill(circle, 9)
    assert audit.verify() == ["Audit line 7 is not the one that was written there: the database was exchanged."]


def test_a_backup_restored_on_purpose_is_noted_and_in_order_again(circle: Circle) -> None:
    fill(circle, 5)
    store.change("DELETE FROM vault_audit WHERE seq > 3")
    chain._head.place = None
    audit.accept_restored(NOW)
    assert audit.verify() == []
    assert store.rows("SELECT action FROM vault_audit ORDER BY seq DESC LIMIT 1") == [("restored",)]


@pytest.mark.parametrize(
    "spoil", [Path.unlink, lambda file: file.write_text("0" * 151), lambda file: file.write_text("")]
)
def test_a_spoilt_anchor_is_found(circle: Circle, spoil: Callable[[Path], object]) -> None:
    fill(circle)
    spoil(anchor.path())
    assert len(audit.verify()) == 1


def test_an_anchor_that_a_crash_left_empty_before_the_first_line_is_begun_again(circle: Circle) -> None:
    anchor.path().write_text("")
    chain._head.place = None
    assert audit.verify() == []
    fill(circle)
    assert audit.verify() == []
    assert anchor.path().read_text().startswith("0" * 19)


def test_an_anchor_that_a_crash_left_behind_is_in_order(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(circle)
    monkeypatch.setattr(anchor, "move", lambda *_: None)
    fill(circle)
    assert audit.verify() == []


def test_the_database_itself_refuses_to_change_a_line(circle: Circle) -> None:
    fill(circle)
    triggers.install(cast(BaseDatabaseSchemaEditor, Statements()))
    for sql in ("UPDATE vault_audit SET reason = 'x'", "DELETE FROM vault_audit"):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            store.change(sql)
    assert audit.verify() == []


class Statements:
    """What `triggers` needs of an editor, inside the test's own transaction."""

    connection = connection

    def execute(self, sql: str) -> None:
        store.change(sql)


def test_who_saw_what_i_wrote(circle: Circle) -> None:
    new = an_entry(circle.subject, "for all", EVERYONE)
    entries.record(circle.subject, new, NOW)
    entries.page(circle.carer, None, 10, NOW + timedelta(minutes=1))
    entries.read(circle.therapist, new.id, NOW + timedelta(minutes=2))
    entries.read(circle.subject, new.id, NOW + timedelta(minutes=3))
    seen = audit.reads_of(circle.subject, new.id)
    assert [(read.name, read.level) for read in seen] == [
        ("Name of therapist", Level.FULL), ("Name of carer", Level.FULL),
    ]  # fmt: skip
    assert seen[0].at == NOW + timedelta(minutes=2)
    assert audit.reads_of(circle.carer, new.id) == []
    mine, following = audit.readings(circle.subject, None, 1)
    assert [read.name for read in mine] == ["Name of therapist"] and following
    rest, end = audit.readings(circle.subject, following, 5)
    assert [read.name for read in rest] == ["Name of carer"] and end is None
    assert audit.readings(circle.carer, None, 10) == ([], None)


def test_a_summary_seen_is_noted_as_a_summary(circle: Circle) -> None:
    new = an_entry(circle.subject, stamp=CARER_KNOWS, hint={"weather": "foggy"})
    entries.record(circle.subject, new, NOW)
    entries.page(circle.carer, None, 10, NOW)
    assert [read.level for read in audit.reads_of(circle.subject, new.id)] == [Level.SUMMARY]


def test_what_is_not_there_and_what_is_closed_are_noted_alike_and_once(circle: Circle) -> None:
    new = an_entry(circle.subject)
    entries.record(circle.subject, new, NOW)
    missing = uuid4()
    for second in range(3):
        entries.read(circle.teacher, new.id, NOW + timedelta(seconds=second))
        entries.read(circle.teacher, missing, NOW + timedelta(seconds=second))
    lines = store.rows("SELECT objects_seen, reason FROM vault_audit WHERE action = 'deny' ORDER BY seq")
    assert [(bytes(seen)[:16], reason) for seen, reason in lines] == [
        (new.id.bytes, "read:closed"), (missing.bytes, "read:missing"),
    ]  # fmt: skip


def test_reading_goes_on_when_the_disk_takes_no_write_and_is_noted_later(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = an_entry(circle.carer, "still here", EVERYONE)
    entries.record(circle.carer, new, NOW)
    with monkeypatch.context() as broken:
        broken.setattr(store, "change", _full)
        assert entries.read(circle.subject, new.id, NOW) is not None
    assert audit.reads_of(circle.carer, new.id) == []
    entries.page(circle.subject, None, 10, NOW)
    assert len(audit.reads_of(circle.carer, new.id)) == 2


def _full(*_: object) -> int:
    raise OperationalError("database or disk is full")
