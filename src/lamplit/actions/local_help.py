"""Services near here that whoever runs the house puts down for everybody; one plain file, read without the database.

The file is public to whoever opens the house, so nothing of anybody stands in it. A file somebody broke by hand hides
what cannot be read and says so to `doctor`; the help pages answer all the same.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from lamplit.engines.kernel import say
from lamplit.engines.kernel.phones import read_phone
from lamplit.vault import beside

NAME = "local-help.json"
LISTED_FOR = timedelta(days=180)  # what is offered; a year is the most
LONGEST_LISTED = timedelta(days=366)
MOST_SERVICES = 100
_LONGEST = {"name": 80, "phone": 60, "text": 60, "site": 120, "hours": 120, "audience": 120, "area": 80}
_SITE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?(/[\w./~%+-]*)?", re.IGNORECASE)
_TEXTING = re.compile(r"text \w{1,20} to (?P<to>.+)", re.IGNORECASE)

REFUSED = {
    "name": say("Write what the service is called."),
    "long": say("That is too long for a help page. Make it shorter."),
    "no_way": say("Write a phone number, a number to text or a site, so that somebody can be reached."),
    "phone": say("That does not look like a phone number. Use digits, and a plus at the front if you need one."),
    "text": say("Write the number to text, or “text WORD to NUMBER”."),
    "site": say("Write the address of a site, such as example.org."),
    "audience": say("Write whom it is for, such as “young people under 18”."),
    "country": say("Choose a country from the list."),
    "expires_on": say("Choose the last day it is shown: from today, and at most a year ahead."),
    "checked_on": say("The day you checked it cannot be later than today."),
    "many": say("There are a hundred already. Put one away for good before you add another."),
    "damaged": say("The file local-help.json cannot be read, so nothing is put in it. Mend it or move it away first."),
}


@dataclass(frozen=True, slots=True)
class Service:
    """One service near here; `expires_on` is the last day it is shown, `away` that it was put away by hand."""

    id: UUID
    name: str
    phone: str
    text: str
    site: str
    hours: str
    audience: str
    country: str
    area: str
    checked_on: date | None
    expires_on: date
    away: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What the file says: services, the days on which lines of the list were rung, and whether all could be read."""

    services: tuple[Service, ...] = ()
    checks: Mapping[str, date] = field(default_factory=dict)
    damaged: bool = False


class ServiceError(ValueError):
    """A service that is not kept; `problems` are sentences by field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        """Keep the sentences."""
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class _Seen:
    """The file as this process read it last."""

    stamp: beside.Stamp | None = None
    place = ""
    standing = Standing()


_seen = _Seen()


def standing() -> Standing:
    """Return what the file says; read again only when it has changed."""
    stamp, place = beside.stamp(NAME), str(beside.path(NAME))
    if stamp is None:
        return Standing()
    if (stamp, place) != (_seen.stamp, _seen.place):
        _seen.standing, _seen.stamp, _seen.place = _read(), stamp, place
    return _seen.standing


def shown(today: date) -> tuple[Service, ...]:
    """Return the services people see: not put away, and their last day not over."""
    return tuple(each for each in standing().services if not each.away and each.expires_on >= today)


def expired(today: date) -> tuple[Service, ...]:
    """Return the services whose last day is over, those put away by hand aside."""
    return tuple(each for each in standing().services if not each.away and each.expires_on < today)


def rung_on(country: str, name: str) -> date | None:
    """Return the day on which whoever runs the house rang a line of the list."""
    return standing().checks.get(f"{country}/{name}")


def add(typed: Mapping[str, str], countries: frozenset[str], today: date) -> UUID:
    """Put a service down from what was typed; raises ServiceError, OSError when the disk does not take it."""
    wanted = {name: " ".join(typed.get(name, "").split()) for name in _LONGEST}
    wanted["site"] = re.sub(r"^https?://", "", wanted["site"], flags=re.IGNORECASE).rstrip("/")
    country = typed.get("country", "").strip().upper()
    checked, last = _typed_day(typed.get("checked_on", "")), _typed_day(typed.get("expires_on", ""))
    problems = _problems(wanted)
    if country not in countries:
        problems["country"] = REFUSED["country"]
    if not isinstance(last, date) or not today <= last <= today + LONGEST_LISTED:
        problems["expires_on"] = REFUSED["expires_on"]
    if checked == "" or (isinstance(checked, date) and checked > today):
        problems["checked_on"] = REFUSED["checked_on"]
    if problems or not isinstance(last, date):
        raise ServiceError(problems)
    rung = checked if isinstance(checked, date) else None
    made = _service(uuid4(), wanted, country, (rung, last))
    _change(lambda now: replace(now, services=(*now.services, made)), adding=True)
    return made.id


def put_away(service: UUID, *, away: bool) -> bool:
    """Stop showing a service, or let it stand in the list again; False when there is none of this id."""
    return _change_one(service, lambda each: replace(each, away=away))


def show_until(service: UUID, last: str, today: date) -> bool:
    """Show a service up to another day; False when there is none, ServiceError for a day that cannot be."""
    day = _typed_day(last)
    if not isinstance(day, date) or not today <= day <= today + LONGEST_LISTED:
        raise ServiceError({"expires_on": REFUSED["expires_on"]})
    return _change_one(service, lambda each: replace(each, expires_on=day, away=False))


def rang_service(service: UUID, today: date) -> bool:
    """Write down that a service was rung today; False when there is none of this id."""
    return _change_one(service, lambda each: replace(each, checked_on=today))


def rang_line(country: str, name: str, today: date) -> None:
    """Write down that a line of the list was rung today and everything on it was right."""
    _change(lambda now: replace(now, checks={**now.checks, f"{country}/{name}": today}))


def _problems(wanted: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with the texts, by field."""
    found: dict[str, str] = {name: REFUSED["long"] for name, most in _LONGEST.items() if len(wanted[name]) > most}
    found |= {name: REFUSED[name] for name in ("name", "audience") if not wanted[name]}
    texting = _TEXTING.fullmatch(wanted["text"])
    shapes = {
        "phone": not wanted["phone"] or read_phone(wanted["phone"]),
        "text": not wanted["text"] or read_phone(texting["to"] if texting else wanted["text"]),
        "site": not wanted["site"] or _SITE.fullmatch(wanted["site"]),
    }
    found |= {name: REFUSED[name] for name, right in shapes.items() if not right and name not in found}
    if not any(wanted[name] for name in ("phone", "text", "site")):
        found["phone"] = REFUSED["no_way"]
    return found


def _typed_day(text: str) -> date | str | None:
    """Return a day, None for an empty field, "" for what is no day."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return ""


def _change_one(service: UUID, how: Callable[[Service], Service]) -> bool:
    if all(each.id != service for each in standing().services):
        return False
    _change(lambda now: replace(now, services=tuple(how(x) if x.id == service else x for x in now.services)))
    return True


def _change(how: Callable[[Standing], Standing], *, adding: bool = False) -> None:
    with beside.one_writer():
        now = _read()
        if now.damaged:
            raise ServiceError({"": REFUSED["damaged"]})
        if adding and len(now.services) >= MOST_SERVICES:
            raise ServiceError({"": REFUSED["many"]})
        after = how(now)
        held = {"services": [asdict(each) for each in after.services], "checks": dict(after.checks)}
        beside.write(NAME, json.dumps(held, default=str, ensure_ascii=False, indent=1).encode())


def _read() -> Standing:
    """Return what can be read of the file; anything that cannot is left out and marked as damage."""
    try:
        text = beside.read(NAME)
        held = json.loads(text) if text else {"services": [], "checks": {}}
        services = [_held(each) for each in held["services"][:MOST_SERVICES]]
        checks = {str(name): date.fromisoformat(day) for name, day in held["checks"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Standing(damaged=True)
    whole = tuple(each for each in services if each is not None)
    return Standing(whole, checks, damaged=len(whole) < len(services))


def _service(service: UUID, texts: Mapping[str, str], country: str, days: tuple[date | None, date]) -> Service:
    return Service(
        id=service,
        name=texts["name"],
        phone=texts["phone"],
        text=texts["text"],
        site=texts["site"],
        hours=texts["hours"],
        audience=texts["audience"],
        country=country,
        area=texts["area"],
        checked_on=days[0],
        expires_on=days[1],
    )


def _held(held: Mapping[str, object]) -> Service | None:
    """Return one service of the file, None when it is not what this house would have written."""
    try:
        texts = {name: str(held[name]) for name in _LONGEST}
        checked, last = held["checked_on"], date.fromisoformat(str(held["expires_on"]))
        rung = None if checked is None else date.fromisoformat(str(checked))
        found = _service(UUID(str(held["id"])), texts, str(held["country"]), (rung, last))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return None if _problems(texts) else replace(found, away=bool(held.get("away")))
