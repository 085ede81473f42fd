"""A teacher's link and the code for this device; when it is not open, a plain page that says whom to ask."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from lamplit.actions import teacher_links
from lamplit.engines.kernel.saying import say
from lamplit.people import sessions
from lamplit.web.accounts import ratelimits
from lamplit.web.accounts.adapters import STAY
from lamplit.web.policies import public

WRONG = say("That code did not open the page. Look at it once more. A code works once, on one device, for seven days.")
WAIT = say("There were many tries just now. Wait a few minutes, then try again.")


@public
@require_GET
@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code of this device; a link that leads nowhere says so, and says nothing else."""
    return _ask(request, token)


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """Open the school page on this device with a code, or say that it is closed here.

    The token comes in the form, not in the address, so that no line about a failed request can hold it.
    """
    if request.method == "GET":
        return render(request, "school/over.html", {})
    token = request.POST.get("token", "")
    tries = ratelimits.count_code(request, token)
    if tries is None:
        return _ask(request, token, WAIT, status=429)
    entrance = teacher_links.enter(token, request.POST.get("code", ""))
    if entrance is None:
        return _ask(request, token, WRONG, status=422)
    tries.give_back()
    return _let_in(request, entrance)


def _let_in(request: HttpRequest, entrance: teacher_links.Entrance) -> HttpResponse:
    """Sign this browser in to the school page and to nothing else; whoever was signed in here before is not now."""
    if request.user.is_authenticated:
        logout(request)
    request.session[STAY] = request.POST.get("mine") == "yes"
    get_adapter().login(request, entrance.person)
    record_authentication(request, entrance.person, method="school_code")
    request.session[sessions.SCHOOL] = str(entrance.circle)
    return redirect("school", circle=entrance.circle)


def _ask(request: HttpRequest, token: str, problem: str = "", status: int = 200) -> HttpResponse:
    if not teacher_links.is_open(token):
        return render(request, "school/over.html", {})
    context = {"token": token, "problem": problem, "mine": request.POST.get("mine") == "yes"}
    return render(request, "school/code.html", context | {"open_here": request.user.is_authenticated}, status=status)


urlpatterns = [
    path("school", enter, name="school_over"),
    path("school/<str:token>", link, name="school_link"),
]
