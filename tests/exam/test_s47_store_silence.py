"""S47, the store: no error of the vault repeats a word anybody wrote, and no key shows itself."""

import logging
import traceback
from uuid import uuid4

import pytest
from django.db import OperationalError

from lamplit.vault import drafts, entries, keys, store
from lamplit.vault.crypto import SealingKey
from lamplit.vault.failures import NotSaved
from tests.vault.circle import EVERYONE, NOW, Circle, an_entry
from tests.vault.fixtures import circle as circle
from tests.vault.fixtures import data as data

CANARY = "heronheronheron"


def full(sql: str, values: object = ()) -> int:
    raise OperationalError("database or disk is full")


@pytest.mark.exam("S47")
@pytest.mark.parametrize("act", ["record", "revise", "keep", "show", "delete"])
def test_a_full_disk_is_said_in_plain_words_without_what_was_written(
    circle: Circle, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, act: str
) -> None:
    caplog.set_level(logging.DEBUG)
    standing = an_entry(circle.subject, CANARY)
    entries.record(circle.subject, standing, NOW)
    assert circle.carer.membership is not None
    acts = {
        "record": lambda: entries.record(circle.subject, an_entry(circle.subject, CANARY), NOW),
        "revise": lambda: entries.revise(circle.subject, standing.id, 1, an_entry(circle.subject, CANARY * 2), NOW),
        "keep": lambda: drafts.keep(circle.subject, uuid4(), CANARY, {"text": CANARY}, NOW),
        "show": lambda: entries.show(circle.subject, standing.id, circle.carer.membership or uuid4(), NOW),
        "delete": lambda: entries.delete(circle.subject, standing.id, NOW),
    }
    with monkeypatch.context() as broken:
        broken.setattr(store, "change", full)
        with pytest.raises(NotSaved) as caught:
            acts[act]()
    said = "".join(traceback.format_exception(caught.value))
    assert str(caught.value).startswith("Not saved: the disk is full. Your words are still on this page.")
    assert CANARY not in said and CANARY not in caplog.text
    item = entries.read(circle.subject, standing.id, NOW)
    assert item is not None and item.body == {"text": CANARY} and item.revision == 1


@pytest.mark.exam("S47")
def test_a_damaged_entry_complains_without_words(circle: Circle, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    new = an_entry(circle.carer, CANARY, EVERYONE)
    entries.record(circle.carer, new, NOW)
    store.change("UPDATE vault_entry SET revision = 9 WHERE id = %s", [store.id_in(new.id)])
    item = entries.read(circle.carer, new.id, NOW)
    assert item is not None and item.damaged and CANARY not in repr(item) and CANARY not in caplog.text


@pytest.mark.exam("S47")
def test_a_key_never_shows_itself(circle: Circle) -> None:
    ring = keys.ring()
    shown = repr(ring.file) + repr(ring.file.active) + repr(SealingKey(b"k" * 32, 1)) + str(ring)
    assert (
        ring.file.active.secret.hex() not in shown and repr(ring.file.active.secret) not in shown and "kkk" not in shown
    )


@pytest.mark.exam("S47")
@pytest.mark.parametrize(
    ("complaint", "sentence"),
    [
        ("database or disk is full", "Not saved: the disk is full."),
        ("attempt to write a readonly database", "Not saved: Lamplit may not write to its data folder."),
        ("database is locked", "Not saved yet: Lamplit was too busy."),
        ("canceling statement due to lock timeout", "Not saved yet: Lamplit was too busy."),
        (CANARY, "Not saved: Lamplit could not reach its store."),
    ],
)
def test_every_complaint_of_the_database_becomes_a_plain_sentence(complaint: str, sentence: str) -> None:
    said = store.sentence_for(OperationalError(complaint))
    assert said.startswith(sentence) and CANARY not in said and "words are still on this page" in said
