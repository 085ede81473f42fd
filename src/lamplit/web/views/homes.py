"""The first screen of each role, and the way there from "/"; leaves what stands on it to the actions."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET

from lamplit.actions import doors, entries, homes
from lamplit.engines.kernel import MemberState, Role
from lamplit.people.sessions import TOGETHER
from lamplit.web.policies import member, public
from lamplit.web.views.asked import Asked, page

LATEST = 5
OPEN_STATES = frozenset({MemberState.ACCEPTED, MemberState.CONFIRMED, MemberState.PAUSED})


@public
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Send a signed-in person to their first screen; show everybody else the door, with help beside it."""
    if not request.user.is_authenticated:
        return render(request, "homes/door.html")
    if shared := request.session.get(TOGETHER):
        return redirect("together", circle=shared)
    circles = [card for card in doors.circles_of(request.user.pk) if card.state in OPEN_STATES]
    if len(circles) == 1 or (circles and all(card.role is Role.THERAPIST for card in circles)):
        return redirect("home", circle=circles[0].id)
    if not circles and request.user.is_operator:
        return redirect("operator")
    return render(request, "homes/circles.html", {"circles": circles})


@member()
@require_GET
def home(request: Asked, circle: UUID) -> HttpResponse:
    """Show the first screen that fits the visitor's role."""
    drawn = {Role.SUBJECT: _mine, Role.THERAPIST: _today, Role.CARER: _now, Role.OTHER_CARER: _now}
    return drawn.get(request.visit.viewer.role, _shared)(request)  # type: ignore[arg-type]


def _mine(request: Asked) -> HttpResponse:
    shown = homes.young_home(request.visit)
    weathers = [(each.value, each.label) for each in shown.weathers]
    return page(request, "homes/young.html", {"home": shown, "weathers": weathers, "new_id": uuid4()})


def _now(request: Asked) -> HttpResponse:
    shown = homes.carer_home(request.visit)
    return page(request, "homes/carer.html", {"home": shown, "may_be_together": shown.may_write_together})


def _today(request: Asked) -> HttpResponse:
    visit = request.visit
    shown = homes.therapist_home(visit.viewer.person, visit.session_key or "")
    return page(request, "homes/therapist.html", {"home": shown})


def _shared(request: Asked) -> HttpResponse:
    return page(request, "homes/shared.html", {"latest": entries.diary(request.visit, limit=LATEST).items})


urlpatterns = [
    path("", start, name="start"),
    path("c/<uuid:circle>/", home, name="home"),
]
