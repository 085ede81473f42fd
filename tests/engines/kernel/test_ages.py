"""Whole years and the bands that choose wording."""

from datetime import date

import pytest

from lamplit.engines.kernel import AgeBand, age_band, whole_years


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2016, 11, 22), date(2026, 11, 21), 9),
        (date(2016, 11, 22), date(2026, 11, 22), 10),
        (date(2012, 2, 29), date(2025, 2, 28), 12),
        (date(2012, 2, 29), date(2025, 3, 1), 13),
        (date(2026, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_a_birthday_counts_from_its_day_on(born: date, on: date, years: int) -> None:
    assert whole_years(born, on) == years


def test_nobody_is_born_in_the_future() -> None:
    with pytest.raises(ValueError, match="future"):
        whole_years(date(2026, 11, 23), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("years", "band"),
    [
        (0, AgeBand.EARLY),
        (5, AgeBand.EARLY),
        (6, AgeBand.YOUNG),
        (9, AgeBand.MIDDLE),
        (13, AgeBand.TEEN),
        (18, AgeBand.ADULT),
    ],
)
def test_words_are_chosen_for_the_age(years: int, band: AgeBand) -> None:
    assert age_band(years) is band
