"""Finding one's words again; they travel in the body of the request, never in an address or a log."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from lamplit.actions import searching
from lamplit.engines.kernel.saying import say
from lamplit.web.policies import EVERYBODY, member
from lamplit.web.views.asked import Asked, page

SHORTEST = 2
LONGEST = 200


@member(*EVERYBODY)
@require_http_methods(["GET", "POST"])
def search(request: Asked, circle: UUID) -> HttpResponse:
    """Show the search page, and what was found when words were sent."""
    words = request.POST.get("words", "").strip()
    problem = _problem(words) if request.method == "POST" else ""
    asked = request.method == "POST" and not problem
    cards = searching.search(request.visit, words) if asked else ()
    context = {"words": words, "problem": problem, "asked": asked, "cards": cards}
    return page(request, "search/search.html", context, status=422 if problem else 200)


def _problem(words: str) -> str:
    if len(words) < SHORTEST:
        return say("Write at least two letters.")
    if len(words) > LONGEST:
        return say("That is {number} characters too long. A few words are enough.", number=len(words) - LONGEST)
    return ""


urlpatterns = [path("c/<uuid:circle>/search", search, name="search")]
