"""How long a signed-in browser stays open."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from lamplit.people import sessions
from lamplit.people.models import DeviceSession, Person

START = datetime(2026, 5, 1, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def robin(db: None) -> Person:
    return Person.objects.make(uuid4(), "robin", None, profile=b"", on=date(2026, 5, 1))


def signed_in(person: Person, **marks: object) -> str:
    store = sessions.SessionStore()
    store["_auth_user_id"] = str(person.pk)
    for name, value in marks.items():
        store[name] = value
    store.save()
    assert store.session_key
    return store.session_key


def opens(key: str) -> bool:
    return "_auth_user_id" in sessions.SessionStore(key).load()


@pytest.mark.parametrize(
    ("marks", "idle", "opens_still"),
    [
        ({}, 29 * MINUTE, True),
        ({}, 30 * MINUTE, False),
        ({sessions.PHONE: True}, 4 * MINUTE, True),
        ({sessions.PHONE: True}, 5 * MINUTE, False),
        ({sessions.TRUSTED: True}, 29 * DAY, True),
        ({sessions.TRUSTED: True}, 30 * DAY, False),
    ],
)
def test_a_browser_left_alone_closes_in_its_time(
    robin: Person, clock: time_machine.Traveller, marks: dict[str, object], idle: timedelta, opens_still: bool
) -> None:
    key = signed_in(robin, **marks)
    clock.move_to(START + idle)
    assert opens(key) is opens_still


def test_a_browser_in_use_closes_after_twelve_hours(robin: Person, clock: time_machine.Traveller) -> None:
    key = signed_in(robin)
    for minutes in range(20, 12 * 60, 20):
        clock.move_to(START + minutes * MINUTE)
        assert opens(key)
    clock.move_to(START + 12 * HOUR)
    assert not opens(key)


def test_saving_a_session_again_does_not_make_it_younger(robin: Person, clock: time_machine.Traveller) -> None:
    key = signed_in(robin)
    for minutes in range(20, 12 * 60, 20):
        clock.move_to(START + minutes * MINUTE)
        store = sessions.SessionStore(key)
        store["seen"] = minutes
        store.save()
    clock.move_to(START + 12 * HOUR)
    assert not opens(key)


def test_a_clock_set_back_closes_a_browser(robin: Person, clock: time_machine.Traveller) -> None:
    key = signed_in(robin, **{sessions.TRUSTED: True})
    clock.move_to(START - 30 * MINUTE)
    assert opens(key)
    clock.move_to(START - 2 * HOUR)
    assert not opens(key)


def test_a_new_epoch_closes_every_browser_and_no_save_revives_one(robin: Person, clock: time_machine.Traveller) -> None:
    phone, laptop = signed_in(robin), signed_in(robin, **{sessions.TRUSTED: True})
    held_open = sessions.SessionStore(phone)
    held_open.load()
    held_open["_auth_user_id"] = held_open.load()["_auth_user_id"]
    sessions.end_every_session(robin.pk)
    held_open.save()
    assert not opens(phone)
    assert not opens(laptop)


def test_a_person_who_is_switched_off_is_signed_out(robin: Person, clock: time_machine.Traveller) -> None:
    key = signed_in(robin)
    Person.objects.filter(pk=robin.pk).update(is_active=False)
    assert not opens(key)


def test_being_seen_is_written_at_most_once_a_minute(robin: Person, clock: time_machine.Traveller) -> None:
    key = signed_in(robin)
    clock.move_to(START + 59 * timedelta(seconds=1))
    sessions.SessionStore(key).load()
    assert DeviceSession.objects.get(session_key=key).seen_at == START
    clock.move_to(START + MINUTE)
    sessions.SessionStore(key).load()
    assert DeviceSession.objects.get(session_key=key).seen_at == START + MINUTE


def test_a_second_step_by_somebody_else_in_the_same_browser_does_not_count(robin: Person, clock: object) -> None:
    others = {
        "account_authentication_methods": [{"method": "mfa"}],
        "account_authentication_methods_user": str(uuid4()),
    }
    own = {**others, "account_authentication_methods_user": str(robin.pk)}
    assert not DeviceSession.objects.get(session_key=signed_in(robin, **others)).mfa
    assert DeviceSession.objects.get(session_key=signed_in(robin, **own)).mfa


def test_one_device_can_be_ended_from_another_by_its_name_on_the_page(
    robin: Person, clock: time_machine.Traveller
) -> None:
    here, lost = signed_in(robin), signed_in(robin)
    assert sessions.end_device(robin.pk, sessions.handle(lost), START)
    assert opens(here)
    assert not opens(lost)
    assert not sessions.end_device(uuid4(), sessions.handle(here), START)
