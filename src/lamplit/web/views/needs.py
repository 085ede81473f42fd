"""Good to know about a child: both sides on one page, need by need; leaves writing a view to `writing`."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from lamplit.actions import needs
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, Toast, kept_toast, page

ICONS = {"before": "wind", "comfort": "heart", "senses": "ear", "closeness": "users-round"}


@member()
@require_GET
def good_to_know(request: Asked, circle: UUID) -> HttpResponse:
    """Show what comes before hard times, what comforts, the senses, closeness: the child's view beside the others."""
    shown = needs.good_to_know(request.visit)
    return page(request, "needs/needs.html", {"known": shown, "icons": ICONS, "toast": _toast(request, shown)})


def _toast(request: Asked, shown: needs.GoodToKnow) -> Toast | None:
    done, entry = request.GET.get("done", ""), as_uuid(request.GET.get("entry", ""))
    every = (view.card for area in shown.areas for view in area.child + area.adults)
    kept = next((each for each in every if each.id == entry and each.own), None)
    if kept is None or done not in ("kept", "changed"):
        return None
    return kept_toast(request.visit, kept.id, kept.who_sees, changed=done == "changed")


urlpatterns = [path("c/<uuid:circle>/good-to-know", good_to_know, name="needs")]
