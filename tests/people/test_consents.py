"""When a consent is looked at again."""

from datetime import date, timedelta

import pytest

from lamplit.people.consents import review_day


@pytest.mark.parametrize(
    ("given_on", "born_on", "review"),
    [
        (date(2026, 3, 1), date(2017, 9, 10), date(2027, 3, 1)),  # no special birthday within the year
        (date(2026, 3, 1), date(2018, 9, 10), date(2026, 9, 10)),  # turns 8
        (date(2026, 3, 1), date(2010, 3, 2), date(2026, 3, 2)),  # turns 16 tomorrow
        (date(2026, 3, 1), date(2010, 3, 1), date(2027, 3, 1)),  # turned 16 today: looked at today already
        (date(2026, 3, 1), date(2008, 12, 31), date(2026, 12, 31)),  # turns 18
        (date(2026, 3, 1), date(2000, 1, 1), date(2027, 3, 1)),
        (date(2026, 3, 1), None, date(2027, 3, 1)),
        (date(2028, 2, 29), None, date(2029, 3, 1)),
        (date(2025, 6, 1), date(2016, 2, 29), date(2026, 3, 1)),  # turns 10, born on 29 February
    ],
)
def test_a_consent_is_looked_at_again_within_a_year_or_on_a_birthday_that_matters(
    given_on: date, born_on: date | None, review: date
) -> None:
    assert review_day(given_on, born_on) == review


def test_a_review_is_never_further_away_than_a_year_and_a_day() -> None:
    for years in range(18):
        review = review_day(date(2026, 5, 5), date(2026 - years, 5, 6))
        assert timedelta(0) < review - date(2026, 5, 5) <= timedelta(days=366)
