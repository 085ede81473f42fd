"""The first screen of each role, and the way there from "/"; leaves what stands on it to the actions."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST

from lamplit.actions import (
    balance,
    contact,
    doors,
    entries,
    homes,
    rota_page,
    rota_reading,
    rota_standing,
    signals,
    therapy_cards,
    way_back_page,
)
from lamplit.actions.setup import may_found
from lamplit.engines.kernel import MemberState, Role
from lamplit.engines.kernel.saying import say
from lamplit.people.sessions import TOGETHER
from lamplit.web.last_place import last_place
from lamplit.web.policies import EVERYBODY, member, public, signed_in
from lamplit.web.views.asked import Asked, Toast, go, page

LATEST = 5
RECEIVE = frozenset({Role.CARER, Role.THERAPIST})  # who can be sent a sign
NOT_ASKED = say("You will not be asked here again.")
OWN_WAITING = frozenset({Role.SUBJECT, Role.THERAPIST})  # nothing waits for one, and for the other circle by circle
INSIDE = frozenset({MemberState.CONFIRMED})
OPEN_STATES = frozenset({MemberState.ACCEPTED, MemberState.CONFIRMED, MemberState.PAUSED})


@public
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Send a signed-in person to their first screen; show everybody else the door, with help beside it."""
    if not request.user.is_authenticated:
        return render(request, "homes/door.html")
    if shared := request.session.get(TOGETHER):
        return redirect("together", circle=shared)
    circles = _circles_of(request)
    last = next((card.id for card in circles if card.id == last_place(request) and card.state in INSIDE), None)
    if last is None and (len(circles) == 1 or (circles and all(card.role is Role.THERAPIST for card in circles))):
        last = circles[0].id
    if last is not None:
        return redirect("home", circle=last)
    if not circles and request.user.is_operator:
        return redirect("operator")
    return _choose(request, circles)


@signed_in
@require_GET
def circles(request: HttpRequest) -> HttpResponse:
    """List one's circles: the way from one child to another, and to a further circle."""
    return _choose(request, _circles_of(request))


def _circles_of(request: HttpRequest) -> list[doors.CircleCard]:
    return [card for card in doors.circles_of(UUID(str(request.user.pk))) if card.state in OPEN_STATES]


def _choose(request: HttpRequest, found: list[doors.CircleCard]) -> HttpResponse:
    names = [card.subject_name or card.name for card in found]
    context = {
        "circles": found,
        "twice": {name for name in names if names.count(name) > 1},
        "here": last_place(request),
        "may_found": may_found(UUID(str(request.user.pk))),
    }
    return render(request, "homes/circles.html", context)


@member(*EVERYBODY)
@require_GET
def home(request: Asked, circle: UUID) -> HttpResponse:
    """Show the first screen that fits the visitor's role."""
    if request.visit.viewer.role is Role.TEACHER:
        return redirect("school", circle=circle)
    drawn = {Role.SUBJECT: _mine, Role.THERAPIST: _today, Role.CARER: _now, Role.OTHER_CARER: _now}
    return drawn.get(request.visit.viewer.role, _shared)(request)  # type: ignore[arg-type]


def _mine(request: Asked) -> HttpResponse:
    shown = homes.young_home(request.visit)
    weathers = [(each.value, each.label) for each in shown.weathers]
    wait = any(not each.declined for each in therapy_cards.cards_for(request.visit))
    context: dict[str, object] = {"home": shown, "weathers": weathers, "new_id": uuid4(), "cards_wait": wait}
    return _page(request, "homes/young.html", context)


def _now(request: Asked) -> HttpResponse:
    shown = homes.carer_home(request.visit)
    context: dict[str, object] = {"home": shown, "may_be_together": shown.may_write_together}
    if request.GET.get("done") == "not_asked":
        context["toast"] = Toast(NOT_ASKED, reverse("balance_on", args=(request.visit.viewer.circle,)))
    return _page(request, "homes/carer.html", context)


def _today(request: Asked) -> HttpResponse:
    visit = request.visit
    shown = homes.therapist_home(visit.viewer.person, visit.session_key or "")
    return _page(request, "homes/therapist.html", {"home": shown})


def _shared(request: Asked) -> HttpResponse:
    context: dict[str, object] = {
        "latest": entries.diary(request.visit, limit=LATEST).items,
        "may_name_lead": request.visit.viewer.role is Role.SCHOOL_LEAD,
    }
    return _page(request, "homes/shared.html", context)


def _page(request: Asked, template: str, context: dict[str, object]) -> HttpResponse:
    """Return a first screen; above all else it says when somebody wants in as its reader, and what waits for them."""
    visit = request.visit
    if visit.rota and visit.viewer.circle:
        rota_standing.settle(visit.viewer.circle)
    above: dict[str, object] = {
        "ways_back": way_back_page.about_me(visit),
        "opens_text": way_back_page.opens_text(visit),
        "contact": contact.therapist_contact(visit),
        "rota_note": rota_page.note(visit),
        "waiting": rota_reading.waiting(visit) if visit.viewer.role not in OWN_WAITING else (),
        "signs": signals.for_me(visit) if visit.viewer.role in RECEIVE else (),
    }
    return page(request, template, above | context)


@member(Role.CARER, Role.OTHER_CARER)
@require_POST
def balance_off(request: Asked, circle: UUID) -> HttpResponse:
    """Never ask this carer for a good thing here again, after hard ones."""
    balance.set_asking(request.visit, on=False)
    return go("home", circle, done="not_asked")


@member(Role.CARER, Role.OTHER_CARER)
@require_POST
def balance_on(request: Asked, circle: UUID) -> HttpResponse:
    """Take that back."""
    balance.set_asking(request.visit, on=True)
    return go("home", circle)


urlpatterns = [
    path("", start, name="start"),
    path("c/<uuid:circle>/balance/off", balance_off, name="balance_off"),
    path("c/<uuid:circle>/balance/on", balance_on, name="balance_on"),
    path("circles", circles, name="circles"),
    path("c/<uuid:circle>/", home, name="home"),
]
