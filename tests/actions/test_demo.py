"""The fictional circle can be looked at, is marked, and goes without a trace."""

from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from lamplit.actions import clock, demo, doors, entries, pictures, sharing
from lamplit.people.models import Circle, Membership, Person
from lamplit.vault.models import Entry
from tests.cast import Cast, a_journal, sign_in, write


@pytest.fixture
def shown(vault: None) -> dict[str, demo.DemoPerson]:
    demo.build_demo(clock.now())
    return {person.role: person for person in demo.demo_people("http://localhost:8000")}


def visit(person: demo.DemoPerson) -> doors.Visit:
    found = doors.enter(sign_in(UUID(person.person)), UUID(person.circle))
    assert found is not None
    return found


def test_the_demo_has_wren_a_carer_a_therapist_and_a_teacher(shown: dict[str, demo.DemoPerson]):
    assert set(shown) == {"subject", "carer", "therapist", "teacher"}
    assert (shown["subject"].name, shown["subject"].age) == ("Wren", 16)
    assert shown["carer"].age is None
    assert Circle.objects.get().is_demo


def test_building_the_demo_twice_makes_one(shown: dict[str, demo.DemoPerson]):
    assert demo.build_demo(clock.now()) is False
    assert Circle.objects.count() == 1
    assert Person.objects.count() == 4


def test_each_demo_person_finds_a_week_and_only_what_they_may_read(shown: dict[str, demo.DemoPerson]):
    pages = {role: entries.diary(visit(person)).items for role, person in shown.items()}
    own = [card for card in pages["subject"] if card.own]
    assert len({card.day for card in pages["subject"]}) == 7
    assert {card.who_sees for card in own} == {"Only you.", "You and Sam Okoro.", "You and Robin Hale."}
    assert [card.kind for card in pages["carer"] if card.author_role == "subject"] == ["photo"]
    theirs = [card for card in pages["therapist"] if card.author_role == "subject"]
    assert {card.id for card in theirs} == {card.id for card in own if card.who_sees == "You and Sam Okoro."}
    assert any(card.content_note for card in theirs)


def test_the_pictures_of_the_demo_are_there_and_open_only_for_those_they_are_for(shown: dict[str, demo.DemoPerson]):
    visits = {role: visit(person) for role, person in shown.items()}
    photos = [card for card in entries.diary(visits["subject"]).items if card.photo]
    assert {card.author_role for card in photos} == {"subject", "carer"}
    for card in photos:
        opened = {role: pictures.open_picture(each, card.id) is not None for role, each in visits.items()}
        assert {role for role, whether in opened.items() if whether} == {"subject", "carer"}
        assert {"therapist", "teacher"} <= opened.keys()


def test_who_sees_has_something_to_say_on_the_first_day(shown: dict[str, demo.DemoPerson]):
    assert {line.name for line in sharing.who_sees_log(visit(shown["subject"])).items} == {"Sam Okoro"}


@pytest.mark.parametrize("hour", [0, 3, 12, 23])
def test_nothing_in_the_demo_happened_later_than_now(vault: None, time_machine, hour: int):
    time_machine.move_to(clock.now().replace(hour=hour, minute=1))
    assert demo.build_demo(clock.now())
    for person in demo.demo_people("http://localhost:8000"):
        for card in entries.diary(visit(person)).items:
            assert card.iso <= clock.now().astimezone(clock.zone()).isoformat()


def test_a_demo_link_signs_in_once_and_satisfies_the_second_factor(shown: dict[str, demo.DemoPerson]):
    link = urlsplit(shown["therapist"].sign_in)
    assert link.netloc == "localhost:8000"
    client = Client()
    client.get(link.path, REMOTE_ADDR="127.0.0.1", headers={"Host": "localhost"})
    client.post(link.path, REMOTE_ADDR="127.0.0.1", headers={"Host": "localhost"})
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    found = doors.enter(key, UUID(shown["therapist"].circle))
    assert found is not None
    assert found.viewer.mfa


def test_removing_the_demo_leaves_real_circles_and_nothing_of_its_own(cast: Cast):
    mine = write(cast.subject, "journal", a_journal())
    demo.build_demo(clock.now())
    assert demo.remove_demo() == 1
    assert not Circle.objects.filter(is_demo=True).exists()
    assert Entry.objects.count() == 1
    assert Membership.objects.filter(circle__in=[cast.circle, cast.other_circle]).count() == 10
    assert Person.objects.count() == 10
    assert entries.read_entry(cast.subject.visit, mine) is not None
    assert demo.remove_demo() == 0
    assert demo.build_demo(clock.now())
