"""One entry: reading it, its earlier versions, deleting it and bringing it back; leaves writing to `writing`."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST

from lamplit.actions import audience_change, drafts, entries, sharing
from lamplit.actions import replies as replying
from lamplit.actions.entries import EntryCard
from lamplit.actions.sharing import Seen
from lamplit.engines.kernel import Role
from lamplit.web.forms.typed import Typed, as_uuid, blank
from lamplit.web.policies import EVERYBODY, member
from lamplit.web.views import writing
from lamplit.web.views.asked import Asked, Toast, found, go, kept_toast, page
from lamplit.web.views.reply_toasts import reply_toast
from lamplit.web.views.whispers import whispering

NOBODY_ELSE = "Only you."


@member(*EVERYBODY)
@require_GET
def entry(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Show one entry as this visitor may see it, and what was said back."""
    return draw(request, entry, _reply_begun(request))


def draw(request: Asked, entry: UUID, typed: Typed, trouble: str = "", status: int = 200) -> HttpResponse:
    """Return the page of one entry; `typed` is the reply somebody has begun, `trouble` why it was not sent."""
    visit = request.visit
    card, replies = found(replying.read_with_replies(visit, entry))
    if visit.viewer.role is Role.TEACHER:
        return _at_school(request, card)
    context = {
        "card": card,
        "replies": replies,
        "typed": typed,
        "trouble": trouble,
        "reply_sees": replying.WHO_SEES,
        "whisper": whispering(request, "reply", typed),
        "shown": tuple(one for one in sharing.people_to_show(visit, entry) if one.shown) if card.own else (),
        "seen": _latest_of_each(sharing.who_saw(visit, entry)) if card.own else (),
        "before": audience_change.as_it_stands(visit, entry) if card.own and card.who_sees != NOBODY_ELSE else "",
        "toast": reply_toast(request, card, replies) or _toast(request, card),
    }
    return page(request, "entries/entry.html", context, status=status)


def _reply_begun(request: Asked) -> Typed:
    """Return an empty reply, or the unfinished one that is asked for."""
    wanted = as_uuid(request.GET.get("draft", ""))
    draft = drafts.open_draft(request.visit, wanted) if wanted else None
    if draft is None or draft.kind != "reply":
        return blank()
    return Typed.from_fields({**draft.fields, "id": draft.id})


def _at_school(request: Asked, card: EntryCard) -> HttpResponse:
    """Show a teacher what they wrote: who else helps this child, and has read it, is not theirs to know."""
    plain = card._replace(can_revise=False, can_show=False, revision=1)
    context = {"card": plain, "shown": (), "seen": (), "before": "", "toast": _toast(request, plain)}
    return page(request, "entries/entry.html", context)


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
    found(entries.delete_entry(request.visit, entry) or None)
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


def _latest_of_each(seen: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """Return the newest reading of each person; every single one stands on its own page."""
    return tuple({(one.name, one.role_label): one for one in reversed(seen)}.values())[::-1]


def _toast(request: Asked, card: EntryCard) -> Toast | None:
    """Return the line about what was just done; it only ever speaks of what is so now."""
    done = request.GET.get("done", "")
    if not card.own or card.state != "live":
        return None
    if done in ("kept", "changed"):
        return kept_toast(request.visit, card.id, card.who_sees, changed=done == "changed")
    if done == "back":
        return Toast("It is back.")
    if done in ("closed", "opened"):
        return _audience_toast(request, card, done)
    return _sharing_toast(request, card, done)


def _audience_toast(request: Asked, card: EntryCard, done: str) -> Toast | None:
    """Return the line after an entry was closed to everybody else, or opened to them again."""
    before, alone = request.GET.get("before", ""), card.who_sees == NOBODY_ELSE
    if alone != (done == "closed"):
        return None
    if not alone:
        return Toast(f"As it was before. {card.who_sees}")
    undo = reverse("see_again", args=(request.visit.viewer.circle, card.id)) if before else ""
    return Toast("Only you can see this now.", undo, (("before", before),))


def _sharing_toast(request: Asked, card: EntryCard, done: str) -> Toast | None:
    to = as_uuid(request.GET.get("to", ""))
    people = {one.membership: one for one in sharing.people_to_show(request.visit, card.id)} if to else {}
    if to not in people:
        return None
    someone, circle = people[to], request.visit.viewer.circle
    if done == "shown" and someone.shown:
        stop = reverse("stop_showing", args=(circle, card.id))
        return Toast(f"{someone.name} can see this now.", stop, (("to", str(to)),))
    if done == "stopped" and not someone.shown:
        return Toast(f"{someone.name} can no longer see this.")
    return None


urlpatterns = [
    *writing.urlpatterns,
    path("c/<uuid:circle>/e/<uuid:entry>", entry, name="entry"),
    path("c/<uuid:circle>/e/<uuid:entry>/earlier", history, name="history"),
    path("c/<uuid:circle>/e/<uuid:entry>/delete", delete, name="delete"),
    path("c/<uuid:circle>/e/<uuid:entry>/restore", restore, name="restore"),
    path("c/<uuid:circle>/deleted", deleted, name="deleted"),
]
