"""A teacher's link and its codes, a new one for each device: made, tried and ended here; who may is `actions`'."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from lamplit.engines.kernel import MemberState
from lamplit.people.invitations import hashed, new_token, same_hash
from lamplit.people.models import Person, TeacherCode, TeacherLink
from lamplit.people.standing import NotPossibleError, effective_state

CODE_LASTS = timedelta(days=7)
MOST_WAITING = 10
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read or said as something else (0 O, 1 I L, U V)
CODE_LENGTH = 8  # of 30 letters: a little over 39 bits
LIKE_ANOTHER = str.maketrans("U", "V")
_CLOCK_SLIP = timedelta(hours=1)
_NAMELESS = "~"  # no sign-in name may begin with it, so nobody can sign in as a teacher who has only a link


@dataclass(frozen=True, slots=True)
class MadeCode:
    """A new code, the only moment it can be shown."""

    code: str
    ends_at: datetime


def make_person(person: UUID, profile: bytes, now: datetime) -> Person:
    """Make a teacher whose only way in is a link: no sign-in name anybody could type, and no password."""
    return Person.objects.make(person, f"{_NAMELESS}{person.hex}", None, profile=profile, on=now.date())


def make_link(membership: UUID, by: UUID, now: datetime) -> str:
    """Return the token of a new link to the school page; an earlier one and its codes stop at once."""
    close(membership, now)
    token = new_token()
    TeacherLink.objects.create(membership_id=membership, token_hash=hashed(token), made_by_id=by, made_at=now)
    return token


def make_code(membership: UUID, now: datetime) -> MadeCode:
    """Return a new code for the open link of a teacher; raises NotPossibleError without one, or with ten unused."""
    link = open_link(membership)
    if link is None:
        raise NotPossibleError("no_link")
    if _unused(link, now).count() >= MOST_WAITING:
        raise NotPossibleError("many_codes")
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    made = TeacherCode.objects.create(
        link=link, code_hash=_code_hash(link, code), made_at=now, ends_at=now + CODE_LASTS
    )
    return MadeCode(code, made.ends_at)


def open_link(membership: UUID) -> TeacherLink | None:
    """Return the link of a teacher that was not ended, else None."""
    return TeacherLink.objects.filter(membership=membership, closed_at=None).first()


def codes_waiting(membership: UUID, now: datetime) -> int:
    """Return how many codes of a teacher can still be used."""
    link = open_link(membership)
    return _unused(link, now).count() if link else 0


def is_by_link(person: UUID) -> bool:
    """Return whether a person is a teacher who was ever given a link, and so has no account of their own."""
    return TeacherLink.objects.filter(membership__person=person).exists()


def close(membership: UUID, now: datetime) -> bool:
    """End the link of a teacher with all its codes; False when there is none."""
    return bool(TeacherLink.objects.filter(membership=membership, closed_at=None).update(closed_at=now))


def find(token: str, now: datetime) -> TeacherLink | None:
    """Return the link of a token while it leads somewhere; ended, paused, removed and unknown ones are all None."""
    rows = TeacherLink.objects.select_related("membership__person", "membership__circle")
    row = rows.filter(token_hash=hashed(token), closed_at=None).first()
    return row if row is not None and _leads_in(row, now) else None


def fitting(link: TeacherLink, code: str) -> tuple[UUID, ...]:
    """Return the codes of a link that a typed one fits, used and old ones too; it takes a while on purpose."""
    typed = _code_hash(link, spelled(code))
    return tuple(row.pk for row in link.codes.all() if same_hash(typed, row.code_hash))


def take(link: TeacherLink, codes: Iterable[UUID], now: datetime) -> bool:
    """Use a code up; False when none of them can be used any more: of two at the same moment one gets in."""
    return bool(_unused(link, now).filter(pk__in=codes).update(used_at=now))


def spelled(code: str) -> str:
    """Return a typed code as it was made: capitals, without spaces and dashes; cut where no code is that long."""
    letters = "".join(letter for letter in code[:60].upper() if letter.isalnum())
    return letters.translate(LIKE_ANOTHER)[: CODE_LENGTH + 1]


def _leads_in(row: TeacherLink, now: datetime) -> bool:
    part = row.membership
    state = effective_state(MemberState(part.state), part.removal_due_at, now)
    return state is MemberState.CONFIRMED and part.circle.closed_on is None and part.person.is_active


def _unused(link: TeacherLink, now: datetime) -> QuerySet[TeacherCode]:
    """Return the codes that can still be used; a clock set back before their making closes them too."""
    return link.codes.filter(used_at=None, ends_at__gt=now, made_at__lte=now + _CLOCK_SLIP, link__closed_at=None)


def _code_hash(link: TeacherLink, code: str) -> bytes:
    """Hash a code slowly, with its link's own hash as the salt: a new link ends every code of the old one."""
    salt = bytes(link.token_hash)
    return hashlib.scrypt(code.encode("utf-8", "replace"), salt=salt, n=2**14, r=8, p=1, dklen=32)
