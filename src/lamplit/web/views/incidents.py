"""A serious incident around its writing: is everyone safe, sign it off, add to it; leaves the writing to `writing`."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from lamplit.actions import clock, entries, papers, signing
from lamplit.actions import help as helping
from lamplit.actions.entries import Clash, Refused
from lamplit.actions.signing import TOO_LATE
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.web.accounts.recent import recent_sign_in
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import member
from lamplit.web.views.asked import NOT_SAVED, Asked, found, go, not_saved_words, page
from lamplit.web.views.reading import show_entry

CHANGED = say("This was changed on another page meanwhile. Read it once more, then sign it off.")
MOST_DIGITS = 9


@member(Role.CARER, Role.OTHER_CARER)
@require_GET
def add(request: Asked, circle: UUID) -> HttpResponse:
    """Show everything a carer can add."""
    return page(request, "homes/add.html", {})


@member(Role.CARER, Role.OTHER_CARER)
@require_GET
def safe_first(request: Asked, circle: UUID) -> HttpResponse:
    """Ask first whether everyone is safe, with help beside it; either answer leads on to writing."""
    place = helping.country(request.visit.country)
    lines = helping.lines(place.code, clock.today(), adults_first=True)
    return page(request, "entries/safe_first.html", {"place": place, "line": lines[0] if lines else None})


@member()
@require_POST
def sign_off(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Lock an own entry as it stands on the page; ten seconds to take that back."""
    base = request.POST.get("base", "")
    revision = int(base) if base.isascii() and base.isdecimal() and len(base) < MOST_DIGITS else 0
    try:
        found(signing.sign_off(request.visit, entry, revision) or None)
    except Clash as clash:
        return show_entry(request, found(clash.current), 409, stopped=CHANGED)
    except NOT_SAVED as trouble:
        card = found(entries.read_entry(request.visit, entry))
        return show_entry(request, card, 503, stopped=not_saved_words(trouble))
    return go("entry", circle, entry, done="signed")


@member()
@require_POST
def undo_sign_off(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Take a sign-off back, if it was just now."""
    if signing.undo_sign_off(request.visit, entry):
        return go("entry", circle, entry, done="not_signed")
    card = found(entries.read_entry(request.visit, entry))
    found(card if card.own else None)
    return show_entry(request, card, 409, stopped=TOO_LATE) if card.signed_text else go("entry", circle, entry)


@member()
@require_POST
def add_to(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Add words to an own signed entry, with the time."""
    words, addition = request.POST.get("added", ""), as_uuid(request.POST.get("id", "")) or uuid4()
    try:
        found(signing.add_to(request.visit, entry, addition, words) or None)
    except Refused as refused:
        told = {"problems": {"added": refused.problems[0].message}, "added": words, "addition": addition}
        return show_entry(request, found(entries.read_entry(request.visit, entry)), 422, **told)
    except NOT_SAVED as trouble:
        kept = {"stopped": not_saved_words(trouble), "added": words, "addition": addition}
        return show_entry(request, found(entries.read_entry(request.visit, entry)), 503, **kept)
    return go("entry", circle, entry, done="added")


@member()
@recent_sign_in
@require_GET
def paper(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Send one entry as a PDF, made in memory; its name says nothing."""
    made = found(papers.paper_of(request.visit, entry))
    headers = {"Content-Disposition": 'attachment; filename="record.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


urlpatterns = [
    path("c/<uuid:circle>/add", add, name="add"),
    path("c/<uuid:circle>/new/incident/first", safe_first, name="safe_first"),
    path("c/<uuid:circle>/e/<uuid:entry>/sign-off", sign_off, name="sign_off"),
    path("c/<uuid:circle>/e/<uuid:entry>/undo-sign-off", undo_sign_off, name="undo_sign_off"),
    path("c/<uuid:circle>/e/<uuid:entry>/add-to", add_to, name="add_to"),
    path("c/<uuid:circle>/e/<uuid:entry>/record.pdf", paper, name="paper"),
]
