"""The one "check it is you" page: password, code or passkey, whichever somebody has; leaves when to ask to `recent`."""

import json
from collections.abc import Sequence
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core.internal import ratelimit
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lamplit.people.models import Person
from lamplit.web.accounts import factors, passkeys

PASSWORD, CODE, CREDENTIAL = FIELDS = ("check_password", "check_code", "check_credential")


def passes_check(request: HttpRequest) -> bool:
    """Return whether the request proves again who is signed in, and note the moment in the session when it does."""
    person = cast(Person, request.user)
    limit = ratelimit.consume(request, app="allauth.account", action="reauthenticate", user=person)
    try:
        return limit is not None and _proves(request, person)
    except ValidationError:
        return False


def _proves(request: HttpRequest, person: Person) -> bool:
    if typed := request.POST.get(PASSWORD):
        if not person.has_usable_password() or not get_adapter().reauthenticate(person, typed):
            return False
        reauthenticate_by_password(request)
        return True
    if typed := request.POST.get(CODE):
        return _note(request, factors.use_code(person, typed))
    if typed := request.POST.get(CREDENTIAL):
        return _note(request, passkeys.check(request, person, _read(typed)))
    return False


def _note(request: HttpRequest, used: Authenticator) -> bool:
    post_authentication(request, used, reauthenticated=True)
    return True


def _read(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except ValueError as error:
        raise ValidationError(passkeys.WRONG_PASSKEY) from error
    if not isinstance(read, dict):
        raise ValidationError(passkeys.WRONG_PASSKEY)
    return read


def check_page(
    request: HttpRequest, *, kept: Sequence[tuple[str, str]] = (), wrong: bool = False, next_url: str = ""
) -> HttpResponse:
    """Return the page that asks; `kept` are fields of a waiting form, sent on when the answer is right. Status 403."""
    person = cast(Person, request.user)
    kinds = factors.kinds_of(person)
    has_passkey = Authenticator.Type.WEBAUTHN in kinds
    context = {
        "kept": kept,
        "wrong": wrong,
        "next_url": next_url,
        "username": person.username,
        "has_password": person.has_usable_password(),
        "has_code": bool(kinds & {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}),
        "options": json.dumps(passkeys.begin_checking(person)) if has_passkey else "",
    }
    return render(request, "account/check.html", context, status=403)
