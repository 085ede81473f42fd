"""Lets somebody in by a one-time link: a demo person here, or a further device; the links are `people`'s."""

from ipaddress import ip_address

from allauth.account.adapter import get_adapter
from allauth.account.internal import flows
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

from lamplit.actions import accounts, clock
from lamplit.people import sessions
from lamplit.people.links import Purpose

_PROXY_SIGNS = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")


def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse | None:
    """Use a link up and return where it leads; None when it opens nothing (unknown, used, too old, wrong machine).

    A demo link counts as a second step. A device link does not: whoever has a second step set up is asked for it.
    """
    now = clock.now()
    if accounts.link_purpose(token, now) is Purpose.DEMO and not is_this_machine(request):
        return None
    entrance = accounts.use_link(token, now)
    if entrance is None:
        return None
    if request.user.is_authenticated:
        logout(request)
    if entrance.purpose is Purpose.DEMO:
        return _let_demo_in(request, entrance)
    accounts.tell(entrance.person.pk, "device", now)
    flows.login.record_authentication(request, entrance.person, method="link")
    response: HttpResponse = flows.login.perform_login(request, Login(user=entrance.person))
    return response


def is_this_machine(request: HttpRequest) -> bool:
    """Return True when a request comes from this machine itself, with no proxy in between that could hide another."""
    if any(sign in request.headers for sign in _PROXY_SIGNS):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _let_demo_in(request: HttpRequest, entrance: accounts.Entrance) -> HttpResponse:
    get_adapter().login(request, entrance.person)
    flows.login.record_authentication(request, entrance.person, method="link")
    request.session[sessions.MFA] = True
    return HttpResponseRedirect(resolve_url(settings.LOGIN_REDIRECT_URL))
