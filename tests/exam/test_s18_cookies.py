"""S18: every cookie that is ever set is bound to this host, to TLS, and out of the reach of scripts."""

import runpy
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from lamplit.actions import accounts, clock
from lamplit.config import settings as source
from lamplit.engines.kernel import Role
from tests.cast import make_circle
from tests.signing import Somebody, sign_in, somebody

pytestmark = [pytest.mark.exam("S18"), pytest.mark.django_db]
_PARTS = ("PLACE_COOKIE_", "SESSION_COOKIE_", "CSRF_COOKIE_", "SECURE_SSL", "INSECURE_HTTP")


@pytest.fixture
def as_served(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The settings as they are for a house that is reached over TLS."""
    monkeypatch.setenv("LAMPLIT_INSECURE_HTTP", "no")
    real = runpy.run_path(source.__file__)
    with override_settings(**{name: value for name, value in real.items() if name.startswith(_PARTS)}):
        yield


@pytest.fixture
def robin() -> Somebody:
    return somebody()


def every_answer(client: Client, robin: Somebody) -> Iterator[Any]:
    """Walk through everything that begins, changes or ends a session."""
    for address in (
        "/",
        "/now",
        "/sign-in",
        "/sign-in/passkey",
        "/sign-in/forgot",
        "/worried",
        "/seek-help",
        "/away",
        "/no-such-page",
    ):
        yield client.get(address, secure=True)
    yield client.get("/sign-in/passkey", secure=True, headers={"Accept": "application/json"})
    yield sign_in(client, robin, typed={"password": "not the right one"}, secure=True)
    yield sign_in(client, robin, typed={"stay": "1"}, secure=True)
    for address in ("/account", "/account/devices", "/account/ways-in", "/account/app", "/account/passkeys/add"):
        yield client.get(address, secure=True)
    changed = {"oldpassword": robin.password, "password1": "seven quiet violets beyond"}
    yield client.post("/account/password", changed, secure=True)
    yield client.post("/account/devices/end-others", secure=True)
    yield client.post("/sign-out", secure=True)
    token = accounts.make_link(robin.person.pk, "device", clock.now())
    yield client.get(f"/enter/{token}", secure=True)
    yield client.post(f"/enter/{token}", secure=True)
    yield client.post("/hide", secure=True)
    yield from two_circles(robin)


def two_circles(robin: Somebody) -> Iterator[Any]:
    """Walk through two circles of one person, where the device learns which came last."""
    known = {Role.CARER: robin.person.pk}
    for _ in range(2):
        circle, parts = make_circle(10, (Role.SUBJECT, Role.CARER), known)
        yield parts[Role.CARER].client.get(f"/c/{circle}/", secure=True)


@pytest.mark.usefixtures("as_served")
def test_every_cookie_is_bound_to_the_host_to_tls_and_hidden_from_scripts(robin: Somebody) -> None:
    seen = set()
    for answer in every_answer(Client(), robin):
        for name, cookie in answer.cookies.items():
            seen.add(name)
            assert name.startswith("__Host-"), name
            assert cookie["secure"], name
            assert cookie["httponly"], (name, answer.request["PATH_INFO"])
            assert cookie["samesite"] == "Lax", name
            assert cookie["domain"] == "", name
            assert cookie["path"] == "/", name
    assert seen == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.PLACE_COOKIE_NAME}


@pytest.mark.usefixtures("as_served")
def test_a_stay_of_thirty_days_is_in_the_cookie_only_when_it_was_chosen(robin: Somebody) -> None:
    stays, goes = Client(), Client()
    sign_in(stays, robin, typed={"stay": "1"}, secure=True)
    sign_in(goes, robin, secure=True)
    assert stays.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 30 * 24 * 3600
    assert goes.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""


def test_plain_names_are_for_plain_http_on_this_machine_only() -> None:
    assert settings.INSECURE_HTTP
    assert settings.SESSION_COOKIE_NAME == "lamplit"
