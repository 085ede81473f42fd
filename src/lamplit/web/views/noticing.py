"""Saying that words were wrong to notice, "not now", and one's own record of offers; leaves offers to their pages."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from lamplit.actions import company, noticing
from lamplit.actions.entries import Clash, Refused
from lamplit.actions.offers_record import offers_record
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import EVERYBODY, member
from lamplit.web.views.asked import Asked, Toast, found, go, page

FORGOTTEN = {"forgotten": say("Deleted."), "again": say("Lamplit looks out for these words again.")}


@member(*EVERYBODY)
@require_POST
def wrong(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Keep that words on this page were wrong to notice."""
    found(noticing.call_wrong(request.visit, entry, request.POST.get("sign", "")) or None)
    return go("entry", circle, entry, done="noticed_wrong")


@member(*EVERYBODY)
@require_POST
def right(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Take the last such correction back."""
    noticing.call_right(request.visit)
    return go("entry", circle, entry)


@member(*EVERYBODY)
@require_POST
def not_now(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Fold an offer."""
    noticing.not_now(request.visit, entry)
    return go("entry", circle, entry, done="not_now")


@member(Role.SUBJECT)
@require_POST
def tell_company(request: Asked, circle: UUID) -> HttpResponse:
    """Send one person the sign "I need company", which carries no word of what was written."""
    to, sent = as_uuid(request.POST.get("to", "")), as_uuid(request.POST.get("id", ""))
    if to is None or sent is None:
        raise Http404
    try:
        shown = company.tell(request.visit, sent, to)
    except (Refused, Clash):
        raise Http404 from None
    return go("entry", circle, sent, **({"done": "shown", "to": str(to)} if shown else {"done": "kept"}))


@member()
@require_GET
def offers(request: Asked, circle: UUID) -> HttpResponse:
    """Show one's own record of what was offered."""
    done = FORGOTTEN.get(request.GET.get("done", ""))
    context = {"record": offers_record(request.visit), "toast": Toast(done) if done else None}
    return page(request, "noticing/offers.html", context)


@member()
@require_POST
def forget(request: Asked, circle: UUID) -> HttpResponse:
    """Delete that record."""
    noticing.forget(request.visit)
    return go("offers", circle, done="forgotten")


@member()
@require_POST
def again(request: Asked, circle: UUID) -> HttpResponse:
    """Let words that were called wrong be noticed again."""
    found(noticing.call_right(request.visit, request.POST.get("sign", "")) or None)
    return go("offers", circle, done="again")


urlpatterns = [
    path("c/<uuid:circle>/e/<uuid:entry>/noticed/wrong", wrong, name="noticed_wrong"),
    path("c/<uuid:circle>/e/<uuid:entry>/noticed/right", right, name="noticed_right"),
    path("c/<uuid:circle>/e/<uuid:entry>/noticed/not-now", not_now, name="not_now"),
    path("c/<uuid:circle>/company", tell_company, name="tell_company"),
    path("c/<uuid:circle>/offers", offers, name="offers"),
    path("c/<uuid:circle>/offers/forget", forget, name="forget_offers"),
    path("c/<uuid:circle>/offers/again", again, name="noticed_again"),
]
