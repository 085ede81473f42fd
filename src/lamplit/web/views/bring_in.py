"""Bringing in a diary kept elsewhere: choose a file, look at it, bring it in; leaves reading it to the actions.

The file itself is never kept, not even sealed: between the pages it travels with the form.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lamplit.actions import diary_import, entries
from lamplit.actions.audiences import who_will_see
from lamplit.actions.diary_import import Found, NotATableError
from lamplit.actions.doors import Visit
from lamplit.actions.writing import Refused
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.days import long_day
from lamplit.engines.kernel.saying import say
from lamplit.web.policies import member
from lamplit.web.uploads import MOST_OF_A_TABLE, table_sent
from lamplit.web.views.asked import NOT_SAVED, Asked, not_saved_words, page

MOST_ROWS = 2000  # of one file on a page; whoever runs the house can bring in longer ones
MOST_MOODS = 60
MOST_TOLD = 100  # bad rows on one page
_AGAIN = say("That file is not here any more. Choose it again.")
_NONE = say("Choose a file first.")
_LARGE = say("This file is larger than 1 MB. Cut it into parts, or ask the person who runs Lamplit to bring it in.")
_LONG = say(
    "This file has more than {most:,} rows. Cut it into parts, or ask the person who runs Lamplit.", most=MOST_ROWS
)


@dataclass(frozen=True, slots=True)
class Mood:
    """One mood word of a file, the name of its box on the page, and what is picked for it."""

    word: str
    name: str
    picked: str


@member(Role.SUBJECT, Role.CARER, Role.OTHER_CARER)
@never_cache
@require_http_methods(["GET", "POST"])
def bring_in(request: Asked, circle: UUID) -> HttpResponse:
    """Ask for a file, show what it holds and what its moods would mean, and bring it in when told to."""
    if request.method == "GET":
        return _choose(request)
    try:
        data = _data(request)
        found = diary_import.look(request.visit, data)
        if found.good + len(found.bad) > MOST_ROWS:
            raise NotATableError(_LONG)
    except NotATableError as error:
        return _choose(request, str(error))
    moods = _moods(request, found)
    if request.POST.get("step") != "bring":
        return _look(request, data, found, moods)
    return _bring(request, data, found, moods)


def _bring(request: Asked, data: bytes, found: Found, moods: list[Mood]) -> HttpResponse:
    meant = {mood.word: mood.picked for mood in moods}
    try:
        usual = request.POST.get("seen") == "usual"
        report = diary_import.bring_in(request.visit, data, found.form, meant, usual=usual)
    except Refused as refused:
        return _look(request, data, found, moods, " ".join(each.message for each in refused.problems))
    except NOT_SAVED as trouble:
        return _look(request, data, found, moods, not_saved_words(trouble))
    told, more = report.bad[:MOST_TOLD], max(0, len(report.bad) - MOST_TOLD)
    starts = entries.diary_from(request.visit, report.latest) if report.latest else None
    return page(request, "bring_in/done.html", {"report": report, "told": told, "more": more, "starts": starts})


def _choose(request: Asked, problem: str = "") -> HttpResponse:
    context = {"problem": problem, "young": request.visit.viewer.role is Role.SUBJECT}
    return page(request, "bring_in/choose.html", context, status=422 if problem else 200)


def _look(request: Asked, data: bytes, found: Found, moods: list[Mood], problem: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        "found": found,
        "told": [(row.line, row.why) for row in found.bad[:MOST_TOLD]],
        "more": max(0, len(found.bad) - MOST_TOLD),
        "first": _day(found.first),
        "last": _day(found.last),
        "moods": moods,
        "sort": diary_import.sort_of(request.visit),
        "held": b64encode(data).decode("ascii"),
        "only_me": who_will_see(request.visit, diary_import.sort_of(request.visit).kind, ["me"]),
        "usual": _usual(request.visit),
        "seen": request.POST.get("seen", "me"),
        "problem": problem,
    }
    return page(request, "bring_in/look.html", context, status=422 if problem else 200)


def _day(at: datetime | None) -> str:
    return long_day(at) if at else ""


def _usual(visit: Visit) -> str:
    """Return who sees what this person writes here when nothing is chosen; nothing when that is themselves alone."""
    kind = diary_import.sort_of(visit).kind
    said = who_will_see(visit, kind)
    return "" if said == who_will_see(visit, kind, ["me"]) else said


def _moods(request: Asked, found: Found) -> list[Mood]:
    """Return the moods of a file with what was picked for each, or else what it usually means."""
    named = [(word, f"mood-{place}", usual) for place, (word, usual) in enumerate(found.moods.items())]
    return [Mood(word, name, request.POST.get(name) or usual) for word, name, usual in named[:MOST_MOODS]]


def _data(request: Asked) -> bytes:
    """Return the file a form sent, or the one it still holds; raises NotATableError when there is none to read."""
    held = request.POST.get("held", "")
    if held:
        try:
            data = b64decode(held, validate=True)
        except (NotBase64, ValueError):
            raise NotATableError(_AGAIN) from None
    else:
        data = table_sent(request)
    if len(data) > MOST_OF_A_TABLE:
        raise NotATableError(_LARGE)
    if not data:
        raise NotATableError(_NONE)
    return data


urlpatterns = [path("c/<uuid:circle>/bring-in", bring_in, name="bring_in")]
