"""Days, times and roles as people say them; leaves what is said about an entry to `cards`."""

from datetime import date, datetime, timedelta, tzinfo

from lamplit.engines.kernel import Role

ROLE_LABELS = {
    Role.SUBJECT: "Young person",
    Role.CARER: "Carer",
    Role.OTHER_CARER: "Other carer",
    Role.THERAPIST: "Therapist",
    Role.TEACHER: "Teacher",
    Role.SCHOOL_LEAD: "School lead",
    Role.SOCIAL_WORKER: "Social worker",
}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEK = timedelta(days=6)


PAUSED_SHARING = "Only you, because your sharing is paused."


def role_label(role: Role | None) -> str:
    """Return a role as it stands beside a name, or an empty text for somebody without one."""
    return ROLE_LABELS[role] if role else ""


def day_text(day: date, today: date) -> str:
    """Return "Today", "Yesterday", "Tue 3 Nov", or "Tue 3 Nov 2024" when it is another year."""
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    text = f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"


def plain_day(day: date, today: date) -> str:
    """Return "3 May", or "3 May 2024" when it is another year."""
    text = f"{day.day} {day:%B}"
    return text if day.year == today.year else f"{text} {day.year}"


def time_text(moment: datetime, zone: tzinfo) -> str:
    """Return the time of day as "9:02" in `zone`."""
    local = moment.astimezone(zone)
    return f"{local.hour}:{local.minute:02d}"


def at_text(moment: datetime, today: date, zone: tzinfo) -> str:
    """Return "Tue 9:02" within the last week, else "Tue 3 Nov, 9:02"."""
    day = moment.astimezone(zone).date()
    clock = time_text(moment, zone)
    if timedelta(0) <= today - day <= _WEEK:
        return f"{_DAYS[day.weekday()]} {clock}"
    return f"{day_text(day, today)}, {clock}"


def day_and_time(moment: datetime, zone: tzinfo) -> str:
    """Return "Tue 3 Nov 2026, 9:02", which reads the same whenever it is read."""
    local = moment.astimezone(zone)
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}, {time_text(moment, zone)}"


def weekday_and_time(moment: datetime, zone: tzinfo) -> str:
    """Return "Tuesday 14:10"."""
    local = moment.astimezone(zone)
    return f"{local:%A} {local.hour}:{local.minute:02d}"


def greeting(hour: int) -> str:
    """Return the greeting for an hour of the day (0 to 23)."""
    if 5 <= hour < 12:
        return "Good morning."
    if 12 <= hour < 18:
        return "Good afternoon."
    return "Good evening."


def joined(names: list[str]) -> str:
    """Return names as a spoken list: "Ada", "Ada and Bo", "Ada, Bo and Cy"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
