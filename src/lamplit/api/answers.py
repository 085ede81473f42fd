"""What the JSON face says: items, refusals, and one body for whatever is not there; leaves deciding to actions."""

from collections.abc import Sequence

import orjson
from django.http import HttpResponse

from lamplit.actions.entries import Problem
from lamplit.actions.tongue import aloud
from lamplit.engines.kernel.saying import say

JSON = "application/json"


def answer(value: object, status: int = 200) -> HttpResponse:
    """Return `value` as JSON."""
    return raw(orjson.dumps(value), status)


def raw(body: bytes, status: int = 200) -> HttpResponse:
    """Return bytes that are JSON already; nothing of the JSON face is ever kept by a cache."""
    return HttpResponse(body, status=status, content_type=JSON, headers={"Cache-Control": "no-store"})


def error(status: int, code: str, message: str, field: str | None = None) -> HttpResponse:
    """Return a refusal: `code` for programs, `message` for people, `field` where it can be mended."""
    return answer({"error": {"code": code, "message": aloud(message), "field": field or None}}, status)


def missing() -> HttpResponse:
    """Return the one answer for what is not there and for what may not be seen; they cannot be told apart."""
    return error(404, "not_found", say("There is nothing here."))


def no_credentials() -> HttpResponse:
    """Return the answer to somebody who has not said who they are, or whose key opens nothing."""
    response = error(401, "no_credentials", say("Sign in, or send a token in the Authorization header."))
    response["WWW-Authenticate"] = "Bearer"
    return response


def problems(found: Sequence[Problem]) -> HttpResponse:
    """Return the first problem of what was sent; one at a time is enough to mend it."""
    first = found[0]
    return error(422, first.code, first.message, first.field)


def too_big() -> HttpResponse:
    """Return the answer to more bytes than an entry can hold."""
    return error(413, "too_big", say("That is too long to keep in one entry. Send less."))


def allowing(methods: Sequence[str]) -> HttpResponse:
    """Return the answer to somebody who asks which methods an address knows."""
    response = raw(b"", 204)
    response["Allow"] = ", ".join(methods)
    return response


def not_allowed(methods: Sequence[str]) -> HttpResponse:
    """Return the answer to a method this address does not know."""
    response = error(405, "method_not_allowed", say("This address does not know that method."))
    response["Allow"] = ", ".join(methods)
    return response
