"""Every address of the house with sample values filled in, and everybody who may ask for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from lamplit.web.policies import Door, Policy, policy_of
from tests.cast import Cast

NOT_THERE = UUID("00000000-0000-4000-8000-000000000000")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
WORDS = {
    "kind": "journal",
    "answer": "yes",
    "name": "pause",
    "token": "no-such-token",
    "rest": "nothing",
    "slug": "breathe-your-way",
    "skill": "name-it",
    "behaviour": "running-off",
}


@dataclass(frozen=True)
class Address:
    """One address: its name, its path with blanks, and the rule in front of it."""

    name: str
    path: str
    policy: Policy


@dataclass(frozen=True)
class Asked:
    """One answer and what was asked."""

    who: str
    method: str
    path: str
    answer: HttpResponse


def addresses(resolver: URLResolver | None = None, before: str = "") -> list[Address]:
    """Return every address the house answers, in the order it looks them up."""
    found: list[Address] = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            found += addresses(entry, before + str(entry.pattern))
        else:
            found.append(_address(entry, before))
    return found


def members_only() -> list[Address]:
    """Return the addresses about one circle."""
    return [each for each in addresses() if each.policy.door is Door.MEMBER]


def fill(address: Address, circle: UUID, entry: UUID = NOT_THERE) -> str:
    """Return the path of `address` in `circle`, about `entry`."""
    nowhere = dict.fromkeys(
        ("draft", "membership", "invitation", "reply", "run", "way", "session", "card", "service"), NOT_THERE
    )
    values = {"circle": circle, "entry": entry, **nowhere}
    return address.path.format(**values, pk=1, **WORDS)


def everybody(cast: Cast) -> Iterator[tuple[str, Client]]:
    """Yield everyone of the cast with their own browser, and a visitor who is not signed in."""
    yield "visitor", Client(raise_request_exception=False)
    for part in (*cast.everyone, cast.stranger_carer):
        client = part.client
        client.raise_request_exception = False
        yield f"{part.name} ({part.role.value})", client


def ask(client: Client, method: str, path: str) -> HttpResponse:
    """Ask for `path` with an empty body."""
    return client.generic(method, path, b"", "application/x-www-form-urlencoded")


def crawl(cast: Cast, methods: tuple[str, ...] = ("GET",), entry: UUID | None = None) -> Iterator[Asked]:
    """Yield the answer to everybody for every address and method; signing out and hiding come last for each."""
    last = {"hide", "sign_out", "account_logout", "account_inactive"}
    paths = sorted(addresses(), key=lambda each: each.name in last)
    for who, client in everybody(cast):
        for address in paths:
            path = fill(address, cast.circle, entry or uuid4())
            for method in methods:
                yield Asked(who, method, path, ask(client, method, path))


def _address(entry: URLPattern, before: str) -> Address:
    blanks = re.sub(r"<\w+:(\w+)>", r"{\1}", f"/{before}{entry.pattern}")
    policy = policy_of(entry.callback)
    assert policy is not None, f"{entry.name} has no rule"
    return Address(str(entry.name), blanks, policy)
