"""Checks a typed code against a person's code app and spare codes, few tries a while; leaves passkeys to `passkeys`."""

from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError

from lamplit.actions import accounts, clock
from lamplit.engines.kernel.saying import say
from lamplit.people.models import Person
from lamplit.web.accounts import code_app, spare_codes

WRONG_CODE = say("That code did not work. Each works once. Take a new one.")


def use_code(person: Person, typed: str) -> Authenticator:
    """Return what a typed code belongs to, now used up; raises ValidationError when it is wrong or too soon."""
    clear = check_rate_limit(person)
    typed = typed.strip()
    now = clock.now()
    for row in Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP):
        if code_app.use(row, typed, now):
            clear()
            return row
    for row in Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.RECOVERY_CODES):
        if spare_codes.use(row, typed):
            clear()
            accounts.tell(person.pk, "code_used", now)
            return row
    raise ValidationError(WRONG_CODE, code="incorrect_code")


def kinds_of(person: Person) -> frozenset[str]:
    """Return which further ways of proving who they are a person has set up."""
    return frozenset(Authenticator.objects.filter(user_id=person.pk).values_list("type", flat=True))


def drop_lonely_codes(person: Person) -> None:
    """Take spare codes away once there is neither passkey nor code app left for them to stand in for."""
    if kinds_of(person) == {Authenticator.Type.RECOVERY_CODES}:
        Authenticator.objects.filter(user_id=person.pk).delete()
