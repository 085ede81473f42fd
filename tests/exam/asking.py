"""Every address inside one circle, asked with bodies that would do something, and whether anything moved."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import orjson
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import Cast, Part

TOLD_APART = ("people_session", "vault_audit", "web_cache", "django_", "sqlite_")
FORM = {
    "weather": "stormy",
    "text": "typed",
    "tone": "good",
    "words": "typed",
    "role": "carer",
    "ground": "court",
    "given_by": "me",
    "responsibility": "no",
    "knowing": "yes",
    "q": "canary",
    "audience": "role:carer",
    "audience_set": "1",
}
BODY = {"kind": "check_in", "happened_at": "2026-01-01T10:00:00Z", "audience": [], "body": {"weather": "foggy"}}


def addresses_in(cast: Cast, target: Part, entry: UUID) -> list[str]:
    """Return every address that stands inside the cast's circle, filled in with ids that exist."""
    known: Mapping[str, object] = {
        "circle": cast.circle,
        "membership": target.membership,
        "entry": entry,
        "reply": uuid4(),
        "draft": uuid4(),
        "invitation": uuid4(),
        "way": uuid4(),
        "kind": "check_in",
        "name": "pause",
        "run": uuid4(),
        "session": uuid4(),
        "card": uuid4(),
        "slug": "breathe-your-way",
        "skill": "name-it",
        "behaviour": "running-off",
        "answer": "yes",
    }
    routes = [route for route in _routes(get_resolver().url_patterns, "") if "<uuid:circle>" in route]
    return sorted({"/" + _filled(route, known) for route in routes})


def _routes(patterns: list[Any], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def _filled(route: str, known: Mapping[str, object]) -> str:
    for part in route.split("<")[1:]:
        tag = part.split(">")[0]
        route = route.replace(f"<{tag}>", str(known[tag.split(":")[-1]]))
    return route


def ask(client: Client, method: str, address: str, token: str | None = None) -> tuple[int, bytes]:
    """Ask for one address with a body that would do something for a member; returns status and content."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer: Any
    if method == "GET":
        answer = client.get(address, {"q": "canary"}, headers=headers)
    elif address.startswith("/api/"):
        data = orjson.dumps({**BODY, "id": str(uuid4())})
        answer = client.generic(method, address, data, "application/json", headers=headers)
    else:
        data = urlencode({**FORM, "id": uuid4()}).encode()
        answer = client.generic(method, address, data, "application/x-www-form-urlencoded", headers=headers)
    return answer.status_code, b"".join(answer.streaming_content) if answer.streaming else answer.content


def everything_kept() -> str:
    """Return one hash over every row of people and entries; sessions and the audit may move."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if not table.startswith(TOLD_APART):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own table names
                digest.update(f"{table}{sorted(repr(row) for row in cursor.fetchall())}".encode())
    return digest.hexdigest()
