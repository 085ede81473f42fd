"""Who sees what of mine: what is open to others now, and every time somebody looked; leaves the log to actions."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from lamplit.actions import entries, pausing, sharing
from lamplit.actions.circle_words import CircleError
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
    seen, older = ((), None) if before or request.visit.sharing_paused else _open_to_others(request.visit, further)
    log = sharing.who_sees_log(request.visit, before) if not further else None
    context = {
        "may_pause": pausing.may_pause_sharing(request.visit),
        "log": log,
        "looked": _by_entry(log.items) if log else (),
        "open": seen,
        "older": older,
        "first": not before and not further,
    }
    return page(request, "who_sees/who_sees.html", context)


@member()
@require_POST
def pause(request: Asked, circle: UUID) -> HttpResponse:
    """Let nobody see what I wrote, until I share again."""
    try:
        pausing.pause_sharing(request.visit)
    except CircleError:
        raise Http404 from None
    return redirect("who_sees", circle=circle)


@member()
@require_POST
def again(request: Asked, circle: UUID) -> HttpResponse:
    """Share again, as it was."""
    pausing.share_again(request.visit)
    return redirect("who_sees", circle=circle)


def _cursor(text: str | None) -> str | None:
    if text and len(text) > LONGEST_CURSOR:
        raise Http404
    return text or None


@dataclass(frozen=True, slots=True)
class Looks:
    """One person reading one entry on one day: the latest time, and every earlier one of that day, newest first."""

    latest: Reading
    earlier: tuple[Reading, ...]


def _by_entry(lines: tuple[Reading, ...]) -> tuple[tuple[Looks, ...], ...]:
    """Gather the readings of one entry, the entry read last first; the same person on the same day is one look."""
    by_entry: dict[UUID, dict[tuple[str, str, str, date], list[Reading]]] = {}
    for line in lines:
        key = (line.name, line.role_label, line.what, line.on)
        by_entry.setdefault(line.entry, {}).setdefault(key, []).append(line)
    return tuple(tuple(Looks(same[0], tuple(same[1:])) for same in looks.values()) for looks in by_entry.values())


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


urlpatterns = [
    path("c/<uuid:circle>/who-sees", who_sees, name="who_sees"),
    path("c/<uuid:circle>/who-sees/pause", pause, name="pause_sharing"),
    path("c/<uuid:circle>/who-sees/again", again, name="share_again"),
]
