"""Hide ends the session and leaves a plain page; no other site can press it."""

import pytest
from django.conf import settings
from django.test import Client

from lamplit.actions import doors
from tests.cast import Cast

OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


@pytest.mark.django_db
def test_hide_ends_the_session_and_goes_to_the_plain_page(cast: Cast) -> None:
    client = cast.subject.client

    answer = client.post("/hide", headers=OURS)

    assert answer.status_code == 303
    assert answer["Location"] == "/away"
    assert doors.enter(cast.subject.session_key, cast.circle) is None


@pytest.mark.django_db
def test_hide_empties_only_the_cache_so_the_help_pages_stay(cast: Cast) -> None:
    answer = cast.subject.client.post("/hide", headers=OURS)

    assert answer["Clear-Site-Data"] == '"cache"'


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}],
    ids=["says nothing", "foreign origin", "foreign site", "hidden origin"],
)
def test_another_site_cannot_press_hide(cast: Cast, headers: dict[str, str]) -> None:
    client = cast.subject.client

    assert client.post("/hide", headers=headers).status_code == 403
    assert doors.enter(cast.subject.session_key, cast.circle) is not None


@pytest.mark.django_db
def test_opening_the_address_of_hide_ends_nothing(cast: Cast) -> None:
    client = cast.subject.client

    assert client.get("/hide").status_code == 303
    assert doors.enter(cast.subject.session_key, cast.circle) is not None


def test_the_plain_page_says_nothing_about_us() -> None:
    page = Client().get("/away").content.decode()

    assert "<title>Notes</title>" in page
    assert "Help" not in page
    assert "amplit" not in page.replace("/static/lamplit/", "")
    assert settings.SESSION_COOKIE_NAME not in Client().get("/away").cookies
