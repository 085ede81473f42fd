"""Ages in whole years and the bands that choose wording; leaves what an age allows to the policy pack."""

from datetime import date
from enum import StrEnum


class AgeBand(StrEnum):
    """Bands that choose wording and content only, never who may see what (contract.md)."""

    EARLY = "3-5"
    YOUNG = "6-8"
    MIDDLE = "9-12"
    TEEN = "13-17"
    ADULT = "adult"


_BAND_STARTS = ((18, AgeBand.ADULT), (13, AgeBand.TEEN), (9, AgeBand.MIDDLE), (6, AgeBand.YOUNG))


def whole_years(born_on: date, on: date) -> int:
    """Return completed years from `born_on` to `on`; someone born on 29 February has a birthday on 1 March.

    Raises ValueError when `on` is before `born_on`.
    """
    if on < born_on:
        raise ValueError("A birth date cannot be in the future.")
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def age_band(years: int) -> AgeBand:
    """Return the band for an age in whole years (0 or more); under 6 is the earliest band."""
    return next((band for start, band in _BAND_STARTS if years >= start), AgeBand.EARLY)
