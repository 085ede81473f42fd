"""The pages of signing in and out; the checks are allauth's and `web.accounts`', one's ways in are `ways_in`."""

import json
from typing import Any, cast

from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from allauth.account.views import LoginView
from allauth.core.internal import ratelimit
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import flows as passkey_flows
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lamplit.actions import accounts, clock
from lamplit.people.links import Purpose
from lamplit.people.models import Person
from lamplit.web.accounts import factors, passkeys
from lamplit.web.accounts.checking import check_page, passes_check
from lamplit.web.accounts.entering import sign_in_by_link
from lamplit.web.accounts.places import safe_next, with_next
from lamplit.web.policies import public, signed_in
from lamplit.web.views import ways_in


class SignIn(LoginView):
    """Sign-in name and password; the passkey button is on the same page."""

    template_name = "account/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the page where to go on afterwards, and a sentence when something before did not work."""
        problem = self.request.session.pop("sign_in_problem", "")
        return {"form": kwargs.get("form") or self.get_form(), "next_url": safe_next(self.request), "problem": problem}


class PasskeySignIn(LoginWebAuthnView):
    """A passkey alone: what the browser needs on GET, its answer on POST."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Go back to the sign-in page with a sentence."""
        self.request.session["sign_in_problem"] = passkeys.WRONG_PASSKEY
        return redirect(with_next("sign_in", safe_next(self.request)))

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in and go on to where somebody wanted to go."""
        from_key = form.cleaned_data["credential"]
        self.request.session["stay_signed_in"] = bool(form.cleaned_data.get("stay"))
        login = Login(user=from_key.user, redirect_url=safe_next(self.request) or None)
        response: HttpResponse = passkey_flows.perform_passwordless_login(self.request, from_key, login)
        return response


class SecondStep(AuthenticateView):
    """A code or a passkey after the password."""

    template_name = "account/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer what this person has set up and nothing else."""
        kinds = factors.kinds_of(self.stage.login.user)
        has_passkey = Authenticator.Type.WEBAUTHN in kinds
        begun = passkeys.begin_checking(self.stage.login.user) if has_passkey else None
        return {
            "form": self.auth_form,
            "passkey_form": self.webauthn_form,
            "options": json.dumps(begun) if begun else "",
            "has_code": bool(kinds - {Authenticator.Type.WEBAUTHN}),
            "has_app": Authenticator.Type.TOTP in kinds,
        }


@require_http_methods(["GET", "POST"])
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; a GET only asks, because a link must not sign anybody out."""
    if request.method == "POST":
        logout(request, show_message=False)
        return redirect("sign_in")
    return render(request, "account/sign_out.html")


@require_http_methods(["GET", "POST"])
@never_cache
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody in by a one-time link; a link for a new device is pressed first, so that no preview uses it up."""
    if not ratelimit.consume(request, app="lamplit", action="link", config={"link": "30/m/ip"}, limit_get=True):
        return render(request, "account/link_gone.html", status=429)
    purpose = accounts.link_purpose(token, clock.now())
    if request.method == "GET" and purpose is Purpose.DEVICE:
        return render(request, "account/link.html")
    response = sign_in_by_link(request, token) if purpose else None
    return response or render(request, "account/link_gone.html", status=404)


@require_http_methods(["GET", "POST"])
@never_cache
def check_it_is_you(request: HttpRequest) -> HttpResponse:
    """Ask again for a password, code or passkey before something that matters, then go on."""
    asked = request.method == "POST"
    if asked and passes_check(request):
        return redirect(safe_next(request) or reverse("account"))
    return check_page(request, wrong=asked, next_url=safe_next(request))


@require_http_methods(["GET", "POST"])
@never_cache
def news(request: HttpRequest) -> HttpResponse:
    """Tell somebody what changed about how they sign in since they last looked."""
    person = _me(request)
    onward = safe_next(request) or resolve_url("start")
    if request.method == "POST":
        accounts.put_notices_away(person.pk)
        return redirect(onward)
    told = accounts.told(person.pk)
    return render(request, "account/news.html", {"told": told, "next_url": onward}) if told else redirect(onward)


@never_cache
def second_step_needed(request: HttpRequest) -> HttpResponse:
    """Say kindly why a therapist needs a second step, and lead to setting one up."""
    kinds = factors.kinds_of(_me(request))
    return render(request, "account/second_step_needed.html", {"has_one": bool(kinds), "next_url": safe_next(request)})


def forgot(request: HttpRequest) -> HttpResponse:
    """Say plainly what helps somebody who cannot get in; the same page for everyone."""
    return render(request, "account/forgot.html")


@never_cache
def closed(request: HttpRequest) -> HttpResponse:
    """Say that an account is closed, to somebody who knew its password."""
    return render(request, "account/closed.html", status=403)


def _me(request: HttpRequest) -> Person:
    return cast(Person, request.user)


_sign_in, _passkey = public(SignIn.as_view()), public(PasskeySignIn.as_view())
_second_step, _check = public(SecondStep.as_view()), signed_in(check_it_is_you)

# allauth finds its pages by its own names, so some addresses have two.
urlpatterns: list[URLPattern] = [
    path("sign-in", _sign_in, name="sign_in"),
    path("sign-in", _sign_in, name="account_login"),
    path("sign-in/passkey", _passkey, name="passkey_sign_in"),
    path("sign-in/passkey", _passkey, name="mfa_login_webauthn"),
    path("sign-in/second-step", _second_step, name="mfa_authenticate"),
    path("sign-in/closed", public(closed), name="account_inactive"),
    path("sign-in/forgot", public(forgot), name="forgot"),
    path("sign-out", public(sign_out), name="sign_out"),
    path("sign-out", public(sign_out), name="account_logout"),
    path("enter/<str:token>", public(sign_in_link), name="sign_in_link"),
    path("account/check", _check, name="check_it_is_you"),
    path("account/check", _check, name="account_reauthenticate"),
    path("account/check", _check, name="mfa_reauthenticate"),
    path("account/check", _check, name="mfa_reauthenticate_webauthn"),
    path("account/news", signed_in(news), name="account_news"),
    path("account/second-step", signed_in(second_step_needed), name="second_step_needed"),
    *ways_in.urlpatterns,
]
