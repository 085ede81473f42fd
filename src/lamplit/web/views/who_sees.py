"""Who sees what of mine: what is open to others now, and every time somebody looked; leaves the log to actions."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from lamplit.actions import entries, sharing
from lamplit.actions.entries import EntryCard, Visit
from lamplit.actions.sharing import Reading
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, page

LONGEST_CURSOR = 400
ENOUGH = 20
MOST_PAGES = 20
ONLY_ME = "Only you."


@member()
@require_GET
def who_sees(request: Asked, circle: UUID) -> HttpResponse:
    """Show what others can see of mine and every time they did, newest first."""
    before, further = (_cursor(request.GET.get(name)) for name in ("before", "further"))
    seen, older = ((), None) if before else _open_to_others(request.visit, further)
    log = sharing.who_sees_log(request.visit, before) if not further else None
    context = {
        "log": log,
        "looked": _by_entry(log.items) if log else (),
        "open": seen,
        "older": older,
        "first": not before and not further,
    }
    return page(request, "who_sees/who_sees.html", context)


def _cursor(text: str | None) -> str | None:
    if text and len(text) > LONGEST_CURSOR:
        raise Http404
    return text or None


def _by_entry(lines: tuple[Reading, ...]) -> tuple[tuple[Reading, ...], ...]:
    """Gather the readings of one entry, the entry read last first."""
    entries_read = dict.fromkeys(line.entry for line in lines)
    return tuple(tuple(line for line in lines if line.entry == entry) for entry in entries_read)


def _open_to_others(visit: Visit, before: str | None) -> tuple[tuple[EntryCard, ...], str | None]:
    """Return own entries that somebody else may see, newest first, and where to look further back."""
    found: list[EntryCard] = []
    for _ in range(MOST_PAGES):
        shown = entries.diary(visit, before=before)
        found += [card for card in shown.items if card.own and card.who_sees != ONLY_ME]
        before = shown.next
        if before is None or len(found) >= ENOUGH:
            break
    return tuple(found), before


urlpatterns = [path("c/<uuid:circle>/who-sees", who_sees, name="who_sees")]
