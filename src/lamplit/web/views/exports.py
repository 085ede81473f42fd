"""Taking one's record away, as a page to read or as a table; leaves what goes in to the actions."""

from uuid import UUID

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_GET

from lamplit.actions import exports
from lamplit.web.accounts.recent import recent_sign_in
from lamplit.web.hearing import with_player
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, page


@member()
@require_GET
def export(request: Asked, circle: UUID) -> HttpResponse:
    """Say what can be taken away, and what is needed for it; nothing of the record stands here."""
    return page(request, "exports/export.html", {"may": exports.may_export(request.visit)})


@member()
@recent_sign_in
@require_GET
def readable(request: Asked, circle: UUID) -> HttpResponse:
    """Show the whole record as one page made for reading and printing."""
    only_with_two_ways_in(request)
    return with_player(page(request, "exports/record.html", {"record": exports.export_page(request.visit)}))


@member()
@recent_sign_in
@require_GET
def table(request: Asked, circle: UUID) -> HttpResponseBase:
    """Send the record as a CSV file; its name says nothing."""
    only_with_two_ways_in(request)
    rows = (row.encode() for row in exports.export_csv(request.visit))
    answer = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="record.csv"'
    return answer


def only_with_two_ways_in(request: Asked) -> None:
    """Answer 404, as for a page that never was, to somebody without a second way in."""
    if not exports.may_export(request.visit):
        raise Http404


urlpatterns = [
    path("c/<uuid:circle>/export", export, name="export"),
    path("c/<uuid:circle>/export/record", readable, name="export_record"),
    path("c/<uuid:circle>/export/record.csv", table, name="export_csv"),
]
