"""S42: five damaged entries in a thousand hide none of the others, and are named."""

import secrets
from datetime import timedelta
from uuid import UUID

import orjson
import pytest

from lamplit.vault import entries, inspection, store
from tests.vault.circle import DAY, EVERYONE, NOW, Circle, an_entry
from tests.vault.fixtures import circle as circle
from tests.vault.fixtures import data as data


def spoil(entry: UUID) -> None:
    """Turn one bit of one byte, as a failing disk would."""
    sealed = bytearray(store.rows("SELECT sealed FROM vault_entry WHERE id = %s", [store.id_in(entry)])[0][0])
    sealed[secrets.randbelow(len(sealed))] ^= 1 << secrets.randbelow(8)
    store.change("UPDATE vault_entry SET sealed = %s WHERE id = %s", [bytes(sealed), store.id_in(entry)])


def everything(circle: Circle, size: int) -> list[entries.Opened]:
    found, cursor = [], None
    while True:
        page = entries.page(circle.subject, cursor, size, NOW)
        found += page.items
        cursor = page.next
        if cursor is None:
            return found


def check(circle: Circle, many: int, broken: int) -> None:
    ids = []
    with store.write_transaction():
        for number in range(many):
            new = an_entry(circle.carer, f"entry {number}", EVERYONE, day=DAY - timedelta(days=number // 4))
            entries.record(circle.carer, new, NOW)
            ids.append(new.id)
    spoilt = set(secrets.SystemRandom().sample(ids, broken))
    for entry in spoilt:
        spoil(entry)
    found = everything(circle, 200)
    assert {item.id for item in found if item.damaged} == spoilt
    assert {item.id for item in found if not item.damaged} == set(ids) - spoilt
    assert all((item.body is None) == item.damaged for item in found)
    assert set(inspection.damaged()) == spoilt
    lines = store.rows("SELECT objects_seen FROM vault_audit WHERE action = 'damaged'")
    noted = {bytes(seen)[at : at + 16] for (seen,) in lines for at in range(0, len(seen), 17)}
    assert noted == {entry.bytes for entry in spoilt}
    everything(circle, 200)
    assert len(store.rows("SELECT 1 FROM vault_audit WHERE action = 'damaged'")) == len(lines)


@pytest.mark.exam("S42")
def test_a_few_damaged_entries_hide_none_of_the_others(circle: Circle) -> None:
    check(circle, 60, 3)


@pytest.mark.exam("S42")
@pytest.mark.whole
def test_five_damaged_entries_in_a_thousand_hide_none_of_the_others(circle: Circle) -> None:
    check(circle, 1000, 5)


@pytest.mark.exam("S42")
def test_a_damaged_entry_says_so_in_json_one_by_one_and_in_search(circle: Circle) -> None:
    good, bad = an_entry(circle.carer, "good words", EVERYONE), an_entry(circle.carer, "bad words", EVERYONE)
    for new in (good, bad):
        entries.record(circle.carer, new, NOW)
    spoil(bad.id)
    items = {item["id"]: item for item in orjson.loads(entries.page_json(circle.subject, None, 9, NOW))["items"]}
    assert items[str(bad.id)]["body"] is None and items[str(bad.id)]["damaged"] is True
    assert items[str(good.id)]["body"] == {"text": "good words"} and "damaged" not in items[str(good.id)]
    one = entries.read(circle.subject, bad.id, NOW)
    assert one is not None and one.damaged
    assert [item.id for item in entries.search(circle.subject, "words", NOW)] == [good.id]
    assert entries.delete(circle.carer, bad.id, NOW)


@pytest.mark.exam("S42")
def test_a_damaged_hint_or_name_does_not_stop_a_page(circle: Circle) -> None:
    from lamplit.engines.kernel import Role
    from lamplit.engines.records.stamp import Stamp

    hinted = an_entry(circle.subject, stamp=Stamp(hints=frozenset({Role.CARER})), hint={"weather": "foggy"})
    entries.record(circle.subject, hinted, NOW)
    entries.record(circle.carer, an_entry(circle.carer), NOW)
    store.change("UPDATE vault_entry SET hint = sealed WHERE id = %s", [store.id_in(hinted.id)])
    store.change(
        "UPDATE people_person SET sealed_profile = %s", [b"HV\x01\x01\x00\x00\x00\x01 rubbish rubbish rubbish rubbish"]
    )
    items = entries.page(circle.carer, None, 9, NOW).items
    assert sorted(item.damaged for item in items) == [False, True]
    assert {item.author_name for item in items} == {"Someone"}
