"""S50: the audit holds no word of anybody's, and a hundred thousand lines are checked in five seconds."""

from datetime import timedelta
from time import process_time
from uuid import uuid4

import pytest

from lamplit.vault import audit, chain, drafts, entries, erasure, store
from tests.vault.circle import EVERYONE, NOW, Circle, an_entry
from tests.vault.fixtures import circle as circle
from tests.vault.fixtures import data as data


@pytest.mark.exam("S50")
def test_no_word_anybody_wrote_reaches_the_audit(circle: Circle) -> None:
    canary = f"canary{uuid4().hex}"
    new = an_entry(circle.carer, canary, EVERYONE, kind=canary[:20])
    entries.record(circle.carer, new, NOW)
    drafts.keep(circle.carer, uuid4(), canary, {canary: canary}, NOW)
    entries.page(circle.subject, None, 5, NOW)
    entries.search(circle.subject, canary, NOW)
    entries.read(circle.subject, uuid4(), NOW)
    entries.revise(circle.carer, new.id, 1, an_entry(circle.carer, canary * 2, id=new.id), NOW)
    erasure.erase_entry(circle.carer, new.id, NOW)
    lines = repr(store.rows("SELECT * FROM vault_audit"))
    assert len(store.rows("SELECT 1 FROM vault_audit")) >= 6
    assert "canary" not in lines and "Name of" not in lines


def check(circle: Circle, lines: int, seconds: float) -> None:
    with store.write_transaction():
        for number in range(lines):
            seen = [uuid4(), uuid4()]
            chain.append(circle.carer.person, circle.id, "page", seen, "page", NOW + timedelta(seconds=number))
    start = process_time()
    assert audit.verify() == []
    assert process_time() - start <= seconds


@pytest.mark.exam("S50")
def test_a_few_thousand_lines_are_checked_in_a_moment(circle: Circle) -> None:
    check(circle, 3000, 1.0)


@pytest.mark.exam("S50")
@pytest.mark.whole
def test_a_hundred_thousand_lines_are_checked_in_five_seconds(circle: Circle) -> None:
    check(circle, 100_000, 5.0)
