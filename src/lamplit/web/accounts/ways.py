"""One person's ways in as the page lists them, and which of them may not go; leaves changing them to the views."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from lamplit.actions import accounts, clock
from lamplit.actions.wording import day_text
from lamplit.engines.kernel.saying import say
from lamplit.people.models import Person
from lamplit.web.accounts import spare_codes
from lamplit.web.accounts.hashing import settled
from lamplit.web.accounts.passwords import LEAST_ALONE

LAST_WAY = say("This is your only way in. Set a password or add another passkey first.")
NEEDED = say("Your part in a circle needs a second step. Add another one first, then take this one away.")


@dataclass(frozen=True, slots=True)
class Way:
    """One passkey or code app."""

    id: int
    name: str
    since: str
    passkey: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """Everything somebody can sign in with."""

    password: bool
    passkeys: tuple[Way, ...]
    app: Way | None
    codes_left: int | None

    def name_of(self, row: Authenticator) -> str:
        """Return what the page calls a row of the database."""
        every = [*self.passkeys, *([self.app] if self.app else [])]
        return next((way.name for way in every if way.id == row.pk), "")


def ways_of(person: Person) -> Ways:
    """Return how a person can sign in."""
    rows = Authenticator.objects.filter(user_id=person.pk).order_by("pk")
    keys = tuple(_way(row, row.wrap().name) for row in rows if row.type == Authenticator.Type.WEBAUTHN)
    app = next((_way(row, say("Code app")) for row in rows if row.type == Authenticator.Type.TOTP), None)
    return Ways(person.has_usable_password(), keys, app, spare_codes.left(person))


def reason_to_keep(person: Person, row: Authenticator) -> str:
    """Return why a way in cannot be taken away now, or an empty text when it can."""
    others = _others(person, row)
    if not person.has_usable_password() and not others.filter(type=Authenticator.Type.WEBAUTHN).exists():
        return LAST_WAY if row.type == Authenticator.Type.WEBAUTHN else ""
    if accounts.needs_second_factor(person.pk) and not others.exists():
        return NEEDED
    return ""


def leaves_password_alone(person: Person, row: Authenticator) -> bool:
    """Return whether the password would be the only proof left, so that its length must be looked at again."""
    return person.has_usable_password() and not _others(person, row).exists()


def why_too_weak_alone(person: Person, typed: str) -> str:
    """Return what is wrong with a typed password as the only proof, or an empty text."""
    if not person.check_password(typed):
        return say("That password did not fit. Try again.")
    if len(settled(typed)) < LEAST_ALONE:
        return say(
            "It is shorter than {least_alone} characters. Change your password first, then take this away.",
            least_alone=LEAST_ALONE,
        )
    return ""


def _others(person: Person, row: Authenticator) -> QuerySet[Authenticator]:
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=person.pk).exclude(pk=row.pk)
    return rows.exclude(type=Authenticator.Type.RECOVERY_CODES)


def _way(row: Authenticator, name: str) -> Way:
    made: datetime = row.created_at
    since = day_text(made.astimezone(clock.zone()).date(), clock.today())
    return Way(row.pk, name, since, row.type == Authenticator.Type.WEBAUTHN)
