"""Good to know about a child: both sides on one page, need by need; leaves writing a view to `writing`.

A therapist finds here, too, what may fit the child; others find it among the things to try.
"""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET

from lamplit.actions import giving, needs, suggestions
from lamplit.actions.giving import Gift
from lamplit.actions.suggestions import Suggested
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, Toast, kept_toast, page

PUT_AWAY = say("Put away. It still stands on the shelf, and it is not laid out first for you again.")
ICONS = {"before": "wind", "comfort": "heart", "senses": "ear", "closeness": "users-round"}


@member()
@require_GET
def good_to_know(request: Asked, circle: UUID) -> HttpResponse:
    """Show what comes before hard times, what comforts, the senses, closeness: the child's view beside the others."""
    shown = needs.good_to_know(request.visit)
    context = {"known": shown, "icons": ICONS, "first": _to_give(request), "toast": _toast(request, shown)}
    return page(request, "needs/needs.html", context)


def _to_give(request: Asked) -> list[tuple[Gift, Suggested]]:
    """Return what may fit, each with why, for a therapist: what is open to give and opens nothing that is shut."""
    if request.visit.viewer.role is not Role.THERAPIST:
        return []
    every = {each.code: each for each in giving.gifts(request.visit) if each.practice}
    open_now = {code: each for code, each in every.items() if not each.opening and not each.rests}
    return [(open_now[each.slug], each) for each in suggestions.suggested(request.visit, open_now)]


def put_away_toast(request: Asked) -> Toast:
    """Return the line after a suggestion was put away, with the tap that lets it back."""
    answers = (("slug", request.GET.get("slug", "")), ("back", "1"))
    return Toast(PUT_AWAY, reverse("not_this_one", args=(request.visit.viewer.circle,)), answers)


def _toast(request: Asked, shown: needs.GoodToKnow) -> Toast | None:
    done, entry = request.GET.get("done", ""), as_uuid(request.GET.get("entry", ""))
    if done == "away":
        return put_away_toast(request)
    every = (view.card for area in shown.areas for view in area.child + area.adults)
    kept = next((each for each in every if each.id == entry and each.own), None)
    if kept is None or done not in ("kept", "changed"):
        return None
    return kept_toast(request.visit, kept.id, kept.who_sees, changed=done == "changed")


urlpatterns = [path("c/<uuid:circle>/good-to-know", good_to_know, name="needs")]
