"""Keys for other people's programs, bound to one membership; shown once, kept only as a hash."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Q

from lamplit.actions import clock
from lamplit.engines.kernel import MemberState
from lamplit.people.accounts import fold
from lamplit.people.models import ApiToken, Membership
from lamplit.people.standing import effective_state

BYTES = 32


@dataclass(frozen=True, slots=True)
class TokenCard:
    """One key as it stands in the list: never the key itself; `works` is False while anything keeps it shut."""

    id: UUID
    person: UUID
    username: str
    circle: UUID
    role: str
    created_at: datetime
    works: bool


class NoSuchMember(Exception):  # noqa: N818 - an answer to the operator, not a fault
    """There is no confirmed membership for that person in that circle."""


def create_token(person: str, circle: UUID | None) -> str:
    """Return a new API token for `person` (user name, e-mail or id) in `circle`; raises NoSuchMember.

    Without a circle it is for the one that person is in.
    """
    parts = Membership.objects.filter(_named(person), state=MemberState.CONFIRMED.value).select_related("person")
    found = list(parts[:2] if circle is None else parts.filter(circle=circle))
    if not found:
        raise NoSuchMember("Nobody of that name is a confirmed member of that circle.")
    if len(found) > 1:
        raise NoSuchMember("That person is in more than one circle. Say which with --circle ID.")
    membership = found[0]
    token = f"lamplit_{secrets.token_urlsafe(BYTES)}"
    ApiToken.objects.create(
        token_hash=sha256(token.encode()).digest(),
        membership=membership,
        epoch=membership.person.epoch,
        created_at=clock.now(),
    )
    return token


def every_token(circle: UUID | None = None) -> tuple[TokenCard, ...]:
    """Return every token there is, or those of one circle, the oldest first."""
    rows = ApiToken.objects.select_related("membership__person").order_by("created_at", "id")
    return tuple(_card(row) for row in (rows if circle is None else rows.filter(membership__circle=circle)))


def revoke_token(token: UUID) -> bool:
    """End one token, from its next request on; False when there is none of that id that still stands."""
    return bool(ApiToken.objects.filter(id=token, revoked_at__isnull=True).update(revoked_at=clock.now()))


def _card(row: ApiToken) -> TokenCard:
    part, person = row.membership, row.membership.person
    state = effective_state(MemberState(part.state), part.removal_due_at, clock.now())
    alive = row.revoked_at is None and row.epoch == person.epoch and person.is_active
    return TokenCard(
        id=row.id,
        person=person.pk,
        username=person.username,
        circle=part.circle_id,
        role=part.role,
        created_at=row.created_at,
        works=alive and state is MemberState.CONFIRMED,
    )


def _named(person: str) -> Q:
    try:
        return Q(person=UUID(person))
    except ValueError:
        return Q(person__username=fold(person)) | Q(person__email__iexact=person.strip())
