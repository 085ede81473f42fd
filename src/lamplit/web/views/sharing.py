"""Showing one entry to one person and taking it back: pick, preview, show; leaves the rule to the actions."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lamplit.actions import audience_change, entries, sharing
from lamplit.web.forms.typed import as_uuid
from lamplit.web.hearing import with_player
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, found, go, page

LONGEST = 2000  # characters of the signed text that leads back


@member()
@require_GET
def pick(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Show whom an own entry may be shown to."""
    card = found(entries.read_entry(request.visit, entry))
    if not card.can_show:
        raise Http404
    people = sharing.people_to_show(request.visit, entry)
    return page(request, "sharing/pick.html", {"card": card, "people": people})


@member()
@require_http_methods(["GET", "POST"])
def show(request: Asked, circle: UUID, entry: UUID, membership: UUID) -> HttpResponse:
    """Show exactly what one person will see; posting shows it to them."""
    if request.method == "POST":
        found(sharing.show_entry(request.visit, entry, membership) or None)
        return go("entry", circle, entry, done="shown", to=membership)
    seen = found(sharing.preview(request.visit, entry, membership))
    people = sharing.people_to_show(request.visit, entry)
    someone = found(next((one for one in people if one.membership == membership), None))
    answer = page(request, "sharing/preview.html", {"card": seen, "entry": entry, "someone": someone})
    return with_player(answer) if seen.sound else answer


@member()
@require_POST
def stop(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Take an own entry back from one person, from their next request on."""
    to = found(as_uuid(request.POST.get("to", "")))
    found(sharing.stop_showing(request.visit, entry, to) or None)
    return go("entry", circle, entry, done="stopped", to=to)


@member()
@require_GET
def who_saw(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Show who opened an own entry, and when."""
    card = found(entries.read_entry(request.visit, entry))
    if not card.own:
        raise Http404
    return page(request, "sharing/who_saw.html", {"card": card, "seen": sharing.who_saw(request.visit, entry)})


@member()
@require_POST
def only_me(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Close an own entry to everybody else, from their next request on; one tap takes that back."""
    found(audience_change.only_me(request.visit, entry) or None)
    return go("entry", circle, entry, done="closed", before=request.POST.get("before", "")[:LONGEST])


@member()
@require_POST
def see_again(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Let those see an own entry again who saw it before it was closed."""
    found(audience_change.open_again(request.visit, entry, request.POST.get("before", "")) or None)
    return go("entry", circle, entry, done="opened")


urlpatterns = [
    path("c/<uuid:circle>/e/<uuid:entry>/only-me", only_me, name="only_me"),
    path("c/<uuid:circle>/e/<uuid:entry>/see-again", see_again, name="see_again"),
    path("c/<uuid:circle>/e/<uuid:entry>/show", pick, name="show"),
    path("c/<uuid:circle>/e/<uuid:entry>/show/<uuid:membership>", show, name="show_to"),
    path("c/<uuid:circle>/e/<uuid:entry>/stop", stop, name="stop_showing"),
    path("c/<uuid:circle>/e/<uuid:entry>/who-saw", who_saw, name="who_saw"),
]
