"""A day somebody picks, kept as an ISO date; leaves what the day means to the kind that asks for it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lamplit.engines.kernel import say
from lamplit.engines.kernel.days import weekday_and_long_day
from lamplit.engines.records.kinds.fields import Refusal, Schema, Value


@dataclass(frozen=True, slots=True)
class Day:
    """One calendar day, as "2026-11-03"."""

    name: str
    required: ClassVar[bool] = False

    def check(self, value: object) -> str | None:
        """Return the day, or None when none was picked."""
        if value is None or value == "":
            return None
        found = day_of(value)
        if found is None:
            raise Refusal("not_a_day", say("Pick a day, or write it like 2026-11-03."))
        return found.isoformat()

    def read_back(self, value: Value) -> str:
        """Return the day in words."""
        found = day_of(value)
        return weekday_and_long_day(found) if found else ""

    def schema(self) -> Schema:
        """Return a date."""
        return {"type": "string", "format": "date"}


def day_of(value: object) -> date | None:
    """Return the day that an ISO text of ten characters means, else None."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
