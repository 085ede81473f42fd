"""With a grown-up: one screen for two, and nothing else until the adult signs in again."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lamplit.actions import clock, entries
from lamplit.engines.kernel import Role
from lamplit.people.models import DeviceSession, Person
from lamplit.vault import profiles
from lamplit.vault.shapes import Profile
from tests.cast import Cast, a_browser, make_cast, sign_in


@pytest.fixture
def young(db: None) -> Cast:
    """A circle around a child of eight."""
    return make_cast(8)


def sat_down(cast: Cast) -> Client:
    """The carer's browser after the two of them have started."""
    client = cast.carer.client
    answer = client.post(reverse("together_begin", args=(cast.circle,)))
    assert answer.status_code == 302
    return client


def test_the_two_of_them_keep_the_weather_as_the_childs_own(young: Cast) -> None:
    client = sat_down(young)
    answers = {"weather": "stormy", "id": str(uuid4())}
    kept = client.post(reverse("together_keep", args=(young.circle,)), answers, follow=True)
    assert "Stormy. Kept." in kept.content.decode()
    [mine] = entries.diary(young.subject.visit).items
    assert mine.own
    assert mine.who_sees == "You and your carer."
    assert mine.together == "Made together with Robin"


def test_nothing_but_the_shared_screen_opens_until_the_adult_signs_in_again(young: Cast) -> None:
    client = sat_down(young)
    shared = reverse("together", args=(young.circle,))
    for name in ("home", "diary", "who_sees", "circle", "settings", "search", "export"):
        answer = client.get(reverse(name, args=(young.circle,)))
        assert (answer.status_code, answer.headers.get("Location")) == (302, shared), name
    assert client.get("/").headers["Location"] == shared
    assert client.get(f"/api/v1/circles/{young.circle}/entries").status_code == 404
    assert client.get("/now").status_code == 200


def test_what_was_kept_stands_in_no_address_and_is_forgotten_at_the_next_look(young: Cast) -> None:
    client = sat_down(young)
    kept = client.post(reverse("together_keep", args=(young.circle,)), {"weather": "stormy", "id": str(uuid4())})
    assert kept.status_code == 200
    assert kept.headers["Refresh"] == f"120; url=/c/{young.circle}/together"
    assert "stormy" not in kept.headers["Refresh"]
    fresh = client.get(reverse("together", args=(young.circle,)) + "?kept=stormy").content.decode()
    assert "Kept." not in fresh


def test_a_tap_can_be_taken_back_for_two_minutes_by_the_two_of_them_alone(young: Cast) -> None:
    client = sat_down(young)
    back = reverse("together_back", args=(young.circle,))
    kept = client.post(reverse("together_keep", args=(young.circle,)), {"weather": "stormy", "id": str(uuid4())})
    found = re.search(r'name="kept" value="([^"]+)"', kept.content.decode())
    assert found is not None
    other = young.therapist.client
    other.post(reverse("together_begin", args=(young.circle,)))
    alone = a_browser()
    alone.cookies["lamplit"] = sign_in(young.carer.person)
    for asking, text in ((other, found[1]), (client, "forged"), (alone, found[1])):
        asking.post(back, {"kept": text})
        assert len(entries.diary(young.subject.visit).items) == 1
    with time_machine.travel(clock.now() + timedelta(minutes=3), tick=False):
        client.post(back, {"kept": found[1]})
        assert len(entries.diary(young.subject.visit).items) == 1
    client.post(back, {"kept": found[1]})
    assert entries.diary(young.subject.visit).items == ()
    assert [card.icon for card in entries.recently_deleted(young.subject.visit)] == ["stormy"]


def test_a_shared_screen_closes_after_a_while_even_on_a_device_that_stays_signed_in(young: Cast) -> None:
    client = sat_down(young)
    DeviceSession.objects.filter(session_key=young.carer.session_key).update(trusted=True)
    shared = reverse("together", args=(young.circle,))
    with time_machine.travel(clock.now() + timedelta(minutes=20), tick=False):
        assert client.get(shared).status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=55), tick=False):
        assert client.get(shared).headers["Location"].startswith("/sign-in")


def test_a_birthday_while_they_sit_there_closes_the_screen_and_lets_the_grown_up_out(young: Cast) -> None:
    client = sat_down(young)
    shared = reverse("together", args=(young.circle,))
    grow_up(young, 13)
    page = client.get(shared).content.decode()
    assert "under 13" in page
    assert "we are done" in page
    assert client.post(reverse("together_keep", args=(young.circle,)), {"weather": "foggy"}).status_code == 404


def grow_up(cast: Cast, age: int) -> None:
    person = Person.objects.get(pk=cast.subject.person)
    born = clock.today().replace(year=clock.today().year - age, day=1)
    person.sealed_profile = profiles.seal_profile(person.pk, Profile("Wren", born))
    person.save()


def test_done_means_signed_out(young: Cast) -> None:
    client = sat_down(young)
    client.post(reverse("together_finish", args=(young.circle,)))
    assert client.get(reverse("diary", args=(young.circle,))).headers["Location"].startswith("/sign-in")


def test_the_shared_screen_shows_nothing_the_child_wrote_alone(young: Cast) -> None:
    alone = entries.Writing(uuid4(), "check_in", {"weather": "foggy", "words": "canary words of mine"})
    entries.write_entry(young.subject.visit, alone)
    page = sat_down(young).get(reverse("together", args=(young.circle,))).content.decode()
    assert "canary" not in page
    assert "Kept" not in page


def test_there_is_no_shared_screen_from_thirteen(db: None) -> None:
    teen = make_cast(13)
    page = teen.carer.client.get(reverse("together", args=(teen.circle,)))
    assert "under 13" in page.content.decode()
    assert teen.carer.client.post(reverse("together_begin", args=(teen.circle,))).status_code == 404


def test_a_teacher_has_no_shared_screen(young: Cast) -> None:
    assert young.teacher.role is Role.TEACHER
    assert young.teacher.client.get(reverse("together", args=(young.circle,))).status_code == 404
