"""When something happened: what people and programs send, and what can be true."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lamplit.actions.times import read_moment, read_when, settle
from lamplit.actions.writing import Refused

NOW = datetime(2026, 11, 22, 19, 30, 15, 777, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def refusal(act: object, *args: object) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        act(*args)  # type: ignore[operator]
    problem = caught.value.problems[0]
    assert problem.message.endswith("."), problem
    return problem.field, problem.code


def test_what_has_no_time_happened_now():
    assert settle(None, NOW, 16) == NOW.replace(microsecond=0)


def test_a_phone_that_runs_nine_minutes_fast_is_believed():
    ahead = NOW + timedelta(minutes=9)
    assert settle(ahead, NOW, 16) == ahead.replace(microsecond=0)


@pytest.mark.parametrize(
    ("moment", "age", "code"),
    [
        (NOW + timedelta(minutes=11), 16, "not_yet"),
        (NOW + timedelta(days=400), 16, "not_yet"),
        (NOW - timedelta(days=18 * 366), 16, "too_long_ago"),
        (NOW - timedelta(days=21 * 366), None, "too_long_ago"),
        (datetime(1, 1, 1, tzinfo=ZoneInfo("Asia/Tokyo")), 16, "too_long_ago"),
        (datetime(9999, 12, 31, 23, tzinfo=ZoneInfo("America/New_York")), 16, "not_yet"),
        (datetime(2026, 11, 1, 12), 16, "no_offset"),
    ],
)
def test_a_time_that_cannot_be_true_is_refused_in_a_sentence(moment: datetime, age: int | None, code: str):
    assert refusal(settle, moment, NOW, age) == ("happened_at", code)


@pytest.mark.parametrize(("days", "age"), [(365 * 3, 16), (365 * 16, 16), (365 * 19, None)])
def test_a_memory_from_early_childhood_is_kept(days: int, age: int | None):
    long_ago = (NOW - timedelta(days=days)).replace(microsecond=0)
    assert settle(long_ago, NOW, age) == long_ago


@pytest.mark.parametrize(
    ("day", "clock", "meant"),
    [
        ("", "", None),
        ("2026-11-20", "", datetime(2026, 11, 20, 12, tzinfo=LONDON)),
        ("2026-11-20", "07:05", datetime(2026, 11, 20, 7, 5, tzinfo=LONDON)),
        ("", "07:05", datetime(2026, 11, 22, 7, 5, tzinfo=LONDON)),
        (" 2026-07-01 ", " 23:59 ", datetime(2026, 7, 1, 23, 59, tzinfo=LONDON)),
    ],
)
def test_a_form_may_leave_out_the_day_or_the_time(day: str, clock: str, meant: datetime | None):
    assert read_when(day, clock, NOW, LONDON) == meant


@pytest.mark.parametrize("day", ["31/12/2026", "2026-13-40", "tomorrow", "2026-02-30", "9" * 5000])
def test_a_day_that_cannot_be_read_is_said_so(day: str):
    assert refusal(read_when, day, "12:00", NOW, LONDON) == ("happened_at", "not_a_day")


@pytest.mark.parametrize("clock", ["25:00", "half past", "7.30"])
def test_a_time_that_cannot_be_read_is_said_so(clock: str):
    assert refusal(read_when, "2026-11-20", clock, NOW, LONDON) == ("happened_at", "not_a_time")


@pytest.mark.parametrize(("text", "code"), [("soon", "not_a_time"), ("2026-11-20T12:00:00", "no_offset")])
def test_a_program_must_send_a_whole_moment(text: str, code: str):
    assert refusal(read_moment, text) == ("happened_at", code)


def test_a_program_may_send_any_offset():
    assert read_moment("2026-11-20T12:00:00+05:30") == datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
