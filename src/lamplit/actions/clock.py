"""The only reader of the clock; everything else is told the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """Return this moment as an aware UTC datetime."""
    return _told.get() or datetime.now(tz=UTC)  # noqa: TID251 - the one place that may


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` for what this thread does in the block; only the fictional circles have such a past."""
    before = _told.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(before)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def zone() -> ZoneInfo:
    """Return the zone in which this house counts its days (setting TIME_ZONE)."""
    return _zone(settings.TIME_ZONE)


def today(where: tzinfo | None = None) -> date:
    """Return the calendar day it is in `where`, by default the zone of this house."""
    return now().astimezone(where or zone()).date()
