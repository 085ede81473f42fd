"""With a grown-up: one phone, a child under 13 and their adult; nothing else opens till the adult signs in again."""

from uuid import UUID, uuid4

from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST

from lamplit.actions import homes
from lamplit.actions import together as acts
from lamplit.actions.entries import Clash, Refused
from lamplit.actions.homes import TogetherHome, WeatherChoice
from lamplit.actions.together import FORGETS
from lamplit.engines.kernel import CARER_ROLES, Role
from lamplit.people.sessions import TOGETHER
from lamplit.web.policies import member
from lamplit.web.views.asked import NOT_SAVED, Asked, not_saved_words, page

ADULTS = (*sorted(CARER_ROLES), Role.THERAPIST)


@member(*ADULTS)
@require_GET
def together(request: Asked, circle: UUID) -> HttpResponse:
    """Show the start for the adult, or the child's screen once the phone is theirs together."""
    shown = homes.together_home(request.visit)
    if not shown.allowed:
        return page(request, "together/not_here.html", {"home": shown})
    if not request.visit.together:
        return page(request, "together/start.html", {"home": shown})
    return _weather(request, shown)


@member(*ADULTS)
@require_POST
def begin(request: Asked, circle: UUID) -> HttpResponse:
    """Close every other page of this session, so that a child may hold the phone."""
    if not homes.together_home(request.visit).allowed:
        raise Http404
    request.session[TOGETHER] = str(circle)
    return redirect("together", circle=circle)


@member(*ADULTS)
@require_POST
def keep(request: Asked, circle: UUID) -> HttpResponse:
    """Keep the weather the two of them chose, as the child's own, made together.

    What was kept stands in this very answer and in no address: nobody finds it by going back, or in the history.
    """
    shown = homes.together_home(request.visit)
    if not request.visit.together or not shown.allowed:
        raise Http404
    weather = request.POST.get("weather", "")
    try:
        undo = acts.keep_weather(request.visit, UUID(request.POST.get("id", "")), weather)
    except (ValueError, Refused, Clash):
        return redirect("together", circle=circle)
    except NOT_SAVED as trouble:
        return _weather(request, shown, trouble=not_saved_words(trouble), status=503)
    chosen = next(each for each in shown.weathers if each.value == weather)
    return _weather(request, shown, kept=chosen, undo=undo)


@member(*ADULTS)
@require_POST
def take_back(request: Asked, circle: UUID) -> HttpResponse:
    """Take the last tap back, and show a fresh screen."""
    acts.take_back(request.visit, request.POST.get("kept", ""))
    return redirect("together", circle=circle)


@member(*ADULTS)
@require_POST
def finish(request: Asked, circle: UUID) -> HttpResponse:
    """Sign out: the adult comes back with their own sign-in, so a child never lands in the adult's pages."""
    logout(request)
    return redirect("sign_in")


def _weather(
    request: Asked,
    shown: TogetherHome,
    *,
    kept: WeatherChoice | None = None,
    undo: str = "",
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    weathers = [(each.value, each.label) for each in shown.weathers]
    context = {"home": shown, "weathers": weathers, "kept": kept, "undo": undo, "new_id": uuid4(), "trouble": trouble}
    answer = page(request, "together/weather.html", context, status=status)
    answer.headers["Refresh"] = (
        f"{int(FORGETS.total_seconds())}; url={reverse('together', args=(request.visit.viewer.circle,))}"
    )
    return answer


urlpatterns = [
    path("c/<uuid:circle>/together", together, name="together"),
    path("c/<uuid:circle>/together/begin", begin, name="together_begin"),
    path("c/<uuid:circle>/together/keep", keep, name="together_keep"),
    path("c/<uuid:circle>/together/back", take_back, name="together_back"),
    path("c/<uuid:circle>/together/finish", finish, name="together_finish"),
]
