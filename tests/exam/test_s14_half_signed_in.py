"""S14: somebody who has typed only the password, with a second step to come, is nobody anywhere."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from lamplit.actions import doors
from lamplit.engines.kernel import Role
from lamplit.web.policies import Door, policy_of
from tests.cast import Cast
from tests.signing import PASSWORD, Somebody, add_code_app, is_in, session_id, sign_in

pytestmark = [pytest.mark.exam("S14"), pytest.mark.django_db]
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture
def sam(cast: Cast) -> Somebody:
    """The therapist of the circle, with a password and a code app."""
    from lamplit.people.models import Person

    person = Person.objects.get(pk=cast.therapist.person)
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return Somebody(person, PASSWORD)


@pytest.fixture
def half(sam: Somebody) -> Client:
    """Their browser after the password and before the code."""
    add_code_app(sam)
    client = Client(raise_request_exception=False)
    assert sign_in(client, sam, typed={"stay": "1"}).headers["Location"] == "/sign-in/second-step"
    return client


def guarded(cast: Cast) -> list[str]:
    """Return every address that asks for more than nothing, with real ids in it where it has any."""
    found = []
    for prefix, pattern in every_pattern(get_resolver(), ""):
        policy = policy_of(pattern.callback)
        if policy is None or policy.door is not Door.PUBLIC or prefix.startswith("api/v1/circles"):
            found.append("/" + filled(prefix, str(cast.circle)))
    return found


def every_pattern(resolver: URLResolver, prefix: str) -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for each in resolver.url_patterns:
        here = prefix + str(each.pattern)
        found += every_pattern(each, here) if isinstance(each, URLResolver) else [(here, each)]
    return found


def filled(route: str, circle: str) -> str:
    words = {"circle": circle, "kind": "journal", "token": "x" * 43, "pk": "1"}
    parts = []
    for part in route.replace("<", "\n<").replace(">", ">\n").split("\n"):
        name = part.strip("<>").split(":")[-1]
        parts.append(words.get(name, circle) if part.startswith("<") else part)
    return "".join(parts)


def opens(answer: Any) -> bool:
    """Say whether an answer is more than a refusal: another page asked for, a sign-in asked for, or nothing there.

    The school page has no sign-in: it leads to the plain page that says to ask home for a code.
    """
    if answer.status_code in {301, 302, 303}:
        return answer.headers["Location"] != "/school" and not answer.headers["Location"].startswith("/sign-in")
    return answer.status_code < 400


def test_a_password_without_its_second_step_opens_no_page_at_all(half: Client, cast: Cast) -> None:
    addresses = guarded(cast)
    assert len(addresses) > 30
    opened = [(method, at) for at in addresses for method in METHODS if opens(getattr(half, method)(at))]
    assert opened == []


def test_its_cookie_is_nobody_at_the_door_of_a_circle(half: Client, cast: Cast) -> None:
    assert doors.enter(session_id(half), cast.circle) is None
    assert doors.enter_by_token(session_id(half), cast.circle) is None


@pytest.mark.parametrize("kind", ["Basic", "Bearer"])
def test_neither_password_nor_cookie_is_a_credential_of_another_kind(
    half: Client, cast: Cast, sam: Somebody, kind: str
) -> None:
    pair = base64.b64encode(f"{sam.name}:{sam.password}".encode()).decode()
    for secret in (pair if kind == "Basic" else sam.password, session_id(half)):
        for address in (f"/api/v1/circles/{cast.circle}/entries", f"/c/{cast.circle}/", "/account"):
            assert not opens(
                Client(raise_request_exception=False).get(address, headers={"Authorization": f"{kind} {secret}"})
            )


def test_going_back_to_the_sign_in_page_leads_to_the_second_step_again(half: Client) -> None:
    assert half.get("/sign-in").headers["Location"] == "/sign-in/second-step"


def test_staying_signed_in_begins_after_the_second_step_and_not_before(half: Client) -> None:
    assert half.cookies[settings.SESSION_COOKIE_NAME]["max-age"] in ("", settings.SESSION_COOKIE_AGE)
    fresh = Client(raise_request_exception=False)
    fresh.cookies[settings.SESSION_COOKIE_NAME] = session_id(half)
    assert not is_in(fresh)


def test_a_second_step_that_comes_too_late_begins_again_and_reloading_does_not_help(sam: Somebody) -> None:
    seed = add_code_app(sam)
    client = Client()
    with time_machine.travel(datetime(2026, 5, 1, 12, tzinfo=UTC), tick=False) as clock:
        sign_in(client, sam)
        clock.shift(timedelta(minutes=11))
        for _ in range(3):
            answer = client.post(
                "/sign-in/second-step", {"code": pyotp.TOTP(seed).at(datetime(2026, 5, 1, 12, 11, tzinfo=UTC))}
            )
            assert answer.headers["Location"].startswith("/sign-in")
            assert not is_in(client)


def test_a_therapist_who_used_no_second_step_is_led_to_one_and_sees_no_entry(cast: Cast, sam: Somebody) -> None:
    client = Client()
    assert sign_in(client, sam).headers["Location"].startswith("/account/second-step")
    assert "second step" in client.get("/account/second-step").content.decode()
    visit = doors.enter(session_id(client), cast.circle)
    assert visit is not None
    assert visit.viewer.role is Role.THERAPIST
    assert visit.viewer.mfa is False


def test_the_code_opens_what_the_password_alone_did_not(sam: Somebody, cast: Cast) -> None:
    seed = add_code_app(sam)
    client = Client()
    sign_in(client, sam)
    client.post("/sign-in/second-step", {"code": pyotp.TOTP(seed).now()})
    visit = doors.enter(session_id(client), cast.circle)
    assert visit is not None
    assert visit.viewer.mfa is True
