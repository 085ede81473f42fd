"""Coming in through an invitation: the page of a link and the step of taking it up; leaves the rule to the actions."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from lamplit.actions import accounts, invitations
from lamplit.actions.circle_words import CircleError
from lamplit.actions.invitations import Joined, Newcomer
from lamplit.engines.kernel.saying import say
from lamplit.people.models import Person
from lamplit.web.policies import public

KEPT = ("name", "username", "way")


class Problems(dict[str, str]):
    """What is wrong, by field; a field without a problem reads as empty in a template."""

    def __missing__(self, _field: str) -> str:
        """Return nothing, and remember nothing."""
        return ""

    @classmethod
    def of(cls, error: CircleError) -> "Problems":
        """Return the one problem of a refusal."""
        return cls({error.field: error.message})


@public
@require_GET
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link is for; a link that no longer works says so, and says nothing else."""
    return _page(request, token, Problems())


@public
@sensitive_post_parameters()
@require_POST
def join_now(request: HttpRequest) -> HttpResponse:
    """Take the invitation up, with the account that is signed in or with a new one.

    The token comes in the form, not in the address, so that no line about a failed request can hold it.
    """
    token, code = request.POST.get("token", ""), request.POST.get("code", "")
    try:
        if request.user.is_authenticated:
            return _home(invitations.join_here(token, code, request.user.pk))
        newcomer = typed_newcomer(request)
        joined = invitations.join_new(token, code, newcomer)
    except CircleError as error:
        return _page(request, token, Problems.of(error))
    let_in(request, joined)
    return _home(joined) if newcomer.password else to_passkey(reverse("home", args=[joined.circle]))


def typed_newcomer(request: HttpRequest) -> Newcomer:
    """Return what somebody typed to make an account; raises CircleError when neither password nor passkey is chosen."""
    password = request.POST.get("password", "") if request.POST.get("way") == "password" else ""
    if not password and request.POST.get("way") != "passkey":
        raise CircleError(
            "no_password", "password", say("Write a password of at least 15 characters, or choose a passkey.")
        )
    return Newcomer(request.POST.get("name", ""), request.POST.get("username", ""), password)


def usual_way(request: HttpRequest) -> str:
    """Return the way in that is ticked at first: a passkey where the address is one that browsers make passkeys for."""
    return "passkey" if request.is_secure() else "password"


def let_in(request: HttpRequest, joined: Joined) -> None:
    """Sign a person in whose account was made a moment ago; their part still opens nothing."""
    person = Person.objects.get(pk=joined.person)
    get_adapter().login(request, person)
    record_authentication(request, person, method="password" if person.has_usable_password() else "invitation")


def to_passkey(wanted: str) -> HttpResponse:
    """Go on to adding a passkey, then to `wanted`."""
    return redirect(f"{reverse('mfa_add_webauthn')}?{urlencode({'next': wanted})}")


def _home(joined: Joined) -> HttpResponse:
    return redirect("home", circle=joined.circle)


def _page(request: HttpRequest, token: str, problems: Problems) -> HttpResponse:
    door = invitations.look(token)
    if door is None:
        return render(request, "join/over.html", {})
    typed = {name: request.POST.get(name, "") for name in KEPT}
    typed["way"] = typed["way"] or usual_way(request)
    signed_in: Any = request.user
    context = {"door": door, "token": token, "typed": typed, "problems": problems, "signed_in_as": ""}
    if signed_in.is_authenticated:
        context["signed_in_as"] = accounts.display_name(signed_in)
    return render(request, "join/join.html", context)


urlpatterns = [
    path("join", join_now, name="join_now"),
    path("join/<str:token>", join, name="join"),
]
