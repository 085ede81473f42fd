"""Reads what a program sends, strictly: known fields of known types and nothing else."""

from collections.abc import Iterable
from uuid import UUID

import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from lamplit.actions.entries import Writing
from lamplit.actions.times import read_moment
from lamplit.actions.writing import refuse

LARGEST = 256 * 1024  # bytes; the longest entry there can be, four bytes a character, with room
CREATE = frozenset({"id", "kind", "happened_at", "audience", "body"})
REVISE = frozenset({"kind", "happened_at", "audience", "body", "revision"})

Body = dict[str, object]


class TooBig(Exception):  # noqa: N818 - becomes the answer 413
    """More bytes were sent than one entry can hold."""


def read_body(request: HttpRequest, known: Iterable[str]) -> Body:
    """Return the JSON object sent; raises TooBig, or Refused for anything but `known` fields."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > LARGEST:
        raise TooBig
    try:
        sent = orjson.loads(request.body)
    except RequestDataTooBig:
        raise TooBig from None
    except orjson.JSONDecodeError:
        raise refuse("", "not_json", "Send one JSON object.") from None
    if not isinstance(sent, dict):
        raise refuse("", "not_json", "Send one JSON object.")
    unknown = sorted(set(sent) - set(known))
    if unknown:
        raise refuse(unknown[0][:60], "unknown_field", "Lamplit does not know this field here.")
    return sent


def writing_of(body: Body, entry_id: UUID) -> Writing:
    """Return what a program wants to keep; raises Refused naming the field."""
    when = _text(body, "happened_at", needed=False)
    fields = body.get("body")
    if not isinstance(fields, dict):
        raise refuse("body", "needed", "Send the entry itself as an object.")
    return Writing(
        id=entry_id,
        kind=_text(body, "kind"),
        fields=fields,
        happened_at=read_moment(when) if when else None,
        audience=_audience(body),
    )


def read_id(body: Body, field: str) -> UUID:
    """Return a UUID of the body; raises Refused."""
    try:
        return UUID(_text(body, field))
    except ValueError:
        raise refuse(field, "not_an_id", "Send a UUID here.") from None


def read_revision(body: Body) -> int:
    """Return the version a change was made to; raises Refused."""
    revision = body.get("revision")
    if isinstance(revision, bool) or not isinstance(revision, int):
        raise refuse("revision", "needed", "Send the revision your change was made to.")
    return revision


def _text(body: Body, field: str, *, needed: bool = True) -> str:
    value = body.get(field)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or (needed and not value):
        raise refuse(field, "needed", "Send a text here.")
    return value


def _audience(body: Body) -> list[str] | None:
    sent = body.get("audience")
    if sent is None:
        return None
    if not isinstance(sent, list) or not all(isinstance(each, str) for each in sent):
        raise refuse("audience", "not_a_list", 'Send a list such as ["me"].')
    return [str(each) for each in sent]
