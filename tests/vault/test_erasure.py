"""Erased is erased: rows, keys and names go, and do not come back with a backup or a late phone."""

from datetime import timedelta
from pathlib import Path

from lamplit.people.models import Circle as CircleRow
from lamplit.people.models import Person
from lamplit.vault import drafts, entries, erasure, inspection, keys, store, tombstones
from lamplit.vault.entries import Outcome
from tests.vault.circle import EVERYONE, NOW, Circle, an_entry


def count(table: str, where: str = "1 = 1", values: list[object] | None = None) -> int:
    return int(store.rows(f"SELECT COUNT(*) FROM {table} WHERE {where}", values or [])[0][0])  # noqa: S608


def test_an_erased_entry_leaves_nothing_but_its_id(circle: Circle, data: Path) -> None:
    new = an_entry(circle.subject, "gone", EVERYONE)
    entries.record(circle.subject, new, NOW)
    entries.revise(circle.subject, new.id, 1, an_entry(circle.subject, "more", EVERYONE, id=new.id), NOW)
    drafts.keep(circle.subject, new.id, "journal", {"text": "still"}, NOW)
    assert erasure.erase_entry(circle.carer, new.id, NOW) is None
    receipt = erasure.erase_entry(circle.subject, new.id, NOW)
    assert receipt is not None and receipt.erased == (new.id,)
    assert receipt.gone_from_backups_by == NOW.date() + timedelta(days=30)
    assert [count(table) for table in ("vault_entry", "vault_revision", "vault_draft")] == [0, 0, 0]
    assert (data / "erasures.log").read_text() == f"2026-11-22 entry {new.id.hex}\n"


def test_a_late_phone_does_not_bring_an_erased_entry_back(circle: Circle) -> None:
    new = an_entry(circle.subject, "gone")
    entries.record(circle.subject, new, NOW)
    erasure.erase_entry(circle.subject, new.id, NOW)
    assert entries.record(circle.subject, new, NOW) is Outcome.DIFFERENT
    assert not drafts.keep(circle.subject, new.id, "journal", {"text": "x"}, NOW)
    assert count("vault_entry") == 0


def test_a_deleted_entry_goes_for_good_after_seven_days_and_a_draft_after_thirty(circle: Circle) -> None:
    one, two = an_entry(circle.subject), an_entry(circle.subject)
    for new in (one, two):
        entries.record(circle.subject, new, NOW)
    entries.delete(circle.subject, one.id, NOW)
    entries.delete(circle.subject, two.id, NOW + timedelta(days=1))
    drafts.keep(circle.subject, an_entry(circle.subject).id, "journal", {}, NOW - timedelta(days=23))
    assert erasure.purge_due(NOW + timedelta(days=6, hours=23)).erased == ()
    assert erasure.purge_due(NOW + timedelta(days=7)).erased == (one.id,)
    assert count("vault_entry") == 1 and count("vault_draft") == 0


def test_an_erased_person_leaves_no_word_no_key_and_no_name(circle: Circle) -> None:
    entries.record(circle.subject, an_entry(circle.subject), NOW)
    entries.record(circle.carer, an_entry(circle.carer, stamp=EVERYONE), NOW)
    erasure.erase_person(circle.subject.person, NOW)
    assert count("vault_entry") == 1
    assert count("vault_dek", "compartment = %s", [keys.own(circle.subject.person)]) == 0
    assert bytes(Person.objects.get(pk=circle.subject.person).sealed_profile) == b""
    assert len(entries.page(circle.carer, None, 5, NOW).items) == 1 and inspection.damaged() == []


def test_an_erased_circle_leaves_the_other_untouched(circle: Circle, other: Circle) -> None:
    for each in (circle, other):
        entries.record(each.carer, an_entry(each.carer, stamp=EVERYONE), NOW)
        drafts.keep(each.carer, an_entry(each.carer).id, "journal", {}, NOW)
    erasure.erase_circle(circle.id, NOW)
    for table in ("vault_entry", "vault_draft", "vault_dek"):
        assert count(table, "circle = %s", [store.id_in(circle.id)]) == 0
        assert count(table, "circle = %s", [store.id_in(other.id)]) > 0
    assert not CircleRow.objects.filter(pk=circle.id).exists()
    assert len(entries.page(other.subject, None, 5, NOW).items) == 1


def test_nothing_is_written_under_a_key_that_was_destroyed(circle: Circle) -> None:
    entries.record(circle.carer, an_entry(circle.carer), NOW)
    store.change("DELETE FROM vault_dek WHERE circle = %s", [store.id_in(circle.id)])
    new = an_entry(circle.carer, "after")
    assert entries.record(circle.carer, new, NOW) is Outcome.CREATED
    keys.forget_keys()
    item = entries.read(circle.carer, new.id, NOW)
    assert item is not None and item.body == {"text": "after"}


def test_a_restored_backup_is_erased_again(circle: Circle, other: Circle) -> None:
    gone = an_entry(circle.subject)
    entries.record(circle.subject, gone, NOW)
    entries.record(other.carer, an_entry(other.carer), NOW)
    kept = an_entry(circle.carer, stamp=EVERYONE)
    entries.record(circle.carer, kept, NOW)
    tombstones.add("entry", [gone.id], NOW.date())  # as if the stones were newer than the database
    tombstones.add("person", [other.carer.person], NOW.date())
    assert erasure.replay(NOW) == 2
    assert [item.id for item in entries.page(circle.carer, None, 5, NOW).items] == [kept.id]
    assert count("vault_entry") == 1
    assert erasure.replay(NOW) == 0


def test_a_stone_cut_short_by_a_power_cut_is_passed_over(data: Path) -> None:
    (data / "erasures.log").write_text("2026-11-22 entry 0\n2026-11-22 ent")
    assert tombstones.every() == []
