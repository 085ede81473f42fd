"""A calm place by its word, and the picture that goes with it; leaves building one to `practice`."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods

from lamplit.actions import places, practice, practice_pieces
from lamplit.actions.entries import Clash, Refused
from lamplit.actions.places import Place
from lamplit.engines.kernel import CARER_ROLES, Role
from lamplit.engines.kernel.saying import say
from lamplit.web.policies import member
from lamplit.web.uploads import picture_sent
from lamplit.web.views.asked import NOT_SAVED, Asked, Toast, found, go, not_saved_words, page

KEPT = say("Kept with your word.")
PICK = say("Draw something, choose a photo, or pick one of yours.")
CHANGED = say("This place was changed somewhere else just now. Your picture is kept. Pick it here again.")


@member(Role.SUBJECT, *CARER_ROLES)
@require_GET
def place(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Show one own place: its word, its picture, and what is there."""
    shown = found(places.open_place(request.visit, entry))
    toast = None
    if request.GET.get("done") == "kept":
        before = ("piece", request.GET.get("before", ""))
        toast = Toast(KEPT, reverse("place_picture", args=(circle, entry)), (before, ("act", "pick")))
    context = {"place": shown, "may_make": places.may_make(request.visit), "toast": toast}
    return page(request, "practice/place.html", context)


@member(Role.SUBJECT)
@require_http_methods(["GET", "POST"])
def picture(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Show the ways to a picture; or keep the one that was drawn, chosen or picked."""
    shown = found(places.open_place(request.visit, entry))
    if request.method == "GET":
        return _ways(request, shown)
    try:
        if not _keep(request, shown):
            return _ways(request, shown, PICK, 422)
    except Refused as refused:
        return _ways(request, shown, practice_pieces.why_not(refused), 422)
    except Clash:
        return _ways(request, shown, CHANGED, 409)
    except NOT_SAVED as trouble:
        return _ways(request, shown, not_saved_words(trouble), 503)
    return go("place", circle, entry, done="kept", before=shown.picture.id if shown.picture else "")


def _keep(request: Asked, shown: Place) -> bool:
    """Keep what one of the three forms sent; False when it sent nothing."""
    act = request.POST.get("act", "")
    if act == "pick":
        return places.choose_picture(request.visit, shown, request.POST.get("piece", ""))
    made = picture_sent(request) if act == "photo" else request.POST.get("marks", "")
    if made:
        places.add_picture(request.visit, shown, made)
    return bool(made)


def _ways(request: Asked, shown: Place, trouble: str = "", status: int = 200) -> HttpResponse:
    context = {
        "place": shown,
        "pieces": places.own_pieces(request.visit),
        "marks": request.POST.get("marks", ""),
        "trouble": trouble,
        "who": practice.only_mine(request.visit),
    }
    return page(request, "practice/place_picture.html", context, status=status)


urlpatterns = [
    path("c/<uuid:circle>/place/<uuid:entry>", place, name="place"),
    path("c/<uuid:circle>/place/<uuid:entry>/picture", picture, name="place_picture"),
]
