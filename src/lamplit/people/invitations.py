"""Open doors into a circle: made, looked up, tried and used once; only hashes of token and spoken code are kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hmac import compare_digest
from uuid import UUID

from django.db.models import F

from lamplit.engines.kernel import Role
from lamplit.people.models import Invitation, Membership, SetupToken
from lamplit.people.standing import NotPossibleError

LASTS = timedelta(hours=72)
TRIES = 5
_TOKEN_BYTES, _CODE_DIGITS = 32, 6


@dataclass(frozen=True, slots=True)
class Made:
    """A new invitation, the only moment its token and code can be shown."""

    id: UUID
    token: str
    code: str
    ends_at: datetime


def hashed(token: str) -> bytes:
    """Return the SHA-256 under which a 256-bit token is kept."""
    return hashlib.sha256(token.encode()).digest()


def new_token() -> str:
    """Return 256 random bits as text that fits an address."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def make(
    circle: UUID, role: Role, by: UUID, now: datetime, duty: tuple[date | None, date | None] = (None, None)
) -> Made:
    """Make an invitation for one role; earlier open ones for the same role by the same person stay as they are."""
    token, code = new_token(), "".join(secrets.choice("0123456789") for _ in range(_CODE_DIGITS))
    row = Invitation.objects.create(
        circle_id=circle,
        role=role.value,
        token_hash=hashed(token),
        code_hash=_code_hash(token, code),
        tries_left=TRIES,
        made_by_id=by,
        made_at=now,
        ends_at=now + LASTS,
        on_duty_from=duty[0],
        on_duty_until=duty[1],
    )
    return Made(row.pk, token, code, row.ends_at)


def find(token: str, now: datetime) -> Invitation | None:
    """Return the open invitation of a token; used, closed, spent, ended and unknown ones are all None."""
    row = Invitation.objects.select_related("circle").filter(token_hash=hashed(token)).first()
    return row if row is not None and is_open(row, now) else None


def is_open(row: Invitation, now: datetime) -> bool:
    """Return whether an invitation can still be used; a clock set back before its making closes it too."""
    unused = row.used_at is None and row.closed_at is None and row.tries_left > 0
    return unused and row.made_at - timedelta(hours=1) <= now < row.ends_at and row.circle.closed_on is None


def try_code(row: Invitation, token: str, code: str) -> bool:
    """Spend one of five tries; return whether the spoken code was right. Raises NotPossibleError when none is left."""
    spent = Invitation.objects.filter(pk=row.pk, tries_left__gt=0).update(tries_left=F("tries_left") - 1)
    if not spent:
        raise NotPossibleError("link_over")
    digits = "".join(letter for letter in code if letter.isdigit())
    return same_hash(_code_hash(token, digits), row.code_hash)


def take(row: Invitation, membership: Membership, now: datetime) -> None:
    """Use an invitation up for `membership`; of two at once one wins, the other gets NotPossibleError."""
    open_rows = Invitation.objects.filter(pk=row.pk, used_at=None, closed_at=None, ends_at__gt=now)
    if not open_rows.update(used_at=now, membership=membership):
        raise NotPossibleError("link_over")


def close(circle: UUID, invitation: UUID, now: datetime) -> Invitation:
    """End an open invitation of this circle (taken back, resent, or its role changed) and return it."""
    row = Invitation.objects.filter(pk=invitation, circle=circle, used_at=None, closed_at=None).first()
    if row is None or not Invitation.objects.filter(pk=row.pk, used_at=None, closed_at=None).update(closed_at=now):
        raise NotPossibleError("link_over")
    return row


def close_all_of(circle: UUID, person: UUID, now: datetime) -> int:
    """End every open invitation a person made in a circle: their part was paused, ended or left."""
    rows = Invitation.objects.filter(circle=circle, made_by=person, used_at=None, closed_at=None)
    return rows.update(closed_at=now)


def waiting(circle: UUID, now: datetime) -> list[Invitation]:
    """Return the open invitations of a circle, newest first."""
    rows = Invitation.objects.select_related("circle").filter(circle=circle, used_at=None, closed_at=None)
    return [row for row in rows.order_by("-made_at") if is_open(row, now)]


def make_setup(now: datetime) -> str:
    """Make the one token of the first page; earlier unused ones stop working."""
    SetupToken.objects.filter(used_at=None).delete()
    token = new_token()
    SetupToken.objects.create(token_hash=hashed(token), made_at=now, ends_at=now + LASTS)
    return token


def find_setup(token: str, now: datetime) -> SetupToken | None:
    """Return the setup token when it still works."""
    return SetupToken.objects.filter(token_hash=hashed(token), used_at=None, ends_at__gt=now).first()


def take_setup(row: SetupToken, now: datetime) -> None:
    """Use the setup token up; of two at once one wins, the other gets NotPossibleError."""
    if not SetupToken.objects.filter(pk=row.pk, used_at=None, ends_at__gt=now).update(used_at=now):
        raise NotPossibleError("link_over")


def _code_hash(token: str, code: str) -> bytes:
    """Hash the spoken code with the token as salt: 20 bits alone would fall to a list of all codes."""
    return hashlib.scrypt(code.encode(), salt=hashed("code|" + token), n=2**14, r=8, p=1, dklen=32)


def same_hash(one: bytes, kept: bytes | memoryview) -> bool:
    """Compare two hashes of a code in constant time: the one place outside the vault that does."""
    return compare_digest(one, bytes(kept))
