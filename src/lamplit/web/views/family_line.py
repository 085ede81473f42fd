"""The family's own support line: the page on which it is chosen; leaves showing it to the frame of every page."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from lamplit.actions import clock, family_line
from lamplit.actions import help as helping
from lamplit.actions.circle_words import CircleError
from lamplit.engines.kernel import Role
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, go, page

FACTS = ("name", "phone", "text")
LONGEST = 300


@member(Role.SUBJECT, Role.CARER)
@require_http_methods(["GET", "POST"])
def choose(request: Asked, circle: UUID) -> HttpResponse:
    """Choose the line that stands at the foot of every page of this circle."""
    facts, problems, status = family_line.typed_line(request.visit), {}, 200
    if request.method == "POST":
        facts = family_line.SupportLine(*(request.POST.get(name, "")[:LONGEST] for name in FACTS))
        try:
            family_line.change_line(request.visit, facts)
            return go("family_line", circle, done="line")
        except CircleError as error:
            problems, status = {error.field: error.message}, 422
    place = helping.country(request.visit.country)
    lines = (*helping.local_lines(place.code, clock.today()), *helping.lines(place.code, clock.today()))
    context = {"facts": facts, "problems": problems, "place": place, "kept": request.GET.get("done") == "line"}
    context["offered"] = [each for each in lines if each.numbers or each.text_to]
    context["chosen"] = family_line.chosen_line(request.visit)
    return page(request, "contact/line.html", context, status=status)


urlpatterns = [path("c/<uuid:circle>/circle/line", choose, name="family_line")]
