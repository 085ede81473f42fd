"""Writing without a connection: the page that is kept on phones, the ticket they seal with, and what they send back."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict
from typing import Any
from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from lamplit.actions import outbox, parts, tickets
from lamplit.actions.tongue import aloud
from lamplit.actions.waiting import Arrival, Done, Sealed
from lamplit.engines.kernel.saying import say
from lamplit.web.forms import scales
from lamplit.web.forms.arrived import read
from lamplit.web.forms.choices import choices_of
from lamplit.web.forms.typed import as_uuid, blank
from lamplit.web.origins import from_our_own_page
from lamplit.web.policies import bare, signed_in
from lamplit.web.views.asked import NOT_SAVED, not_saved_words

TONES = ("hard", "good", "ordinary")


@bare
@require_safe
def add(request: HttpRequest) -> HttpResponse:
    """Show the page that phones keep for writing without a connection; it is the same for everybody."""
    return render(request, "outbox/add.html", words_of_the_shell())


def words_of_the_shell() -> dict[str, Any]:
    """Return every question the kept page can ask: a moment of each tone, a check-in, a journal page."""
    typed = blank()
    return {
        "moments": [(tone, choices_of("moment", blank(tone=tone))) for tone in TONES],
        "weathers": [(each.value, each.label) for each in parts.weathers()],
        "scales": {name: scales.steps_for(steps, typed, name) for name, steps in scales.SCALES.items()},
        "typed": typed,
        "problems": {},
    }


@signed_in
@csrf_exempt
@require_POST
def ticket(request: HttpRequest) -> HttpResponse:
    """Give this device what it needs to write without a connection, and the token with which to send it.

    A kept page holds no token, so this view takes a request from our own origin instead of one.
    """
    if not from_our_own_page(request):
        return HttpResponseForbidden(
            aloud(say("This came from another site.")), content_type="text/plain; charset=utf-8"
        )
    mine = tickets.tickets(_me(request), request.session.session_key or "")
    return JsonResponse(
        {
            "tickets": [{**asdict(each), "key": each.key.hex, "public": _as_text(each.public)} for each in mine],
            "person": tickets.writer_tag(_me(request)),
            "form": get_token(request),
        }
    )


@signed_in
@require_POST
def arrive(request: HttpRequest) -> HttpResponse:
    """Take what waited on a phone; answers with what became of each thing, and where to look at what is unclear."""
    items = _items(request.body)
    if items is None:
        return JsonResponse({"error": "unreadable"}, status=422)
    person = _me(request)
    here = outbox.places(person, request.session.session_key or "")
    said, look = [], ""
    for item in items:
        visit = here.get(item.place)
        try:
            arrival = outbox.take(person, visit, item, read)
        except NOT_SAVED as trouble:
            arrival = Arrival(item.id, Done.STAYS, not_saved_words(trouble))
        if arrival.done is Done.DRAFT and visit is not None:
            look = reverse("drafts", args=(visit.viewer.circle,))
        said.append({"id": item.id.hex, "done": arrival.done.value, "say": aloud(arrival.say)})
    return JsonResponse({"items": said, "look": look})


def _items(body: bytes) -> list[Sealed] | None:
    """Return what was sent, or None when it is not what our pages send."""
    try:
        held = orjson.loads(body)["items"]
        found = [_item(each) for each in held[: outbox.MOST_AT_ONCE]]
    except (ValueError, KeyError, TypeError, binascii.Error):
        return None
    return [each for each in found if each is not None]


def _item(held: dict[str, object]) -> Sealed | None:
    entry, key = as_uuid(str(held["id"])), as_uuid(str(held["key"]))
    if entry is None or key is None:
        return None
    return Sealed(entry, key, str(held["place"]), str(held["person"]), urlsafe_b64decode(str(held["sealed"])))


def _as_text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode("ascii")


def _me(request: HttpRequest) -> UUID:
    person: Any = request.user
    return UUID(str(person.pk))


urlpatterns = [
    path("add", add, name="add"),
    path("outbox/ticket", ticket, name="outbox_ticket"),
    path("outbox", arrive, name="outbox"),
]
