"""The one fair writer."""

import threading
import time

import pytest
from django.db import IntegrityError, OperationalError

from lamplit.vault import store
from lamplit.vault.failures import NotSaved


def test_writers_are_served_in_the_order_in_which_they_asked() -> None:
    lock, order, ready = store.FairLock(), [], []
    lock.acquire()

    def one(number: int) -> None:
        ready.append(number)
        lock.acquire()
        order.append(number)
        lock.release()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for number, thread in enumerate(threads):
        thread.start()
        while len(ready) <= number or len(lock._waiting) <= number:
            time.sleep(0.001)
    lock.release()
    for thread in threads:
        thread.join(timeout=10)
    assert order == list(range(8))


def lost(done: list[str]) -> None:
    with store.write_transaction():
        store.after_commit(lambda: done.append("lost"))
        raise ZeroDivisionError


def half_written() -> None:
    with store.write_transaction():
        with store.write_transaction():
            store.change("INSERT INTO vault_systemkey (name, kek_id, wrapped) VALUES ('a', 'b', %s)", [b"c"])
        raise ZeroDivisionError


def test_what_is_to_follow_a_write_follows_only_a_write_that_lasted(db: None) -> None:
    done: list[str] = []
    with store.write_transaction():
        store.after_commit(lambda: done.append("kept"))
        assert done == []
    with pytest.raises(ZeroDivisionError):
        lost(done)
    assert done == ["kept"]


def test_a_write_inside_a_write_is_the_same_write(db: None) -> None:
    with pytest.raises(ZeroDivisionError):
        half_written()
    assert store.rows("SELECT 1 FROM vault_systemkey WHERE name = 'a'") == []


def test_only_the_databases_own_trouble_becomes_not_saved(db: None) -> None:
    with pytest.raises(NotSaved), store.write_transaction():
        raise OperationalError("database is locked")
    with pytest.raises(IntegrityError), store.write_transaction():
        raise IntegrityError("unique")
    with store.write_transaction():
        assert store.in_write()
    assert not store.in_write()
