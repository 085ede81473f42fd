"""The chronology of concerns, to read and to save; leaves writing one to `writing` and reading one to `entries`."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from lamplit.actions import concerns, papers
from lamplit.web.accounts.recent import recent_sign_in
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, found, page


@member(*concerns.WRITERS)
@require_GET
def listed(request: Asked, circle: UUID) -> HttpResponse:
    """Show every concern this visitor wrote or was told of; the page is the same for those who have none."""
    cards = concerns.concerns(request.visit)
    may_save = any(card.own for card in cards)
    context = {"cards": cards, "may_record": concerns.may_record(request.visit), "may_save": may_save}
    return page(request, "concerns/list.html", context)


@member(*concerns.WRITERS)
@recent_sign_in
@require_GET
def chronology(request: Asked, circle: UUID) -> HttpResponse:
    """Send one's own concerns in order as a PDF, made in memory; its name says nothing."""
    made = found(papers.chronology(request.visit))
    headers = {"Content-Disposition": 'attachment; filename="record.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


urlpatterns = [
    path("c/<uuid:circle>/concerns", listed, name="concerns"),
    path("c/<uuid:circle>/concerns.pdf", chronology, name="chronology"),
]
