"""Keys for other people's programs, bound to one membership; shown once, kept only as a hash."""

import secrets
from hashlib import sha256
from uuid import UUID

from django.db.models import Q

from lamplit.actions import clock
from lamplit.engines.kernel import MemberState
from lamplit.people.accounts import fold
from lamplit.people.models import ApiToken, Membership

BYTES = 32


class NoSuchMember(Exception):  # noqa: N818 - an answer to the operator, not a fault
    """There is no confirmed membership for that person in that circle."""


def create_token(person: str, circle: UUID) -> str:
    """Return a new API token for `person` (user name, e-mail or id) in `circle`; raises NoSuchMember."""
    membership = (
        Membership.objects.filter(_named(person), circle=circle, state=MemberState.CONFIRMED.value)
        .select_related("person")
        .first()
    )
    if membership is None:
        raise NoSuchMember("Nobody of that name is a confirmed member of that circle.")
    token = f"lamplit_{secrets.token_urlsafe(BYTES)}"
    ApiToken.objects.create(
        token_hash=sha256(token.encode()).digest(),
        membership=membership,
        epoch=membership.person.epoch,
        created_at=clock.now(),
    )
    return token


def _named(person: str) -> Q:
    try:
        return Q(person=UUID(person))
    except ValueError:
        return Q(person__username=fold(person)) | Q(person__email__iexact=person.strip())
