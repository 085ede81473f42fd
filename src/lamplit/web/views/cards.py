"""Cards that wait for a young person: keep one, say no, have it back; nobody else learns which."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST

from lamplit.actions import therapy_cards
from lamplit.actions.writing import Clash, Refused
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import member
from lamplit.web.views.asked import NOT_SAVED, Asked, Toast, found, go, page


@member(Role.SUBJECT)
@require_GET
def cards(request: Asked, circle: UUID) -> HttpResponse:
    """Show what waits, and what was refused lately."""
    waiting = therapy_cards.cards_for(request.visit)
    refused = as_uuid(request.GET.get("card", ""))
    toast = None
    if request.GET.get("done") == "no" and any(each.id == refused and each.declined for each in waiting):
        toast = Toast(say("Put away. Nobody is told."), reverse("card_back", args=(circle, refused)))
    if request.GET.get("done") == "trouble":
        toast = Toast(say("That did not save. The card is still here. Try again."))
    context = {
        "waiting": [each for each in waiting if not each.declined],
        "put_away": [each for each in waiting if each.declined],
        "toast": toast,
    }
    return page(request, "therapy/cards.html", context)


@member(Role.SUBJECT)
@require_POST
def keep(request: Asked, circle: UUID, card: UUID) -> HttpResponse:
    """Keep a card as a page of one's own."""
    try:
        entry = found(therapy_cards.keep_card(request.visit, card))
    except (Refused, Clash, *NOT_SAVED):
        return go("cards", circle, done="trouble")
    return go("entry", circle, entry, done="kept")


@member(Role.SUBJECT)
@require_POST
def no(request: Asked, circle: UUID, card: UUID) -> HttpResponse:
    """Say no to a card."""
    found(therapy_cards.no_thanks(request.visit, card) or None)
    return go("cards", circle, done="no", card=card)


@member(Role.SUBJECT)
@require_POST
def back(request: Asked, circle: UUID, card: UUID) -> HttpResponse:
    """Let a card that was refused wait again."""
    found(therapy_cards.have_back(request.visit, card) or None)
    return go("cards", circle)


urlpatterns = [
    path("c/<uuid:circle>/cards", cards, name="cards"),
    path("c/<uuid:circle>/cards/<uuid:card>/keep", keep, name="card_keep"),
    path("c/<uuid:circle>/cards/<uuid:card>/no", no, name="card_no"),
    path("c/<uuid:circle>/cards/<uuid:card>/back", back, name="card_back"),
]
