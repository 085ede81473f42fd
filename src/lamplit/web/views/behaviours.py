"""What a behaviour may be saying: the shelf, one behaviour, a guess kept with a moment; leaves finding to actions."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from lamplit.actions import behaviours, saying
from lamplit.actions.entries import Clash, SignedOff, read_entry
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.web.policies import member
from lamplit.web.views.asked import NOT_SAVED, Asked, found, go, not_saved_words, page
from lamplit.web.views.coach import ADULTS
from lamplit.web.views.reading import show_entry

MINUTES = ((1, say("1 minute")), (5, say("5 minutes")), (15, say("15 minutes")))
SHELVES: dict[Role | None, str] = {Role.THERAPIST: "give_shelf", Role.TEACHER: "school_try", Role.SOCIAL_WORKER: ""}
PRACTISE = "practise"
readers = member(*ADULTS)
teachers = member(Role.TEACHER)


@readers
@require_safe
def shelf(request: Asked, circle: UUID) -> HttpResponse:
    """Show every behaviour, or those with something for one need or for so many minutes."""
    return _shelf(request, "behaviour")


@readers
@require_safe
def look(request: Asked, circle: UUID, behaviour: str) -> HttpResponse:
    """Show one behaviour: what it may be saying, what to do and to avoid, other words, when to get help."""
    return _one(request, behaviour, "behaviours")


@teachers
@require_safe
def school_shelf(request: Asked, circle: UUID) -> HttpResponse:
    """Show a teacher every behaviour that is met at school, in words for school."""
    return _shelf(request, "school_behaviour")


@teachers
@require_safe
def school_look(request: Asked, circle: UUID, behaviour: str) -> HttpResponse:
    """Show a teacher one behaviour."""
    return _one(request, behaviour, "school_behaviours")


def _shelf(request: Asked, one: str) -> HttpResponse:
    asked = behaviours.Wanted.of(request.GET)
    context = {
        "asked": asked,
        "cards": behaviours.shelf(request.visit, asked),
        "needs": behaviours.needs(request.visit),
        "lengths": MINUTES,
        "here": f"{one}s",
        "one": one,
        "at_school": one.startswith("school"),
    }
    return page(request, "behaviours/shelf.html", context)


def _one(request: Asked, slug: str, here: str) -> HttpResponse:
    behaviour = found(behaviours.look(request.visit, slug))
    context = {
        "behaviour": behaviour,
        "asked": behaviours.Wanted.of(request.GET),
        "lengths": MINUTES,
        "need_words": behaviours.need_words,
        "tags": behaviours.tags(request.visit, behaviour),
        "shelf": SHELVES.get(request.visit.viewer.role, PRACTISE),
        "here": here,
        "at_school": here.startswith("school"),
    }
    return page(request, "behaviours/look.html", context)


@readers
@require_POST
def might_say(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Keep what an own moment might be saying, or take it away."""
    try:
        found(saying.choose(request.visit, entry, request.POST.get("saying", "")) or None)
    except (Clash, SignedOff):  # another page was faster: the moment shows what stands
        return go("entry", circle, entry)
    except NOT_SAVED as problem:
        return show_entry(request, found(read_entry(request.visit, entry)), 503, stopped=not_saved_words(problem))
    return go("entry", circle, entry, done="changed")


urlpatterns = [
    path("c/<uuid:circle>/behaviours", shelf, name="behaviours"),
    path("c/<uuid:circle>/e/<uuid:entry>/saying", might_say, name="might_say"),
    path("c/<uuid:circle>/behaviours/<slug:behaviour>", look, name="behaviour"),
    path("c/<uuid:circle>/school/behaviours", school_shelf, name="school_behaviours"),
    path("c/<uuid:circle>/school/behaviours/<slug:behaviour>", school_look, name="school_behaviour"),
]
