"""The diary: what this visitor may read, day by day; leaves one entry to `entries`."""

from itertools import groupby
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET

from lamplit.actions import drafts, entries
from lamplit.actions.way_back_page import opens_text
from lamplit.engines.kernel.saying import say
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import EVERYBODY, member
from lamplit.web.views.asked import Asked, Toast, page

PAGE = 50
LONGEST_CURSOR = 400


@member(*EVERYBODY)
@require_GET
def diary(request: Asked, circle: UUID) -> HttpResponse:
    """Show the latest entries, or those before the cursor of the "Earlier" link."""
    before = request.GET.get("before") or None
    if before and len(before) > LONGEST_CURSOR:
        raise Http404
    shown = entries.diary(request.visit, before=before, limit=PAGE)
    days = [(day, tuple(cards)) for day, cards in groupby(shown.items, key=lambda card: card.day_text)]
    context = {
        "days": days,
        "next": shown.next,
        "first": before is None,
        "unfinished": drafts.unfinished_text(request.visit) if before is None else "",
        "toast": _toast(request),
        "opens_text": opens_text(request.visit),
    }
    return page(request, "diary/diary.html", context)


def _toast(request: Asked) -> Toast | None:
    gone = as_uuid(request.GET.get("entry", ""))
    if request.GET.get("done") != "deleted" or gone is None:
        return None
    return Toast(say("Deleted."), reverse("restore", args=(request.visit.viewer.circle, gone)))


urlpatterns = [path("c/<uuid:circle>/diary", diary, name="diary")]
