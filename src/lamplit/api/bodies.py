"""Reads what a program sends, strictly: known fields of known types and nothing else; leaves the shapes to `shapes`."""

from typing import Any, TypeVar

import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError
from pydantic import BaseModel, ValidationError

from lamplit.actions.entries import Refused
from lamplit.actions.writing import refuse
from lamplit.api.shapes import LARGEST_PAGE
from lamplit.engines.kernel.saying import say

LARGEST = 256 * 1024  # bytes; the longest entry there can be, four bytes a character, with room

Shape = TypeVar("Shape", bound=BaseModel)

_FIRST = frozenset({"id", "member", "revision"})  # what says which thing is meant is looked at before what it holds
_NEEDED = {
    "body": say("Send the entry itself as an object."),
    "revision": say("Send the revision your change was made to."),
    "taken": say("Send true or false here."),
}


class TooBig(Exception):  # noqa: N818 - becomes the answer 413
    """More bytes were sent than one entry can hold."""


def read_body(request: HttpRequest, shape: type[Shape]) -> Shape:
    """Return the JSON object sent; raises TooBig, or Refused for anything that is not of that shape."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > LARGEST:
        raise TooBig
    try:
        sent = orjson.loads(request.body)
    except RequestDataTooBig:
        raise TooBig from None
    except (orjson.JSONDecodeError, UnreadablePostError):
        raise refuse("", "not_json", say("Send one JSON object.")) from None
    if not isinstance(sent, dict):
        raise refuse("", "not_json", say("Send one JSON object."))
    return read(sent, shape)


def read_query(request: HttpRequest, shape: type[Shape]) -> Shape:
    """Return what stands behind the question mark of an address; raises Refused."""
    return read(request.GET.dict(), shape)


def read(sent: dict[str, Any], shape: type[Shape]) -> Shape:
    """Return what was sent as that shape; raises Refused naming the first field to mend."""
    try:
        return shape.model_validate(sent)
    except ValidationError as trouble:
        found = trouble.errors(include_url=False, include_context=False, include_input=False)
    raise _refusal([(str(each["loc"][0]), each["type"]) for each in found])


def _refusal(found: list[tuple[str, str]]) -> Refused:
    """Return the refusal of the first field: what is not known here, then which thing is meant, then what it holds."""
    unknown = sorted(field for field, kind in found if kind == "extra_forbidden")
    if unknown:
        return refuse(unknown[0][:60], "unknown_field", say("Lamplit does not know this field here."))
    field, kind = min(found, key=lambda each: each[0] not in _FIRST)
    if kind == "uuid_parsing":
        return refuse(field, "not_an_id", say("Send a UUID here."))
    if field == "audience":
        return refuse(field, "not_a_list", say('Send a list such as ["me"].'))
    if field == "limit":
        return refuse(field, "not_in_range", say("Send a number from 1 to {largest_page}.", largest_page=LARGEST_PAGE))
    return refuse(field, "needed", _NEEDED.get(field, say("Send a text here.")))
