"""How a family reaches its therapist: the page on which that is written; leaves showing it to other pages."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from lamplit.actions import contact
from lamplit.actions.circle_words import CircleError
from lamplit.engines.kernel import Role
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, go, page

FACTS = ("name", "phone", "extension", "email")
LONGEST = 300


@member(Role.THERAPIST, Role.CARER)
@require_http_methods(["GET", "POST"])
def change(request: Asked, circle: UUID) -> HttpResponse:
    """Say how the therapist is reached."""
    facts, problems, status = contact.contact_facts(request.visit), {}, 200
    if request.method == "POST":
        facts = contact.TherapistFacts(*(request.POST.get(name, "")[:LONGEST] for name in FACTS))
        try:
            contact.change_contact(request.visit, facts)
            return go("circle", circle, done="therapist_card")
        except CircleError as error:
            problems, status = {error.field: error.message}, 422
    return page(request, "contact/change.html", {"facts": facts, "problems": problems}, status=status)


urlpatterns = [path("c/<uuid:circle>/circle/therapist", change, name="therapist_contact")]
