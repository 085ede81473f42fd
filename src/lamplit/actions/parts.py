"""The weather words and the picture of an entry; leaves the labelled words of a body to its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lamplit.engines.records.kinds import KINDS


@dataclass(frozen=True, slots=True)
class WeatherChoice:
    """One weather word: `value` is stored, `label` and `icon` are shown together, always."""

    value: str
    label: str
    icon: str


@cache
def weathers() -> tuple[WeatherChoice, ...]:
    """Return the weather words in the order they are offered."""
    choices = KINDS["check_in"].words.fields["weather"].choices
    return tuple(WeatherChoice(each.value, each.label, each.value) for each in choices)


def icon_of(kind: str, body: Mapping[str, object] | None) -> str:
    """Return the picture's name: the weather of a check-in where it may be known, else the kind's own."""
    weather = body.get("weather") if body and kind == "check_in" else None
    return weather if isinstance(weather, str) else KINDS[kind].icon
