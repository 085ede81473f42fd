"""The code app (TOTP, RFC 6238): its seed sealed for its person, each code good once; the arithmetic is allauth's."""

from datetime import datetime

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.db import transaction
from django.http import HttpRequest

from lamplit.actions import accounts
from lamplit.people.models import Person
from lamplit.vault.failures import Damaged

_WAITING = "code_app_seed"  # in the session while an app is being set up, sealed
_TOLERANCE = 1  # steps of 30 s, before and after


def matching_step(seed: str, code: str, now: datetime) -> int | None:
    """Return which 30-second step a code belongs to, one early or late allowed; None when it is not of this seed."""
    this = int(now.timestamp()) // app_settings.TOTP_PERIOD
    for step in range(this - _TOLERANCE, this + _TOLERANCE + 1):
        if compare_user_code(actual=code, expected=auth.format_hotp_value(auth.hotp_value(seed, step))):
            return step
    return None


def waiting_seed(request: HttpRequest, person: Person, *, fresh: bool) -> str:
    """Return the seed an app is being set up with; `fresh` makes a new one."""
    sealed = None if fresh else request.session.get(_WAITING)
    if sealed:
        return accounts.open_secret(person.pk, sealed)
    seed = str(auth.generate_totp_secret())
    request.session[_WAITING] = accounts.seal_secret(person.pk, seed)
    return seed


def add(request: HttpRequest, person: Person, seed: str, step: int) -> Authenticator:
    """Keep a code app whose first code was of `step`; that code is used up by this."""
    request.session.pop(_WAITING, None)
    sealed = accounts.seal_secret(person.pk, seed)
    return Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": sealed, "last_step": step}
    )


def use(authenticator: Authenticator, code: str, now: datetime) -> bool:
    """Return whether `code` is right, and use it up: no code of its step or an earlier one works again."""
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        try:
            seed = accounts.open_secret(row.user_id, row.data["secret"])
        except Damaged:
            return False
        step = matching_step(seed, code, now)
        if step is None or step <= row.data.get("last_step", 0):
            return False
        row.data["last_step"] = step
        row.save(update_fields=["data"])
    return True
