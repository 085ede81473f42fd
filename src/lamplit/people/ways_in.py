"""Whether a person could sign in again by themselves: a password, or a passkey kept by allauth."""

from uuid import UUID

from allauth.mfa.models import Authenticator

from lamplit.people.models import Person


def has_way_in(person: UUID) -> bool:
    """Return whether this person has a usable password or at least one passkey."""
    row = Person.objects.filter(pk=person).first()
    if row is None:
        return False
    return (
        row.has_usable_password() or Authenticator.objects.filter(user=row, type=Authenticator.Type.WEBAUTHN).exists()
    )
