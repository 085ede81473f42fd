"""The fictional circles can be looked at, are marked, and go without a trace."""

from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from lamplit.actions import clock, demo, doors, entries, pictures, sharing
from lamplit.engines.kernel import Role
from lamplit.people import memberships
from lamplit.people.models import Circle, Membership, Person
from lamplit.vault.models import AuditEvent, Entry
from tests.cast import Cast, a_journal, sign_in, write

WREN = ("wren",)
URL = "http://localhost:8000"


@pytest.fixture
def shown(vault: None) -> dict[str, demo.DemoPerson]:
    demo.build_demo(clock.now(), WREN)
    return {person.role: person for person in demo.demo_people(URL)}


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
    assert demo.build_demo(clock.now(), WREN) is False
    assert Circle.objects.count() == 1
    assert Person.objects.count() == 4


def everything(visit: doors.Visit) -> list[entries.EntryCard]:
    """All that this person may read, as their diary shows it page by page."""
    cards: list[entries.EntryCard] = []
    before = None
    while True:
        page = entries.diary(visit, before, limit=100)
        cards += page.items
        if page.next is None:
            return cards
        before = page.next


def test_each_demo_person_finds_nine_weeks_and_only_what_they_may_read(shown: dict[str, demo.DemoPerson]):
    pages = {role: everything(visit(person)) for role, person in shown.items()}
    own = [card for card in pages["subject"] if card.own]
    assert (own[0].day - own[-1].day).days >= 56
    assert {card.who_sees for card in own} == {
        "Only you.",
        "You and Sam Okoro.",
        "You and Robin Hale.",
        "You, Robin Hale and Sam Okoro.",
        "You and your carer.",
        "You and your therapist.",
        "Only you. Your therapist sees it is there, not your words.",
    }
    hinted = {card.kind for card in pages["therapist"] if card.author_role == "subject" and card.level == "summary"}
    assert hinted == {"practice_done"}, "how far something came that was given"
    theirs = {card.id: card.who_sees for card in own}
    for role, name in (("carer", "Robin Hale"), ("therapist", "Sam Okoro")):
        read = {card.id for card in pages[role] if card.author_role == "subject" and card.level == "full"}
        seen = (name, f"You and your {role}.")
        assert read == {
            entry for entry, line in theirs.items() if line.startswith("You") and any(s in line for s in seen)
        }
    assert any(card.content_note for card in pages["therapist"])
    assert {card.author_role for card in pages["teacher"]} == {"teacher"}


def test_what_was_shown_and_taken_back_and_paused_really_was(shown: dict[str, demo.DemoPerson]):
    acts = set(AuditEvent.objects.filter(circle=shown["subject"].circle).values_list("action", flat=True))
    assert {
        "show",
        "stop_showing",
        "sharing.paused",
        "sharing.again",
        "sign_off",
        "add_to",
        "delete",
        "reply",
        "page",
    } <= acts


def test_the_pictures_of_the_demo_are_there_and_open_only_for_those_they_are_for(shown: dict[str, demo.DemoPerson]):
    visits = {role: visit(person) for role, person in shown.items()}
    photos = [card for card in everything(visits["subject"]) if card.photo]
    assert {card.author_role for card in photos} == {"subject", "carer"}
    for card in photos:
        opened = {role: pictures.open_picture(each, card.id) is not None for role, each in visits.items()}
        assert {role for role, whether in opened.items() if whether} == {"subject", "carer"}
        assert {"therapist", "teacher"} <= opened.keys()


def test_who_sees_has_something_to_say_on_the_first_day(shown: dict[str, demo.DemoPerson]):
    log, before = [], None
    while True:
        page = sharing.who_sees_log(visit(shown["subject"]), before)
        log += page.items
        before = page.next
        if before is None:
            break
    assert {line.name for line in log} == {"Sam Okoro", "Robin Hale"}
    assert len({line.on for line in log}) >= 4, "looked at in several weeks, not all today"


@pytest.mark.parametrize("hour", [0, 12])
def test_nothing_in_the_demo_happened_later_than_now(vault: None, time_machine, hour: int):
    time_machine.move_to(clock.now().replace(hour=hour, minute=1))
    assert demo.build_demo(clock.now(), WREN)
    for person in demo.demo_people(URL):
        for card in everything(visit(person)):
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
    demo.build_demo(clock.now(), ("kestrel",))
    assert demo.remove_demo() == 1
    assert not Circle.objects.filter(is_demo=True).exists()
    assert Entry.objects.count() == 1
    assert Membership.objects.filter(circle__in=[cast.circle, cast.other_circle]).count() == 10
    assert Person.objects.count() == 10
    assert entries.read_entry(cast.subject.visit, mine) is not None
    assert demo.remove_demo() == 0
    assert demo.build_demo(clock.now(), ("kestrel",))


def test_somebody_real_who_tried_the_demo_loses_only_their_part_in_it(cast: Cast):
    demo.build_demo(clock.now(), WREN)
    mine = write(cast.carer, "journal", a_journal())
    circle = Circle.objects.get(is_demo=True).id
    memberships.found(circle, cast.carer.person, Role.CARER, clock.now())
    assert str(cast.carer.person) not in {each.person for each in demo.demo_people(URL)}, "no link into a real account"
    demo.remove_demo()
    assert Person.objects.filter(pk=cast.carer.person).exclude(sealed_profile=b"").exists()
    assert entries.read_entry(cast.carer.visit, mine) is not None
