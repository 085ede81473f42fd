"""Seals small sign-in secrets for one person under a key of the house; leaves who asks to actions."""

import base64
import binascii
from uuid import UUID

from lamplit.vault.crypto import bind
from lamplit.vault.failures import Damaged
from lamplit.vault.keys import SIGN_IN as _KEY
from lamplit.vault.keys import ring


def seal_secret(person: UUID, text: str) -> str:
    """Return `text` sealed for one person, as base64 text."""
    sealed = ring().sealing(_KEY).seal(_KEY, person.hex, text.encode(), bind({"person": person.bytes}))
    return base64.b64encode(sealed).decode("ascii")


def open_secret(person: UUID, sealed: str) -> str:
    """Return what was sealed for this person; raises Damaged for anything else, another person's secret included."""
    try:
        raw = base64.b64decode(sealed, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Damaged from error
    return ring().sealing(_KEY).open(_KEY, person.hex, raw, bind({"person": person.bytes})).decode()
