"""Proposals of who reads and when, as rows; who may propose and what each one sees is up to the actions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from lamplit.engines.safety.rota import Absence, Turn, in_force
from lamplit.people.models import Rota, RotaAway, RotaTurn, RotaYes

_BYTES = 16


@dataclass(frozen=True, slots=True)
class Kept:
    """One proposal as it stands: `asked` and `said_yes` are memberships, `since` is when it began, if it has."""

    id: UUID
    made_by: UUID | None
    asked: frozenset[UUID]
    said_yes: frozenset[UUID]
    turns: tuple[Turn, ...]
    made_at: datetime
    since: datetime | None
    ended_at: datetime | None

    def holds(self, here: Collection[UUID]) -> bool:
        """Tell whether it is in force among those who are here; what has not begun, or is over, never is."""
        begun = self.since is not None and self.ended_at is None
        return begun and in_force(self.asked, here, self.said_yes, self.turns)


def latest(circle: UUID) -> Kept | None:
    """Return the newest proposal of a circle, whether it is open, in force or over."""
    row = Rota.objects.filter(circle=circle).order_by("-made_at", "-id").first()
    return None if row is None else _kept(row)


def propose(circle: UUID, by: UUID, asked: Iterable[UUID], turns: Iterable[Turn], now: datetime) -> UUID:
    """Put a proposal in the place of the one before; nobody has said yes to it."""
    end(circle, now)
    row = Rota.objects.create(circle_id=circle, made_by_id=by, made_at=now, asked=b"".join(sorted(_packed(asked))))
    RotaTurn.objects.bulk_create(
        RotaTurn(
            rota=row,
            reader_id=each.reader,
            cover_id=each.cover,
            days=sum(1 << day for day in each.days),
            starts=_minutes(each.starts),
            ends=_minutes(each.ends),
        )
        for each in turns
    )
    return row.pk


def say_yes(rota: UUID, membership: UUID, now: datetime) -> None:
    """Note one yes; saying it twice changes nothing."""
    RotaYes.objects.get_or_create(rota_id=rota, membership_id=membership, defaults={"at": now})


def begin(rota: UUID, now: datetime) -> bool:
    """Let it hold from now on; False when it already does, or is over."""
    return bool(Rota.objects.filter(pk=rota, since=None, ended_at=None).update(since=now))


def end(circle: UUID, now: datetime) -> bool:
    """End what is open in a circle; False when there was nothing."""
    return bool(Rota.objects.filter(circle=circle, ended_at=None).update(ended_at=now))


def absences(memberships: Collection[UUID], since: date) -> list[tuple[UUID, Absence]]:
    """Return the days away of some members that end on `since` or later, the soonest first, each with its id."""
    rows = RotaAway.objects.filter(membership__in=memberships, last__gte=since).order_by("first", "id")
    return [(row.pk, Absence(row.membership_id, row.first, row.last)) for row in rows]


def add_absence(membership: UUID, first: date, last: date) -> None:
    """Keep that a member is away on some days; the same days twice are kept once."""
    RotaAway.objects.get_or_create(membership_id=membership, first=first, last=last)


def drop_absence(membership: UUID, absence: UUID) -> bool:
    """Take days away back; False when they are not this member's."""
    return bool(RotaAway.objects.filter(pk=absence, membership=membership).delete()[0])


def _kept(row: Rota) -> Kept:
    asked = bytes(row.asked)
    return Kept(
        id=row.pk,
        made_by=row.made_by_id,
        asked=frozenset(UUID(bytes=asked[at : at + _BYTES]) for at in range(0, len(asked), _BYTES)),
        said_yes=frozenset(RotaYes.objects.filter(rota=row).values_list("membership", flat=True)),
        turns=tuple(_turn(each) for each in RotaTurn.objects.filter(rota=row).order_by("id")),
        made_at=row.made_at,
        since=row.since,
        ended_at=row.ended_at,
    )


def _turn(row: RotaTurn) -> Turn:
    days = frozenset(day for day in range(7) if row.days >> day & 1)
    return Turn(row.reader_id, row.cover_id, days, _time(row.starts), _time(row.ends))


def _packed(ids: Iterable[UUID]) -> list[bytes]:
    return [each.bytes for each in ids]


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
