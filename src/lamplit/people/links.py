"""One-time sign-in links: made, looked at and used up here; who may ask for one belongs to `actions.accounts`."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from django.db.models import F, QuerySet

from lamplit.people.models import Person, SignInLink


class Purpose(StrEnum):
    """What a link is for; `DEMO` counts as a second factor and works on this machine only."""

    DEMO = "demo"
    DEVICE = "device"


def make(person: UUID, purpose: Purpose, now: datetime, minutes: int) -> str:
    """Return a new token of 256 bits that opens `person`'s account once, within `minutes`; raises Person.DoesNotExist.

    It dies early when the person's epoch rises (a changed password, "sign out everywhere").
    """
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        person_id=person,
        purpose=purpose.value,
        token_hash=_hash(token),
        epoch=Person.objects.values_list("epoch", flat=True).get(pk=person),
        made_at=now,
        ends_at=now + timedelta(minutes=minutes),
    )
    return token


def look_at(token: str, now: datetime) -> SignInLink | None:
    """Return the link of a token that would still work, without using it up."""
    return _good(token, now).first()


def use(token: str, now: datetime) -> SignInLink | None:
    """Use a token up and return its link; of two at the same moment one gets it, the other None."""
    if not _good(token, now).update(used_at=now):
        return None
    return SignInLink.objects.select_related("person").get(token_hash=_hash(token))


def _good(token: str, now: datetime) -> QuerySet[SignInLink]:
    return SignInLink.objects.filter(
        token_hash=_hash(token),
        used_at=None,
        made_at__lte=now + timedelta(hours=1),  # a clock that jumped back further than this closes the link
        ends_at__gt=now,
        pk__in=SignInLink.objects.filter(epoch=F("person__epoch"), person__is_active=True).values("pk"),
    )


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
