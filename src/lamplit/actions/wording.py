"""Days, times and roles as people say them; leaves what is said about an entry to `cards`."""

from datetime import date, datetime, timedelta, tzinfo

from lamplit.engines.kernel import Role, listed, say
from lamplit.engines.kernel.days import SHORT_WEEKDAYS, WEEKDAYS, day_and_month, long_day, short_day

ROLE_LABELS = {
    Role.SUBJECT: say("Young person"),
    Role.CARER: say("Carer"),
    Role.OTHER_CARER: say("Other carer"),
    Role.THERAPIST: say("Therapist"),
    Role.TEACHER: say("Teacher"),
    Role.SCHOOL_LEAD: say("School lead"),
    Role.SOCIAL_WORKER: say("Social worker"),
}
# As they stand within a sentence: `role_label(...).lower()` asks for these messages.
WITHIN_A_SENTENCE = (
    say("young person"),
    say("carer"),
    say("other carer"),
    say("therapist"),
    say("teacher"),
    say("school lead"),
    say("social worker"),
)
_WEEK = timedelta(days=6)


PAUSED_SHARING = say("Only you, because your sharing is paused.")


def role_label(role: Role | None) -> str:
    """Return a role as it stands beside a name, or an empty text for somebody without one."""
    return ROLE_LABELS[role] if role else ""


def day_text(day: date, today: date) -> str:
    """Return "Today", "Yesterday", "Tue 3 Nov", or "Tue 3 Nov 2024" when it is another year."""
    if day == today:
        return say("Today")
    if day == today - timedelta(days=1):
        return say("Yesterday")
    return short_day(day, year=day.year != today.year)


def plain_day(day: date, today: date) -> str:
    """Return "3 May", or "3 May 2024" when it is another year."""
    return day_and_month(day) if day.year == today.year else long_day(day)


def time_text(moment: datetime, zone: tzinfo) -> str:
    """Return the time of day as "9:02" in `zone`."""
    local = moment.astimezone(zone)
    return f"{local.hour}:{local.minute:02d}"


def at_text(moment: datetime, today: date, zone: tzinfo) -> str:
    """Return "Tue 9:02" within the last week, else "Tue 3 Nov, 9:02"."""
    day = moment.astimezone(zone).date()
    clock = time_text(moment, zone)
    if timedelta(0) <= today - day <= _WEEK:
        return say("{day} {time}", day=SHORT_WEEKDAYS[day.weekday()], time=clock)
    return say("{day}, {time}", day=day_text(day, today), time=clock)


def day_and_time(moment: datetime, zone: tzinfo) -> str:
    """Return "Tue 3 Nov 2026, 9:02", which reads the same whenever it is read."""
    local = moment.astimezone(zone)
    return say("{day}, {time}", day=short_day(local.date(), year=True), time=time_text(moment, zone))


def weekday_and_time(moment: datetime, zone: tzinfo) -> str:
    """Return "Tuesday 14:10"."""
    local = moment.astimezone(zone)
    return say("{day} {time}", day=WEEKDAYS[local.weekday()], time=time_text(moment, zone))


def greeting(hour: int) -> str:
    """Return the greeting for an hour of the day (0 to 23)."""
    if 5 <= hour < 12:
        return say("Good morning.")
    if 12 <= hour < 18:
        return say("Good afternoon.")
    return say("Good evening.")


joined = listed
