"""The only reader of the clock; everything else is told the time."""

from datetime import UTC, date, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings


def now() -> datetime:
    """Return this moment as an aware UTC datetime."""
    return datetime.now(tz=UTC)  # noqa: TID251 - the one place that may


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def zone() -> ZoneInfo:
    """Return the zone in which this house counts its days (setting TIME_ZONE)."""
    return _zone(settings.TIME_ZONE)


def today(where: tzinfo | None = None) -> date:
    """Return the calendar day it is in `where`, by default the zone of this house."""
    return now().astimezone(where or zone()).date()
