"""What the frame of a page shows by role: bottom bar, name at the top, how near help is; leaves pages to views."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from lamplit.actions import family_line, tickets
from lamplit.actions.family_line import ChosenLine
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say


@dataclass(frozen=True, slots=True)
class Tab:
    """One item of the bottom bar; `here` is True on the page it leads to."""

    href: str
    icon: str
    word: str
    here: bool


_SETTINGS = ("settings", "settings", say("Settings"))
_DIARY = ("diary", "notebook-pen", say("Diary"))
_CIRCLE = ("circle", "users-round", say("Circle"))
_JOURNAL = ("diary", "notebook-pen", say("Journal"))
_YOUNG = (("home", "sun", say("Mine")), _JOURNAL, ("who_sees", "eye", say("Who sees")), _SETTINGS)
_ADULT = (("home", "house", say("Now")), _DIARY, _CIRCLE, _SETTINGS)
_THERAPIST = (("home", "calendar", say("Today")), _DIARY, _CIRCLE, _SETTINGS)
_TABS: dict[Role, tuple[tuple[str, str, str], ...]] = {
    Role.SUBJECT: _YOUNG,
    Role.THERAPIST: _THERAPIST,
    Role.TEACHER: (),
}


def bottom_bar(request: HttpRequest) -> tuple[Tab, ...]:
    """Return at most four tabs for the circle this page belongs to; none outside a circle."""
    visit = getattr(request, "visit", None)
    if visit is None or visit.viewer.role is None:
        return ()
    here = _here(request)
    rows = _TABS.get(visit.viewer.role, _ADULT)
    return tuple(Tab(_address(name, str(visit.viewer.circle)), icon, word, name == here) for name, icon, word in rows)


def help_here(request: HttpRequest) -> bool:
    """Return True where "Help me now" stands at the top: every page of a young person, or with one."""
    visit = getattr(request, "visit", None)
    return visit is not None and (visit.viewer.role is Role.SUBJECT or visit.together)


def support_line(request: HttpRequest) -> ChosenLine | None:
    """Return the family's own line for the foot of a page of their circle; nothing outside it, and none to others."""
    visit = getattr(request, "visit", None)
    return family_line.chosen_line(visit) if visit is not None else None


def country_here(request: HttpRequest) -> str:
    """Return the country of this circle where it is another than the house's, so that help leads to its lines."""
    visit: Any = getattr(request, "visit", None)
    code = visit.country.upper() if visit is not None else ""
    return "" if code == settings.COUNTRY.strip().upper() else code


def place_name(request: HttpRequest) -> str:
    """Return whose circle this page is about, or nothing outside a circle."""
    visit: Any = getattr(request, "visit", None)
    if visit is None:
        return ""
    if visit.viewer.role is Role.TEACHER:
        return say("At school")  # home may call the child by another name
    return str(visit.subject_name or visit.circle_name)


def may_switch(request: HttpRequest) -> bool:
    """Return True where the name at the top leads to one's other circles."""
    visit = getattr(request, "visit", None)
    return visit is not None and bool(visit.elsewhere)


def writer_tag(request: HttpRequest) -> str:
    """Return whose words may wait on this device, as a tag that says nothing; nothing outside a circle, or together."""
    visit: Any = getattr(request, "visit", None)
    return "" if visit is None or visit.together else tickets.writer_tag(visit.viewer.person)


@lru_cache(maxsize=4096)
def _address(name: str, circle: str) -> str:
    return reverse(name, kwargs={"circle": circle})


def _here(request: HttpRequest) -> str:
    match = request.resolver_match
    name = match.url_name if match else ""
    return {"entry": "diary", "edit": "diary", "search": "diary"}.get(name or "", name or "")
