"""Ways back in as rows: asked, agreed, tried and used once, by conditional updates; who may is decided in `helping`."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, QuerySet

from lamplit.people import memberships
from lamplit.people.helping import Known
from lamplit.people.invitations import hashed, new_token, same_hash
from lamplit.people.models import Consent, Membership, Person, ShutPages, WayBack
from lamplit.people.standing import NotPossibleError

LASTS = timedelta(minutes=15)
WAITS = timedelta(hours=72)
TRIES, _DIGITS = 5, 6
_SLACK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Started:
    """A new asking, the only moment its six numbers can be shown."""

    id: UUID
    code: str
    ends_at: datetime


def known(circle: UUID, now: datetime, today: date) -> dict[UUID, Known]:
    """Return the parts of a circle that are not removed, by membership, as the rule of helping reads them."""
    agreed = set(
        Consent.objects.filter(membership__circle=circle, withdrawn_on=None).values_list("membership", flat=True)
    )
    rows = {row.pk: row for row in Membership.objects.filter(circle=circle, circle__closed_on=None)}
    return {
        part.membership: Known(
            part, rows[part.membership].confirmed_at, part.membership in agreed, _on_duty(rows[part.membership], today)
        )
        for part in memberships.parts(circle, now)
        if part.membership in rows
    }


def _on_duty(row: Membership, today: date) -> bool:
    begun = row.on_duty_from is None or row.on_duty_from <= today
    return begun and (row.on_duty_until is None or today <= row.on_duty_until)


def ask(membership: UUID, by: UUID, now: datetime) -> Started:
    """Ask for a way back; an earlier asking for the same person ends, used or not."""
    WayBack.objects.filter(membership=membership, used_at=None, closed_at=None).update(closed_at=now)
    code = "".join(secrets.choice("0123456789") for _ in range(_DIGITS))
    row = WayBack(membership_id=membership, asked_by_id=by, asked_at=now, tries_left=TRIES, ends_at=now + LASTS)
    row.code_hash = _code_hash(row.pk, code)
    row.save(force_insert=True)
    return Started(row.pk, code, row.ends_at)


def waiting(circle: UUID, now: datetime) -> list[WayBack]:
    """Return the askings of a circle that wait for a second person, newest first."""
    return list(_open(now).filter(membership__circle=circle, token_hash=None).order_by("-asked_at"))


def unused_of(person: UUID, now: datetime) -> list[WayBack]:
    """Return the askings and links about a person that could still let somebody in as them."""
    return list(_open(now).filter(membership__person=person))


def used_lately(circle: UUID, now: datetime) -> list[WayBack]:
    """Return the ways back of a circle used in the last 72 hours and not stopped, newest first."""
    rows = WayBack.objects.select_related("membership__person", "asked_by", "agreed_by")
    return list(rows.filter(membership__circle=circle, used_at__gt=now - WAITS, closed_at=None).order_by("-used_at"))


def used_at(person: UUID, at: datetime) -> WayBack | None:
    """Return the way back by which a person came in at that moment."""
    rows = WayBack.objects.select_related("asked_by", "agreed_by")
    return rows.filter(membership__person=person, used_at=at).first()


def agree(way: UUID, by: UUID | None, now: datetime) -> tuple[str, datetime]:
    """Be the second: return the token of the link and when it ends. `by` None is the operator's command.

    Raises NotPossibleError when the asking is over, or has a second person already.
    """
    token, ends = new_token(), now + LASTS
    row = _open(now).filter(pk=way, token_hash=None).first()
    if row is None:
        raise NotPossibleError("back_over")
    changed = WayBack.objects.filter(pk=way, token_hash=None, used_at=None, closed_at=None).update(
        agreed_by=by,
        by_operator=by is None,
        token_hash=hashed(token),
        ends_at=ends,
        epoch=Person.objects.values_list("epoch", flat=True).get(pk=row.membership.person_id),
    )
    if not changed:
        raise NotPossibleError("back_over")
    return token, ends


def find(token: str, now: datetime) -> WayBack | None:
    """Return the way back of a link that still works; used, stopped, spent, ended and unknown ones are all None."""
    return _good(now).filter(token_hash=hashed(token), tries_left__gt=0).first()


def find_tried(way: UUID, now: datetime) -> WayBack | None:
    """Return a way back whose numbers were said rightly, while it still works."""
    return _good(now).filter(pk=way).first()


def try_code(row: WayBack, code: str) -> bool:
    """Spend one of five tries; return whether the six numbers were right. Raises NotPossibleError when none is left."""
    if not WayBack.objects.filter(pk=row.pk, tries_left__gt=0).update(tries_left=F("tries_left") - 1):
        raise NotPossibleError("back_over")
    digits = "".join(letter for letter in code if letter.isdigit())
    return same_hash(_code_hash(row.pk, digits), row.code_hash)


def take(way: UUID, now: datetime) -> WayBack:
    """Use a way back up; of two at once one wins, the other gets NotPossibleError."""
    row = find_tried(way, now)
    if row is None or not WayBack.objects.filter(pk=way, used_at=None, closed_at=None).update(used_at=now):
        raise NotPossibleError("back_over")
    return row


def close(circle: UUID, way: UUID, now: datetime) -> WayBack:
    """End a way back of this circle: before its use the link dies, within 72 hours after it is said to be stopped."""
    rows = WayBack.objects.select_related("membership").filter(pk=way, membership__circle=circle, closed_at=None)
    row = rows.first()
    late = row is None or (row.used_at is not None and row.used_at <= now - WAITS)
    if row is None or late or not WayBack.objects.filter(pk=way, closed_at=None).update(closed_at=now):
        raise NotPossibleError("back_over")
    return row


def shut(person: UUID, circle: UUID, up_to: int, now: datetime) -> None:
    """Shut what somebody wrote in a circle so far, to themselves too, for 72 hours."""
    held = {"up_to": up_to, "since": now, "opens_at": now + WAITS}
    ShutPages.objects.update_or_create(person_id=person, circle_id=circle, defaults=held)


def keep_shut(person: UUID) -> None:
    """Leave what is shut so until somebody is helped back in anew."""
    ShutPages.objects.filter(person=person).update(opens_at=None)


def circles_of(person: UUID) -> list[UUID]:
    """Return the open circles a person has a part in, in any state but removed."""
    rows = Membership.objects.filter(person=person, circle__closed_on=None).exclude(state="removed")
    return list(rows.values_list("circle", flat=True))


def _open(now: datetime) -> QuerySet[WayBack]:
    rows = WayBack.objects.select_related("membership__person", "membership__circle", "asked_by")
    return rows.filter(used_at=None, closed_at=None, ends_at__gt=now, asked_at__lte=now + _SLACK)


def _good(now: datetime) -> QuerySet[WayBack]:
    """Links whose person has changed nothing about their sign-in since, in a circle that is open."""
    rows = _open(now).exclude(token_hash=None).filter(epoch=F("membership__person__epoch"))
    return rows.filter(membership__person__is_active=True, membership__circle__closed_on=None)


def _code_hash(way: UUID, code: str) -> bytes:
    return hashlib.scrypt(code.encode(), salt=hashed("way back|" + way.hex), n=2**14, r=8, p=1, dklen=32)
