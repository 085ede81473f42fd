"""One's ways in: passkeys, password, code app, spare codes; leaves signing in with them to `accounts`."""

import json
from typing import cast

from allauth.account.internal.flows.password_change import finalize_password_change
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lamplit.actions import accounts, clock
from lamplit.people import sessions
from lamplit.people.models import Person
from lamplit.web.accounts import factors, passkeys, spare_codes
from lamplit.web.accounts.forms import AddAppForm, AddPasskeyForm, FirstPasswordForm, NewPasswordForm
from lamplit.web.accounts.places import safe_next, with_next
from lamplit.web.accounts.qr import qr_code
from lamplit.web.accounts.recent import recent_sign_in
from lamplit.web.accounts.ways import leaves_password_alone, reason_to_keep, ways_of, why_too_weak_alone
from lamplit.web.policies import signed_in


@never_cache
def ways_in(request: HttpRequest) -> HttpResponse:
    """Show how somebody can sign in, and lead to changing it."""
    return render(request, "account/ways_in.html", {"ways": ways_of(_me(request))})


@recent_sign_in
@require_http_methods(["GET", "POST"])
@never_cache
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Add a passkey made on this device."""
    person = _me(request)
    form = AddPasskeyForm(request.POST or None, user=person)
    if request.method == "POST" and form.is_valid():
        WebAuthn.add(person, form.cleaned_data["name"], form.cleaned_data["credential"])
        return _factor_added(request, "passkey_added")
    context = {"form": form, "options": json.dumps(passkeys.begin_adding(person)), "next_url": safe_next(request)}
    return render(request, "mfa/add_passkey.html", context)


@recent_sign_in
@require_http_methods(["GET", "POST"])
@never_cache
def remove_way(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a passkey or the code app away, unless it is the last way in or a part depends on it."""
    person = _me(request)
    row = Authenticator.objects.filter(user=person, pk=pk).exclude(type=Authenticator.Type.RECOVERY_CODES).first()
    if row is None:
        return redirect("ways_in")
    reason, alone = reason_to_keep(person, row), leaves_password_alone(person, row)
    problem = why_too_weak_alone(person, request.POST.get("password", "")) if request.method == "POST" and alone else ""
    if request.method == "POST" and not reason and not problem:
        row.delete()
        factors.drop_lonely_codes(person)
        code = "passkey_removed" if row.type == Authenticator.Type.WEBAUTHN else "app_removed"
        accounts.tell(person.pk, code, clock.now())
        return redirect("ways_in")
    context = {"name": ways_of(person).name_of(row), "reason": reason, "asks_password": alone, "problem": problem}
    return render(request, "mfa/remove.html", context)


@recent_sign_in
@require_http_methods(["GET", "POST"])
@never_cache
def add_app(request: HttpRequest) -> HttpResponse:
    """Add a code app by scanning or typing its seed."""
    person = _me(request)
    if Authenticator.Type.TOTP in factors.kinds_of(person):
        return redirect("ways_in")
    form = AddAppForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        form.save()
        return _factor_added(request, "app_added")
    address = f"otpauth://totp/Lamplit:{person.username}?secret={form.seed}&issuer=Lamplit"
    context = {"form": form, "qr": qr_code(address), "seed": _in_fours(form.seed), "next_url": safe_next(request)}
    return render(request, "mfa/add_app.html", context)


@recent_sign_in
@require_http_methods(["GET", "POST"])
@never_cache
def codes(request: HttpRequest) -> HttpResponse:
    """Make spare codes and show them this once, in the answer itself, so that they are written nowhere."""
    person = _me(request)
    if not factors.kinds_of(person):
        return redirect("ways_in")
    made: list[str] = []
    onward = safe_next(request) or reverse("ways_in")
    if request.method == "POST":
        made = spare_codes.make(person)
        accounts.tell(person.pk, "codes", clock.now())
    return render(request, "mfa/codes.html", {"codes": made, "left": spare_codes.left(person), "next_url": onward})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
def password(request: HttpRequest) -> HttpResponse:
    """Change the password, or set a first one; every other device is signed out."""
    if _me(request).has_usable_password():
        return _new_password(request, NewPasswordForm)
    return recent_sign_in(_new_password)(request, FirstPasswordForm)


def _new_password(request: HttpRequest, form_class: type[NewPasswordForm] | type[FirstPasswordForm]) -> HttpResponse:
    person = _me(request)
    form = form_class(person, request.POST or None)
    if request.method == "POST" and _may_try(request, person) and form.is_valid():
        form.save()
        sessions.restart(request.session)
        finalize_password_change(request, person)
        return render(request, "account/password_changed.html")
    return render(request, "account/password.html", {"form": form, "first": form_class is FirstPasswordForm})


def _factor_added(request: HttpRequest, code: str) -> HttpResponse:
    """Go on after a new way in: this session has now shown a second step; without spare codes, make some."""
    person = _me(request)
    accounts.tell(person.pk, code, clock.now())
    request.session[sessions.MFA] = True
    request.session.cycle_key()
    onward = safe_next(request)
    if spare_codes.left(person) is None:
        return redirect(with_next("codes", onward))
    return redirect(onward or reverse("ways_in"))


def _may_try(request: HttpRequest, person: Person) -> bool:
    return bool(ratelimit.consume(request, app="allauth.account", action="change_password", user=person))


def _in_fours(seed: str) -> str:
    return " ".join(seed[at : at + 4] for at in range(0, len(seed), 4))


def _me(request: HttpRequest) -> Person:
    return cast(Person, request.user)


_ways, _codes, _password = signed_in(ways_in), signed_in(codes), signed_in(password)
_add_passkey = signed_in(add_passkey)

# allauth finds its pages by its own names, so some addresses have two.
urlpatterns: list[URLPattern] = [
    path("account/ways-in", _ways, name="ways_in"),
    path("account/ways-in", _ways, name="mfa_index"),
    path("account/passkeys/add", _add_passkey, name="add_passkey"),
    path("account/passkeys/add", _add_passkey, name="mfa_add_webauthn"),
    path("account/ways-in/<int:pk>/remove", signed_in(remove_way), name="remove_way"),
    path("account/app", signed_in(add_app), name="add_app"),
    path("account/codes", _codes, name="codes"),
    path("account/password", _password, name="password"),
    path("account/password", _password, name="account_change_password"),
]
