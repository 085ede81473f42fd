"""One entry: reading it, its earlier versions, deleting it and bringing it back; leaves writing to `writing`."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from lamplit.actions import drafts, entries
from lamplit.actions.entries import SignedOff
from lamplit.web.forms.typed import Typed, as_uuid, blank
from lamplit.web.policies import EVERYBODY, member
from lamplit.web.views import writing
from lamplit.web.views.asked import Asked, found, go, page
from lamplit.web.views.reading import draw, signed_already


@member(*EVERYBODY)
@require_GET
def entry(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Show one entry as this visitor may see it, and what was said back."""
    return draw(request, entry, _reply_begun(request))


def _reply_begun(request: Asked) -> Typed:
    """Return an empty reply, or the unfinished one that is asked for."""
    wanted = as_uuid(request.GET.get("draft", ""))
    draft = drafts.open_draft(request.visit, wanted) if wanted else None
    if draft is None or draft.kind != "reply":
        return blank()
    return Typed.from_fields({**draft.fields, "id": draft.id})


@member()
@require_GET
def history(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Show every version of an own entry, newest first; for anybody else there is no such page.

    One that is folded now has been folded from the beginning: what was hard to read was so before it was marked.
    """
    card = found(entries.read_entry(request.visit, entry))
    if not card.own:
        raise Http404
    before = [
        one._replace(content_note=one.content_note or card.content_note)
        for one in entries.entry_history(request.visit, entry)
        if one.revision != card.revision
    ]
    return page(request, "entries/history.html", {"card": card, "versions": (card, *before)})


@member(*EVERYBODY)
@require_POST
def delete(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Put an own entry aside; it can come back for seven days."""
    try:
        found(entries.delete_entry(request.visit, entry) or None)
    except SignedOff as signed:
        return signed_already(request, found(signed.current), None)
    return go("diary", circle, done="deleted", entry=entry)


@member(*EVERYBODY)
@require_POST
def restore(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Bring an own deleted entry back."""
    found(entries.restore_entry(request.visit, entry) or None)
    return go("entry", circle, entry, done="back")


@member(*EVERYBODY)
@require_GET
def deleted(request: Asked, circle: UUID) -> HttpResponse:
    """Show what was deleted in the last seven days."""
    return page(request, "entries/deleted.html", {"cards": entries.recently_deleted(request.visit)})


urlpatterns = [
    *writing.urlpatterns,
    path("c/<uuid:circle>/e/<uuid:entry>", entry, name="entry"),
    path("c/<uuid:circle>/e/<uuid:entry>/earlier", history, name="history"),
    path("c/<uuid:circle>/e/<uuid:entry>/delete", delete, name="delete"),
    path("c/<uuid:circle>/e/<uuid:entry>/restore", restore, name="restore"),
    path("c/<uuid:circle>/deleted", deleted, name="deleted"),
]
