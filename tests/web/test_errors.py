"""When something does not work: a plain sentence, a way on, and the words still there."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from lamplit.actions import doors, entries
from lamplit.vault.failures import VaultLocked
from lamplit.web.views import errors
from tests.cast import Cast

WORDS = "The dog found the blue shoe behind the shed."
OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


def a_form(**fields: str) -> HttpRequest:
    request = RequestFactory().post("/c/somewhere/new/journal", {"text": WORDS, **fields})
    request.visit = None  # type: ignore[attr-defined]
    return request


def broken_by(error: Exception, **fields: str) -> tuple[int, str]:
    try:
        raise error
    except type(error):
        answer = errors.server_error(a_form(**fields))
    return answer.status_code, answer.content.decode()


def test_a_database_out_of_reach_keeps_the_words_on_the_page() -> None:
    status, page = broken_by(OperationalError("database is locked"))

    assert status == 503
    assert WORDS in page
    assert "database is locked" not in page


def test_a_locked_notebook_keeps_the_words_on_the_page() -> None:
    status, page = broken_by(VaultLocked("the key file /secret/place is missing"))

    assert status == 503
    assert WORDS in page
    assert "/secret/place" not in page


def test_our_own_mistake_keeps_the_words_and_tells_no_details() -> None:
    status, page = broken_by(ValueError("a name nobody may read"))

    assert status == 500
    assert WORDS in page
    assert "a name nobody may read" not in page


def test_choices_travel_along_so_that_saving_again_saves_everything() -> None:
    _, page = broken_by(ValueError("x"), tone="hard", id="4be4a05a-51f0-4ba2-b0e5-1ecbb1d1a111")

    assert '<input type="hidden" name="tone" value="hard">' in page
    assert 'value="4be4a05a-51f0-4ba2-b0e5-1ecbb1d1a111"' in page


def test_secrets_that_were_typed_are_never_put_back_on_a_page() -> None:
    _, page = broken_by(ValueError("x"), password="long and private", code="123 456", next="https://evil.example")

    assert "long and private" not in page
    assert "123 456" not in page
    assert "evil.example" not in page


def test_typed_words_are_shown_as_words_and_never_run() -> None:
    _, page = broken_by(ValueError("x"), words="</textarea><script>alert(1)</script>")

    assert "<script>alert" not in page


@pytest.mark.django_db
def test_a_form_that_waited_too_long_comes_back_with_its_words_and_can_be_saved_again(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = cast.carer.client.cookies
    path = reverse("new", args=[cast.circle, "journal"])

    answer = strict.post(path, {"text": WORDS}, headers=OURS)
    page = answer.content.decode()

    assert answer.status_code == 403
    assert WORDS in page
    assert "Save again" in page


@pytest.mark.django_db
def test_a_form_from_another_site_gets_no_such_help(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = cast.carer.client.cookies

    answer = strict.post(reverse("new", args=[cast.circle, "journal"]), {"text": WORDS})

    assert answer.status_code == 403
    assert WORDS not in answer.content.decode()


def test_a_body_over_the_limit_is_refused_before_it_is_read() -> None:
    answer = Client().post("/sign-in", data=b"x", content_type="text/plain", CONTENT_LENGTH=str(3 * 1024 * 1024))

    assert answer.status_code == 413
    assert "too long" in answer.content.decode()


def test_a_body_that_hid_its_length_is_refused_too() -> None:
    assert errors.bad_request(a_form(), RequestDataTooBig("too big")).status_code == 413


def test_what_is_missing_and_what_is_closed_look_the_same() -> None:
    first, second = (errors.not_found(RequestFactory().get(path)) for path in ("/one", "/two"))

    assert first.content == second.content


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["paused", "accepted"])
def test_a_place_that_is_not_open_says_so_in_one_sentence(
    cast: Cast, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lamplit.people.models import Membership

    Membership.objects.filter(pk=cast.carer.membership).update(state=state)
    monkeypatch.setattr(entries, "diary", lambda *_: pytest.fail("no page was asked for"))

    answer = cast.carer.client.get(reverse("diary", args=[cast.circle]))

    assert answer.status_code == 403
    assert ("paused" if state == "paused" else "Nearly there") in answer.content.decode()
    assert doors.enter(cast.carer.session_key, cast.circle) is not None
