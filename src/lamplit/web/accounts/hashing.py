"""How a password becomes its hash: Unicode settled, Argon2id, few at a time; what a good one is: `passwords`."""

import unicodedata
from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

_AT_ONCE = 2  # each check takes 100 MB for its 0.2 s; more at a time could push a small machine out of memory
_SEATS = BoundedSemaphore(_AT_ONCE)


def settled(password: str) -> str:
    """Return a password in the one Unicode form (NFKC, NIST SP 800-63B) that every keyboard's spelling of it shares."""
    return unicodedata.normalize("NFKC", password)


class SettledArgon2(Argon2PasswordHasher):
    """Argon2id with Django's parameters, which stand in every hash; the whole password counts, however long."""

    def encode(self, password: str, salt: str) -> str:
        """Return the hash of the settled password."""
        with _SEATS:
            return super().encode(settled(password), salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Return whether the settled password is the one that was hashed."""
        with _SEATS:
            return bool(super().verify(settled(password), encoded))
