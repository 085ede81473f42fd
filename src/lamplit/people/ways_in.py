"""A person's ways in as a whole: whether there are any, and taking all of them away; each one is allauth's."""

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


def forget_ways_in(person: UUID) -> None:
    """Take away every password, passkey, code app and spare code of a person, because they are lost or not theirs."""
    Authenticator.objects.filter(user_id=person).delete()
    row = Person.objects.get(pk=person)
    row.set_unusable_password()
    row.save(update_fields=["password"])
