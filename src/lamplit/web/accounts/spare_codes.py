"""Spare codes (recovery codes): ten on paper, each works once, kept only as hashes; leaves showing them to the page."""

import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import transaction

from lamplit.people.models import Person

COUNT = 10
_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing that looks like something else
_LENGTH = 12
_SAME = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None, " ": None})


class _Light(Argon2PasswordHasher):
    """Argon2id with OWASP's smaller parameters: a code has 55 random bits, so slowness adds little."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1


def make(person: Person) -> list[str]:
    """Make ten new codes in place of the old ones and return them, to be shown once; they are never shown again."""
    starts = secrets.SystemRandom().sample(_SIGNS, COUNT)  # each begins differently, so one hash is tried, not ten
    codes = [start + "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH - 1)) for start in starts]
    hasher = _Light()
    kept = {code[0]: hasher.encode(code, hasher.salt()) for code in codes}
    with transaction.atomic():
        Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
        Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={"hashes": kept})
    return ["-".join((code[:4], code[4:8], code[8:])) for code in codes]


def left(person: Person) -> int | None:
    """Return how many codes still work, or None when none were ever made."""
    row = Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(row.data["hashes"]) if row else None


def use(authenticator: Authenticator, typed: str) -> bool:
    """Return whether `typed` is one of the codes, and use it up; of two at the same moment one wins."""
    code = typed.casefold().translate(_SAME)
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        kept = row.data["hashes"].get(code[:1])
        if len(code) != _LENGTH or kept is None or not _Light().verify(code, kept):
            return False
        del row.data["hashes"][code[0]]
        row.save(update_fields=["data"])
    return True
