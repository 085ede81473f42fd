"""Days, times and names as people say them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from lamplit.actions.wording import at_text, day_text, greeting, joined, time_text

TODAY = date(2026, 11, 22)
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "Today"),
        (date(2026, 11, 21), "Yesterday"),
        (date(2026, 11, 3), "Tue 3 Nov"),
        (date(2025, 11, 3), "Mon 3 Nov 2025"),
    ],
)
def test_a_day_is_said_as_people_say_it(day: date, words: str):
    assert day_text(day, TODAY) == words


def test_a_time_is_told_in_the_zone_of_the_house():
    assert time_text(datetime(2026, 7, 1, 8, 2, tzinfo=UTC), LONDON) == "9:02"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 17, 9, 2, tzinfo=UTC), "Tue 9:02"),
        (datetime(2026, 11, 3, 9, 2, tzinfo=UTC), "Tue 3 Nov, 9:02"),
        (datetime(2026, 11, 22, 23, 40, tzinfo=UTC), "Sun 23:40"),
    ],
)
def test_a_reading_is_told_by_weekday_within_a_week(moment: datetime, words: str):
    assert at_text(moment, TODAY, LONDON) == words


@pytest.mark.parametrize(
    ("hour", "words"), [(3, "Good evening."), (5, "Good morning."), (12, "Good afternoon."), (18, "Good evening.")]
)
def test_the_greeting_fits_the_hour(hour: int, words: str):
    assert greeting(hour) == words


@pytest.mark.parametrize(
    ("names", "words"), [([], ""), (["Ada"], "Ada"), (["Ada", "Bo"], "Ada and Bo"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_listed_as_spoken(names: list[str], words: str):
    assert joined(names) == words
