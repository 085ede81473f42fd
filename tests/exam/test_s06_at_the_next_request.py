"""S06: pausing, removing, leaving and a changed password end every open credential at the next request."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import RequestFactory

from lamplit.actions import circles, clock
from lamplit.people.models import Membership, Person
from tests.cast import Cast, Part, ask_api, make_cast, sign_in, write


def paused(cast: Cast) -> None:
    circles.pause(cast.therapist.visit, cast.carer.membership)


def removed_by_two(cast: Cast) -> None:
    circles.ask_removal(cast.therapist.visit, cast.carer.membership)
    circles.agree_removal(cast.social_worker.visit, cast.carer.membership)


def removed_after_72_hours(cast: Cast) -> None:
    circles.ask_removal(cast.therapist.visit, cast.carer.membership)
    Membership.objects.filter(pk=cast.carer.membership).update(removal_due_at=clock.now() - timedelta(seconds=1))


def gone_by_themselves(cast: Cast) -> None:
    circles.leave(cast.carer.visit)


def password_changed(cast: Cast) -> None:
    from allauth.account.adapter import get_adapter

    get_adapter(RequestFactory().post("/")).set_password(
        Person.objects.get(pk=cast.carer.person), "four quiet otter boats"
    )


def switched_off(cast: Cast) -> None:
    Person.objects.filter(pk=cast.carer.person).update(is_active=False)


ACTS: tuple[Callable[[Cast], None], ...] = (
    paused,
    removed_by_two,
    removed_after_72_hours,
    gone_by_themselves,
    password_changed,
    switched_off,
)


def doors_of(part: Part, more_cookies: list[str]) -> dict[str, Callable[[], bool]]:
    """Return every credential this person holds open, each as a question: does it still open something?"""
    from django.conf import settings
    from django.test import Client

    def by_cookie(key: str, path: str) -> bool:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = key
        return client.get(f"/c/{part.circle}/{path}").status_code == 200

    def by_token() -> bool:
        return bool(ask_api("GET", f"/api/v1/circles/{part.circle}/entries", token=part.token).status_code == 200)

    cookies = {f"cookie {n}": (lambda key=key: by_cookie(key, "diary")) for n, key in enumerate(more_cookies)}
    download = {"download": lambda: by_cookie(more_cookies[0], "export/record.csv")}
    return {**cookies, **download, "token": by_token}


@pytest.mark.exam("S06")
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_every_open_door_is_shut_at_the_next_request(db: None, act: Callable[[Cast], None]) -> None:
    cast = make_cast(10)
    write(cast.carer, "moment", {"tone": "good", "words": "We swam."})
    doors = doors_of(cast.carer, [cast.carer.session_key, sign_in(cast.carer.person), sign_in(cast.carer.person)])
    assert {name for name, opens in doors.items() if not opens()} <= {"download"}
    act(cast)
    assert [name for name, opens in doors.items() if opens()] == []


@pytest.mark.exam("S06")
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_nobody_else_is_shut_out_with_them(db: None, act: Callable[[Cast], None]) -> None:
    cast = make_cast(10)
    act(cast)
    for part in (cast.therapist, cast.social_worker, cast.subject):
        doors = doors_of(part, [part.session_key])
        assert doors["cookie 0"]()
        assert doors["token"]()


@pytest.mark.exam("S06")
def test_a_part_in_another_circle_stays_open_when_one_is_ended(db: None) -> None:
    from tests.exam.test_s20_links import let_into

    cast = make_cast(10)
    elsewhere = let_into(cast.other_circle, cast.stranger_carer, cast.carer)
    assert doors_of(elsewhere, [elsewhere.session_key])["cookie 0"]()
    removed_by_two(cast)
    assert doors_of(elsewhere, [elsewhere.session_key])["cookie 0"]()
