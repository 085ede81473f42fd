"""Between the six numbers and the new way in: which way back this browser holds, and signing in at its end."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal import flows
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.contrib.auth import logout
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from lamplit.actions import accounts, way_back
from lamplit.engines.kernel.saying import say
from lamplit.people import sessions
from lamplit.people.models import Person
from lamplit.web.accounts.forms import AddPasskeyForm, FirstPasswordForm

_HELD = "_way_back"


class NotKeptError(Exception):
    """What was typed cannot be the new way in; the text says why."""


def hold(request: HttpRequest, way: UUID) -> None:
    """Remember the way back in this browser alone; it is nobody's until a new way in is set."""
    if request.user.is_authenticated:
        logout(request)
    request.session.cycle_key()
    request.session[_HELD] = way.hex


def held(request: HttpRequest) -> tuple[UUID, Person] | None:
    """Return the way back this browser holds and whose it is, while it still works."""
    way = request.session.get(_HELD)
    person = way_back.person_of(UUID(way)) if way else None
    return (UUID(way), person) if way and person else None


def come_in(request: HttpRequest, way: UUID) -> str:
    """Set the new way in, use the way back up and sign in; returns where to go on. Raises NotKeptError, CircleError."""
    by_passkey = bool(request.POST.get("credential"))
    person = way_back.come_back(way, lambda one: _keep_passkey(request, one) if by_passkey else _keep(request, one))
    request.session.pop(_HELD, None)
    get_adapter().login(request, person)
    flows.login.record_authentication(request, person, method="link")
    request.session[sessions.MFA] = by_passkey
    news = f"{reverse('account_news')}?{urlencode({'next': '/'})}"
    if accounts.needs_second_factor(person.pk) and not by_passkey:
        return f"{reverse('second_step_needed')}?{urlencode({'next': news})}"
    return news


def _keep(request: HttpRequest, person: Person) -> None:
    form = FirstPasswordForm(person, request.POST)
    if not form.is_valid():
        raise NotKeptError(" ".join(text for texts in form.errors.values() for text in texts))
    form.save()


def _keep_passkey(request: HttpRequest, person: Person) -> None:
    form = AddPasskeyForm(request.POST, user=person)
    if not form.is_valid():
        raise NotKeptError(say("That passkey did not come through. Nothing was changed. Try once more."))
    WebAuthn.add(person, form.cleaned_data["name"], form.cleaned_data["credential"])
