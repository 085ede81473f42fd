"""Passkeys (WebAuthn): made and checked by allauth and fido2; here only that they come from this place."""

import base64
import binascii
import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from lamplit.engines.kernel.saying import say
from lamplit.people.models import Person

WRONG_PASSKEY = say("That passkey did not work here. Try again, or use another way in.")


def demand_own_origin(request: HttpRequest, credential: object) -> None:
    """Raise ValidationError unless the browser made this answer on one of our own addresses, port included."""
    if _origin_of(credential) not in {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}:
        raise ValidationError(WRONG_PASSKEY, code="wrong_origin")


def begin_adding(person: Person) -> dict[str, Any]:
    """Return what the browser needs to make a passkey that the device unlocks with a finger, a face or its PIN."""
    options: dict[str, Any] = auth.begin_registration(person, True)  # noqa: FBT003 - allauth's own signature
    return options


def begin_checking(person: Person | None) -> dict[str, Any]:
    """Return what the browser needs to answer with a passkey; None when nobody has said who they are."""
    options: dict[str, Any] = auth.begin_authentication(person)
    return options


def check(request: HttpRequest, person: Person, credential: dict[str, Any]) -> Authenticator:
    """Return the passkey that gave this answer; raises ValidationError for anything but a fresh answer of their own."""
    demand_own_origin(request, credential)
    auth.parse_authentication_response(credential)
    return auth.complete_authentication(person, credential)


def _origin_of(credential: object) -> str | None:
    try:
        raw = credential["response"]["clientDataJSON"]  # type: ignore[index]
        return str(json.loads(base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4)))["origin"])
    except (KeyError, TypeError, ValueError, binascii.Error):
        return None
