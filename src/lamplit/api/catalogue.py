"""What a program may ask before it knows a circle: the kinds of entry, and the circles its credentials open."""

from django.http import HttpRequest, HttpResponse

from lamplit.actions import doors
from lamplit.actions.kinds import every_kind
from lamplit.api import answers
from lamplit.api.credentials import Credentials, api


@api("GET")
def kinds(request: HttpRequest, credentials: Credentials) -> HttpResponse:
    """List every kind of entry with the JSON schema of its body."""
    if credentials.person() is None:
        return answers.no_credentials()
    found = [{"kind": each.code, "title": each.title, "body": each.schema} for each in every_kind()]
    return answers.answer({"items": found, "next": None})


@api("GET")
def circles(request: HttpRequest, credentials: Credentials) -> HttpResponse:
    """List the circles these credentials open; a token opens one."""
    person = credentials.person()
    if person is None:
        return answers.no_credentials()
    who, only = person
    found = [
        {"id": each.id, "name": each.name, "role": each.role, "state": each.state}
        for each in doors.circles_of(who)
        if only is None or each.id == only
    ]
    return answers.answer({"items": found, "next": None})


@api("GET", "POST", "PUT", "PATCH", "DELETE")
def nothing(request: HttpRequest, credentials: Credentials, rest: str = "") -> HttpResponse:
    """Answer for every address of this face that is none."""
    return answers.missing()
