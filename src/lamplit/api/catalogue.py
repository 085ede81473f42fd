"""What a program may ask before it knows a circle: the document, the kinds of entry, and the circles it may enter."""

from django.http import HttpResponse

from lamplit.actions import doors
from lamplit.actions.kinds import every_kind
from lamplit.api import answers, document
from lamplit.api.face import Asked, Signed, face, says
from lamplit.api.shapes import CircleList, Document, KindList

TAGS = ["Before a circle"]


@face.get("/openapi.json", response=says({200: Document}), tags=TAGS, url_name="openapi")
def describe(request: Asked) -> HttpResponse:
    """Describe this interface; anybody may read it, and it names nobody."""
    return answers.raw(document.written())


@face.get("/kinds", response=says({200: KindList}, 401, 503), tags=TAGS, url_name="kinds")
def list_kinds(request: Signed) -> HttpResponse:
    """List every kind of entry with the JSON schema of its body."""
    found = [{"kind": each.code, "title": each.title, "body": each.schema} for each in every_kind()]
    return answers.answer({"items": found, "next": None})


@face.get("/circles", response=says({200: CircleList}, 401, 503), tags=TAGS, url_name="circles")
def list_circles(request: Signed) -> HttpResponse:
    """List the circles your credentials open; a token opens one."""
    found = [
        {"id": each.id, "name": each.name, "role": each.role, "state": each.state}
        for each in doors.circles_of(request.person)
        if request.circle is None or each.id == request.circle
    ]
    return answers.answer({"items": found, "next": None})
