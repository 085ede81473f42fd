"""How a person is made and found by sign-in name; passwords and factors belong to the sign-in pages."""

import re
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager

Account = TypeVar("Account", bound=AbstractBaseUser)
_SIGN_IN_NAME = re.compile(r"[^\W_][\w.@+-]{1,62}[^\W]")


def fold(username: str) -> str:
    """Return a sign-in name as it is stored and compared: trimmed and casefolded."""
    return username.strip().casefold()


def is_sign_in_name(username: str) -> bool:
    """Return whether `username` is 3 to 64 letters, digits and . _ - + @, its ends a letter or a digit."""
    return _SIGN_IN_NAME.fullmatch(fold(username)) is not None


class PersonManager(BaseUserManager[Account]):
    """Makes persons and finds them by sign-in name, whatever the case it was typed in."""

    def make(self, person_id: UUID, username: str, password: str | None, *, profile: bytes, on: date) -> Account:
        """Create a person; `password` None means no password opens this account (a passkey will).

        `profile` is sealed bytes from the vault, `on` the day. Raises IntegrityError when the name is taken.
        """
        fields: dict[str, Any] = {"sealed_profile": profile, "created_on": on}
        person = self.model(id=person_id, username=fold(username), **fields)
        person.set_password(password)
        person.save(force_insert=True)
        return person

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the person with this sign-in name; raises Person.DoesNotExist."""
        return self.get(username=fold(username or ""))
