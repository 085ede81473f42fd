"""A way back in for somebody who lost every one: two members ask and agree, the person comes in and sets a new one."""

import json
from uuid import UUID

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lamplit.actions import circle_page, way_back
from lamplit.actions.circle_words import CircleError
from lamplit.web.accounts import passkeys
from lamplit.web.accounts.coming_back import NotKeptError, come_in, held, hold
from lamplit.web.accounts.recent import recent_sign_in
from lamplit.web.policies import member, public
from lamplit.web.views.asked import Asked, found, go, page
from lamplit.web.views.invite import alone, picture_of


@member()
@alone
@recent_sign_in
@require_POST
def ask(request: Asked, circle: UUID, membership: UUID) -> HttpResponse:
    """Ask that a member gets a way back in, and show the six numbers once."""
    try:
        started = way_back.ask(request.visit, membership)
    except CircleError as error:
        return _refused(request, error)
    card = next(each for each in circle_page.circle_page(request.visit).members if each.membership == membership)
    context = {
        "name": card.name,
        "code": f"{started.code[:3]} {started.code[3:]}",
        "ends": circle_page.when_text(started.ends_at),
    }
    return page(request, "circle/back_asked.html", context)


@member()
@alone
@recent_sign_in
@require_POST
def agree(request: Asked, circle: UUID, way: UUID) -> HttpResponse:
    """Be the second person, and show the link once."""
    try:
        made = way_back.agree(request.visit, way)
    except CircleError as error:
        return _refused(request, error)
    link = request.build_absolute_uri(reverse("way_back", args=[made.token]))
    context = {
        "name": circle_page.name_of(made.about),
        "by": circle_page.name_of(made.asked_by),
        "link": link,
        "picture": picture_of(link),
        "ends": circle_page.when_text(made.ends_at),
    }
    return page(request, "circle/back_link.html", context)


@member()
@alone
@require_POST
def stop(request: Asked, circle: UUID, way: UUID) -> HttpResponse:
    """End a way back, or undo one that was used lately."""
    try:
        way_back.stop(request.visit, way)
    except CircleError as error:
        return _refused(request, error)
    if request.visit.viewer.role == "subject":
        return go("home", circle)
    return go("circle", circle, done="back_stopped")


@public
@require_http_methods(["GET", "POST"])
@never_cache
def come(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the six numbers; says nothing about whose link it is, before and after."""
    if not ratelimit.consume(request, app="lamplit", action="link", config={"link": "30/m/ip"}, limit_get=True):
        return render(request, "account/link_gone.html", status=429)
    if not way_back.link_is_good(token):
        return render(request, "account/link_gone.html", status=404)
    problem = ""
    if request.method == "POST":
        try:
            hold(request, way_back.say_numbers(token, request.POST.get("code", "")))
            return redirect("new_way_in")
        except CircleError as error:
            problem = error.message
    return render(request, "account/back.html", {"problem": problem}, status=422 if problem else 200)


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
def new_way_in(request: HttpRequest) -> HttpResponse:
    """Set a new password or passkey; only then is anybody signed in."""
    holding = held(request)
    if holding is None:
        return render(request, "account/link_gone.html", status=404)
    way, person = holding
    problem = ""
    if request.method == "POST":
        try:
            return redirect(come_in(request, way))
        except NotKeptError as error:
            problem = str(error)
        except CircleError:
            return render(request, "account/link_gone.html", status=404)
    context = {
        "problem": problem,
        "username": person.username,
        "options": json.dumps(passkeys.begin_adding(person)),
    }
    return render(request, "account/new_way_in.html", context, status=422 if problem else 200)


def _refused(request: Asked, error: CircleError) -> HttpResponse:
    return page(request, "circle/back_refused.html", {"problem": found(error.message)}, status=422)


urlpatterns = [
    path("c/<uuid:circle>/circle/<uuid:membership>/back/ask", ask, name="way_back_ask"),
    path("c/<uuid:circle>/ways-back/<uuid:way>/agree", agree, name="way_back_agree"),
    path("c/<uuid:circle>/ways-back/<uuid:way>/stop", stop, name="way_back_stop"),
    path("back", new_way_in, name="new_way_in"),
    path("back/<str:token>", come, name="way_back"),
]
