"""Signing in as tests do it: people with passwords, codes and passkeys, and browsers that know nobody yet."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pyotp
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from lamplit.people.models import Person
from tests.cast import open_vault

PASSWORD = "otter kettle harbour lamp nine"


@dataclass
class Somebody:
    """One person with a sign-in name and perhaps a password."""

    person: Person
    password: str

    @property
    def name(self) -> str:
        """What they type to sign in."""
        return self.person.username


def somebody(name: str = "robin.vale", password: str | None = PASSWORD, shown: str = "Robin") -> Somebody:
    """Make a person; `password` None means that none opens the account."""
    from lamplit.vault import profiles
    from lamplit.vault.shapes import Profile

    open_vault()
    person_id = uuid4()
    sealed = profiles.seal_profile(person_id, Profile(shown))
    person = Person.objects.make(person_id, name, password, profile=sealed, on=date(2026, 1, 1))
    return Somebody(person, password or "")


def add_code_app(who: Somebody) -> str:
    """Give somebody a code app and return its seed."""
    from allauth.mfa.models import Authenticator

    from lamplit.actions import accounts

    seed = pyotp.random_base32(32)
    data = {"secret": accounts.seal_secret(who.person.pk, seed), "last_step": 0}
    Authenticator.objects.create(user=who.person, type=Authenticator.Type.TOTP, data=data)
    return seed


def sign_in(client: Client, who: Somebody, **more: Any) -> HttpResponse:
    """Type name and password on the sign-in page."""
    typed = {"login": who.name, "password": who.password} | more.pop("typed", {})
    answer: Any = client.post("/sign-in", typed, **more)
    return answer


def signed_in(who: Somebody, **more: Any) -> Client:
    """Return a browser that has signed in with the password just now."""
    client = Client()
    answer = sign_in(client, who, **more)
    assert answer.status_code == 302, answer.content
    assert is_in(client)
    return client


def is_in(client: Client) -> bool:
    """Say whether the browser's session opens a page for signed-in people."""
    return client.get("/account").status_code == 200


def session_id(client: Client) -> str:
    """Return the value of the session cookie, or nothing."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie.value if cookie else ""


def words(answer: Any) -> str:
    """Return the text of a page without its tags."""
    page = re.sub(r"<(script|style).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
