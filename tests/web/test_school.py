"""The school page and its doors as a browser without scripts meets them."""

from uuid import uuid4

import pytest
from django.test import Client

from lamplit.actions import teacher_links
from lamplit.actions.circles import Agreed
from lamplit.engines.kernel import Role
from tests.acceptance.schooling import TOKEN, clinical
from tests.cast import Cast, a_journal, a_moment, make_cast, write
from tests.exam.crawl import ask, fill, members_only

pytestmark = pytest.mark.django_db
AGREED = Agreed("local_authority", "no", "outside")


def device(cast: Cast, **more: str) -> Client:
    """Return a browser on which the school page was opened with link and code."""
    handed = teacher_links.make(cast.carer.visit, "Mr Bell", AGREED)
    client = Client(raise_request_exception=False)
    answer = client.post("/school", {"token": handed.link, "code": handed.code, **more})
    assert answer.headers["Location"] == f"/c/{cast.circle}/school"
    return client


@pytest.mark.row("TP18")
@pytest.mark.parametrize("age", [16, 9])
def test_every_page_that_answers_a_teacher_holds_nothing_but_school(db: None, age: int) -> None:
    cast = make_cast(age)
    theirs = write(cast.carer, "moment", a_moment("redkettle"))
    write(cast.subject, "journal", a_journal("quietbarn"))
    mine = write(cast.teacher, "school_moment", {"tone": "went_well", "words": "Led the warm-up."})
    client, opened = device(cast), set()
    for part in (client, cast.teacher.client):
        for address in members_only():
            for entry in (mine, theirs, uuid4()):
                answer = ask(part, "GET", fill(address, cast.circle, entry))
                text = TOKEN.sub("", answer.content.decode() if not answer.streaming else "")
                assert clinical(text) == [], address.name
                assert not any(word in text for word in ("redkettle", "quietbarn")), address.name
                assert not any(name in text for name in ("Robin", "Sam", "Jo ")), address.name
                if answer.status_code < 400:
                    opened.add(address.name)
    assert opened == {
        *("home", "school", "diary", "search", "entry", "deleted", "school_skills", "school_skill"),
        *("school_try", "school_try_one", "school_try_run"),
        *("school_behaviours", "school_behaviour"),
    }


def test_a_page_that_is_yet_to_come_stays_shut_for_teachers() -> None:
    from lamplit.web.policies import member, policy_of

    def page() -> None: ...

    policy = policy_of(member()(page))
    assert policy is not None
    assert not policy.admits(Role.TEACHER)
    assert all(policy.admits(role) for role in Role if role is not Role.TEACHER)


def test_search_finds_a_teacher_their_own_words_only(cast: Cast) -> None:
    write(cast.carer, "moment", a_moment("The warm kettle"))
    write(cast.teacher, "school_moment", {"tone": "went_well", "words": "Led the warm-up."})
    text = cast.teacher.client.post(f"/c/{cast.circle}/search", {"words": "warm"}).content.decode()
    assert "One found" in text
    assert "kettle" not in text


def test_the_home_of_a_teacher_is_the_school_page(cast: Cast) -> None:
    answer = cast.teacher.client.get(f"/c/{cast.circle}/")
    assert answer.headers["Location"] == f"/c/{cast.circle}/school"
    assert cast.carer.client.get(f"/c/{cast.circle}/school").status_code == 404


def test_a_shared_computer_closes_after_half_an_hour_and_an_own_device_stays(cast: Cast, time_machine) -> None:  # type: ignore[no-untyped-def]
    from datetime import timedelta

    from lamplit.actions import clock

    shared, own = device(cast), device(cast, mine="yes")
    now = clock.now()
    time_machine.move_to(now + timedelta(minutes=31))
    assert shared.get(f"/c/{cast.circle}/school").headers["Location"] == "/school"
    assert own.get(f"/c/{cast.circle}/school").status_code == 200
    time_machine.move_to(now + timedelta(days=31))
    assert own.get(f"/c/{cast.circle}/school").headers["Location"] == "/school"


def test_words_sent_after_the_page_closed_come_back_to_be_copied(cast: Cast) -> None:
    form = {"id": str(uuid4()), "tone": "was_hard", "words": "Half a line."}
    answer = Client().post(f"/c/{cast.circle}/school/send", form)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "Half a line." in text
    assert "sign in" not in text.lower()


def test_a_clash_gives_the_page_a_new_id_so_that_both_can_be_sent(cast: Cast) -> None:
    client, at = device(cast), f"/c/{cast.circle}/school/send"
    form = {"id": str(uuid4()), "tone": "went_well", "words": "One."}
    assert client.post(at, form).status_code == 302
    answer = client.post(at, form | {"words": "Two."})
    assert answer.status_code == 409
    assert "Two." in answer.content.decode()
    assert f'name="id" value="{form["id"]}"' not in answer.content.decode()


def test_a_teacher_takes_back_only_what_is_theirs(cast: Cast) -> None:
    client, theirs = device(cast), write(cast.teacher, "school_moment", {"tone": "went_well"})
    assert client.post(f"/c/{cast.circle}/school/{theirs}/back").status_code == 404
    assert cast.teacher.client.post(f"/c/{cast.circle}/school/{theirs}/back").status_code == 302
