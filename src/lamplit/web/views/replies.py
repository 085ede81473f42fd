"""Replying to an entry, taking a reply back, and switching replies off; leaves drawing the page to `entries`."""

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from lamplit.actions import replies
from lamplit.actions.entries import Clash, Refused
from lamplit.engines.kernel.saying import say
from lamplit.web.forms.shapes import SHAPES
from lamplit.web.forms.typed import Typed
from lamplit.web.policies import member
from lamplit.web.views.asked import NOT_SAVED, Asked, found, go, not_saved_words
from lamplit.web.views.reading import draw

AGAIN = say("Something else was sent from this page already. Your words are still here. Send keeps both.")
KEPT_HERE = say("Your words are still on this page.")


@member()
@require_POST
def reply(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Send a reply to an entry this visitor reads; what cannot be sent stays on the page."""
    typed = Typed.from_post(request.POST, SHAPES["reply"].names)
    wanted = typed.entry_id() or uuid4()
    typed = typed.with_answers(id=wanted)
    try:
        if replies.write_reply(request.visit, entry, wanted, typed.one("text")) is None:
            raise Http404
    except Refused as refused:
        return draw(request, entry, typed, refused.problems[0].message, 422)
    except replies.RepliesClosed:
        return draw(request, entry, typed, f"{replies.CLOSED} {KEPT_HERE}", 409)
    except Clash:
        return draw(request, entry, typed.with_answers(id=uuid4()), AGAIN, 409)
    except NOT_SAVED as trouble:
        return draw(request, entry, typed, not_saved_words(trouble), 503)
    if request.POST.get("then") == "plan":
        return go("plan", circle, done="said")
    return go("entry", circle, entry, done="replied", reply=wanted)


@member()
@require_POST
def delete(request: Asked, circle: UUID, entry: UUID, reply: UUID) -> HttpResponse:
    """Take an own reply away from everybody."""
    found(replies.delete_reply(request.visit, entry, reply) or None)
    return go("entry", circle, entry, done="reply_deleted", reply=reply)


@member()
@require_POST
def restore(request: Asked, circle: UUID, entry: UUID, reply: UUID) -> HttpResponse:
    """Bring an own deleted reply back."""
    found(replies.restore_reply(request.visit, entry, reply) or None)
    return go("entry", circle, entry, done="reply_back", reply=reply)


@member()
@require_POST
def switch(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Let an own entry take replies, or no more."""
    taken = request.POST.get("taken") == "yes"
    found(replies.switch_replies(request.visit, entry, taken=taken) or None)
    return go("entry", circle, entry, done="replies_on" if taken else "replies_off")


urlpatterns = [
    path("c/<uuid:circle>/e/<uuid:entry>/replies", reply, name="reply"),
    path("c/<uuid:circle>/e/<uuid:entry>/replies/switch", switch, name="switch_replies"),
    path("c/<uuid:circle>/e/<uuid:entry>/replies/<uuid:reply>/delete", delete, name="delete_reply"),
    path("c/<uuid:circle>/e/<uuid:entry>/replies/<uuid:reply>/restore", restore, name="restore_reply"),
]
