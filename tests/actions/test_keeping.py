"""What the house does by itself: put aside is gone after seven days, erased stays erased."""

import threading
from datetime import timedelta

import pytest
import time_machine

from lamplit.actions import clock, entries, keeping
from lamplit.vault.failures import NotSaved
from tests.cast import Cast, a_journal, write


def test_what_was_put_aside_is_gone_after_seven_days_and_not_before(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal())
    assert entries.delete_entry(cast.subject.visit, entry)
    with time_machine.travel(clock.now() + timedelta(days=6, hours=23)):
        keeping.tidy()
    assert [card.id for card in entries.recently_deleted(cast.subject.visit)] == [entry]
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
        keeping.before_opening()
    assert entries.recently_deleted(cast.subject.visit) == ()
    assert not entries.restore_entry(cast.subject.visit, entry)


def test_tidying_leaves_what_is_in_use(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal())
    keeping.before_opening()
    assert [card.id for card in entries.diary(cast.subject.visit).items] == [entry]


@pytest.mark.django_db
def test_a_full_disk_puts_tidying_off_and_the_next_day_tries_again(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, tried = threading.Event(), []

    def tidy() -> None:
        tried.append(1)
        if len(tried) == 3:
            stop.set()
        raise NotSaved("full")

    monkeypatch.setattr(keeping, "tidy", tidy)
    keeping.tidy_every_day(stop, every=0.01).join(10)
    assert len(tried) == 3
