"""Entries for programs: list, create, read, change, delete; leaves every decision to actions."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from lamplit.actions import entries, sharing
from lamplit.actions.doors import Visit
from lamplit.actions.entries import Clash, Refused, Written
from lamplit.actions.writing import refuse
from lamplit.api import answers
from lamplit.api.bodies import CREATE, REVISE, TooBig, read_body, read_id, read_revision, writing_of
from lamplit.api.credentials import in_circle
from lamplit.vault.failures import NotSaved, VaultLocked

PAGE = 50
LARGEST_PAGE = 100

View = Callable[..., HttpResponse]


def _saying_no(view: View) -> View:
    """Turn what actions refuse into answers."""

    @wraps(view)
    def answered(request: HttpRequest, visit: Visit, **ids: Any) -> HttpResponse:
        try:
            return view(request, visit, **ids)
        except TooBig:
            return answers.too_big()
        except Refused as refusal:
            return answers.problems(refusal.problems)
        except (NotSaved, VaultLocked) as trouble:
            return answers.error(503, "not_saved", str(trouble))
        except Clash:
            return answers.error(409, "clash", "This id already holds something else. Read it, then send again.", "id")

    return answered


@in_circle("GET", "POST")
@_saying_no
def many(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List what this visitor may see, or keep a new entry."""
    return _create(request, visit) if request.method == "POST" else _list(request, visit)


def _list(request: HttpRequest, visit: Visit) -> HttpResponse:
    unknown = sorted(set(request.GET) - {"before", "limit"})
    if unknown:
        raise refuse(unknown[0][:60], "unknown_field", "Lamplit does not know this field here.")
    return answers.raw(entries.diary_json(visit, request.GET.get("before") or None, _limit(request)))


def _limit(request: HttpRequest) -> int:
    asked = request.GET.get("limit", str(PAGE))
    if not (asked.isascii() and asked.isdigit() and len(asked) < 4 and 1 <= int(asked) <= LARGEST_PAGE):
        raise refuse("limit", "not_in_range", f"Send a number from 1 to {LARGEST_PAGE}.")
    return int(asked)


def _create(request: HttpRequest, visit: Visit) -> HttpResponse:
    body = read_body(request, CREATE)
    written = entries.write_entry(visit, writing_of(body, read_id(body, "id")))
    return _written(written, 201 if written.created else 200)


def _written(written: Written, status: int) -> HttpResponse:
    said = {"id": written.id, "revision": written.revision, "who_sees": written.who_sees}
    return answers.answer(said, status)


@in_circle("GET", "PUT", "DELETE")
@_saying_no
def one(request: HttpRequest, visit: Visit, entry: UUID) -> HttpResponse:
    """Read, change or delete one entry."""
    if request.method == "PUT":
        return _change(request, visit, entry)
    if request.method == "DELETE":
        return answers.raw(b"", 204) if entries.delete_entry(visit, entry) else answers.missing()
    found = entries.entry_json(visit, entry)
    return answers.raw(found) if found else answers.missing()


def _change(request: HttpRequest, visit: Visit, entry: UUID) -> HttpResponse:
    body = read_body(request, REVISE)
    written = entries.revise_entry(visit, entry, read_revision(body), writing_of(body, entry))
    return _written(written, 200) if written else answers.missing()


@in_circle("POST", "DELETE")
@_saying_no
def shares(request: HttpRequest, visit: Visit, entry: UUID) -> HttpResponse:
    """Show one entry to one member, or take it back; `member` is the id of a membership."""
    member = read_id(read_body(request, {"member"}), "member")
    if request.method == "POST":
        return answers.answer({"shown": True}) if sharing.show_entry(visit, entry, member) else answers.missing()
    return answers.raw(b"", 204) if sharing.stop_showing(visit, entry, member) else answers.missing()
