"""Where whoever runs the house puts down services near here and says which lines were rung; keeping is for actions."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from lamplit.actions import clock, local_help
from lamplit.actions import help as helping
from lamplit.actions.local_help import LISTED_FOR, ServiceError
from lamplit.engines.kernel.saying import say
from lamplit.web.policies import operator

FIELDS = ("name", "phone", "text", "site", "hours", "audience", "country", "area", "checked_on", "expires_on")
MOST_TYPED = 2_000  # of one field, given back as it was typed
NO_ROOM = say("That did not save: the disk did not take it. Your words are still here. Try again.")
SAID = {
    "added": say("Put down. Everybody sees it now."),
    "away": say("Put away. Nobody sees it."),
    "back": say("It stands in the list again."),
    "renewed": say("Shown up to that day."),
    "rung": say("Written down: checked today."),
}


@operator
@require_http_methods(["GET", "POST"])
def local(request: HttpRequest) -> HttpResponse:
    """Show what people are shown near here, and put one more down."""
    if request.method == "GET":
        return _page(request, _empty())
    typed = {name: request.POST.get(name, "")[:MOST_TYPED] for name in FIELDS}
    known = frozenset(each.code for each in helping.countries())
    try:
        local_help.add(typed, known, clock.today())
    except ServiceError as refused:
        return _page(request, typed, refused.problems, 422)
    except OSError:
        return _page(request, typed, {"": NO_ROOM}, 503)
    return _on("added")


@operator
@require_POST
def put_away(request: HttpRequest, service: UUID) -> HttpResponse:
    """Take a service off the help pages, or put it back there."""
    away = request.POST.get("back", "") == ""
    _there(local_help.put_away(service, away=away))
    return _on("away" if away else "back", service if away else None)


@operator
@require_POST
def show_until(request: HttpRequest, service: UUID) -> HttpResponse:
    """Show a service up to another day."""
    try:
        _there(local_help.show_until(service, request.POST.get("expires_on", "")[:MOST_TYPED], clock.today()))
    except ServiceError as refused:
        return _page(request, _empty(), {str(service): refused.problems["expires_on"]}, 422)
    return _on("renewed")


@operator
@require_POST
def rung(request: HttpRequest) -> HttpResponse:
    """Write down that a service or a line of the list was rung today."""
    country, name, service = (request.POST.get(field, "") for field in ("country", "name", "service"))
    today = clock.today()
    if service:
        _there(any(str(each.id) == service and local_help.rang_service(each.id, today) for each in _all()))
    else:
        _there(name in helping.shipped_names(country))
        local_help.rang_line(country, name, today)
    return _on("rung")


def _all() -> tuple[local_help.Service, ...]:
    return local_help.standing().services


def _there(found: bool) -> None:  # noqa: FBT001 - what an action answered
    if not found:
        raise Http404


def _on(done: str, service: UUID | None = None) -> HttpResponse:
    more = f"&service={service}" if service else ""
    return redirect(f"{reverse('local_help')}?done={done}{more}")


def _empty() -> dict[str, str]:
    last = (clock.today() + LISTED_FOR).isoformat()
    return dict.fromkeys(FIELDS, "") | {"country": settings.COUNTRY.strip().upper(), "expires_on": last}


def _page(
    request: HttpRequest, typed: Mapping[str, str], problems: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    today, done = clock.today(), request.GET.get("done", "")
    place = helping.country(settings.COUNTRY)
    put_away_now = request.GET.get("service", "") if done == "away" else ""
    context = {
        "typed": typed,
        "problems": problems or {},
        "shown": local_help.shown(today),
        "expired": local_help.expired(today),
        "away": [each for each in _all() if each.away],
        "damaged": local_help.standing().damaged,
        "place": place,
        "lines": helping.lines(place.code, today),
        "countries": helping.countries(),
        "today": today.isoformat(),
        "said": SAID.get(done, ""),
        "undo": put_away_now if any(str(each.id) == put_away_now for each in _all()) else "",
    }
    return render(request, "operator/local_help.html", context, status=status)


urlpatterns = [
    path("local-help", local, name="local_help"),
    path("local-help/rung", rung, name="local_help_rung"),
    path("local-help/<uuid:service>/away", put_away, name="local_help_away"),
    path("local-help/<uuid:service>/until", show_until, name="local_help_until"),
]
