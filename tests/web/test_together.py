"""With a grown-up: one screen for two, and nothing else until the adult signs in again."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from lamplit.actions import entries
from lamplit.engines.kernel import Role
from tests.cast import Cast, make_cast


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
