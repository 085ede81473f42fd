"""Every address has a rule, and nobody passes who should not."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lamplit.engines.kernel import Role
from lamplit.people.models import Membership
from lamplit.web import policies
from lamplit.web.middleware import PolicyMiddleware
from tests.cast import Cast


def every_view(resolver: URLResolver | None = None) -> list[URLPattern]:
    found: list[URLPattern] = []
    for entry in (resolver or get_resolver()).url_patterns:
        found += every_view(entry) if isinstance(entry, URLResolver) else [entry]
    return found


def test_every_address_has_a_rule_about_who_may_ask() -> None:
    without = [str(entry.pattern) for entry in every_view() if policies.policy_of(entry.callback) is None]

    assert without == []


def test_a_page_whose_rule_was_forgotten_opens_to_nobody() -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse("words")

    request = RequestFactory().get("/forgotten")
    request.resolver_match = None
    request.visit = None  # type: ignore[attr-defined]

    answer = PolicyMiddleware(lambda request: HttpResponse()).process_view(request, forgotten, (), {})

    assert answer is not None
    assert answer.status_code == 403


def test_a_rule_may_name_the_roles_it_admits() -> None:
    rule = policies.Policy(policies.Door.MEMBER, frozenset({Role.THERAPIST}))

    assert rule.admits(Role.THERAPIST)
    assert not rule.admits(Role.CARER)
    assert not rule.admits(None)


@pytest.mark.django_db
def test_a_visitor_who_is_not_signed_in_is_asked_to_and_comes_back_here(cast: Cast) -> None:
    path = reverse("diary", args=[cast.circle])

    answer = Client().get(path)

    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in?next={path.replace('/', '%2F')}"


@pytest.mark.django_db
def test_a_stranger_gets_the_same_page_as_for_a_circle_that_is_not_there(cast: Cast) -> None:
    client = cast.stranger_carer.client

    closed = client.get(reverse("diary", args=[cast.circle]))
    missing = client.get(reverse("diary", args=["00000000-0000-4000-8000-000000000000"]))

    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content
    assert sorted(closed.headers.items()) == sorted(missing.headers.items())


@pytest.mark.django_db
def test_a_paused_member_is_told_so_and_keeps_the_words_just_typed(cast: Cast) -> None:
    client = cast.carer.client
    Membership.objects.filter(pk=cast.carer.membership).update(state="paused")

    answer = client.post(reverse("new", args=[cast.circle, "journal"]), {"text": "We planted beans today."})

    assert answer.status_code == 403
    assert "paused" in answer.content.decode()
    assert "We planted beans today." in answer.content.decode()


@pytest.mark.django_db
def test_the_operators_page_is_not_there_for_anybody_else(cast: Cast) -> None:
    assert cast.carer.client.get(reverse("operator")).status_code == 404


@pytest.mark.django_db
def test_words_sent_after_the_session_ended_stay_on_the_page(cast: Cast) -> None:
    path = reverse("new", args=[cast.circle, "journal"])

    answer = Client().post(path, {"text": "A line I would not write twice.", "password": "never shown"})
    page = answer.content.decode()

    assert answer.status_code == 403
    assert "A line I would not write twice." in page
    assert "never shown" not in page
    assert f'action="{path}"' in page
    assert "/sign-in" in page
