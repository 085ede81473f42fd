"""The page of one entry, whichever act leads to it, with the line about what was just done; does no act itself."""

from dataclasses import replace
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lamplit.actions import (
    audience_change,
    company,
    concerns,
    five_questions,
    noticing,
    rota_reading,
    saying,
    sharing,
    signing,
)
from lamplit.actions import help as helping
from lamplit.actions import replies as replying
from lamplit.actions.doors import Visit
from lamplit.actions.entries import EntryCard, read_entry
from lamplit.actions.replies import Replies
from lamplit.actions.sharing import PersonChoice, Seen
from lamplit.actions.writing import SIGNED_OFF
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.kinds.incident import INCIDENT
from lamplit.engines.safety.reporting import guidance, routes
from lamplit.web.forms.shapes import fields_of
from lamplit.web.forms.typed import Typed, as_uuid
from lamplit.web.hearing import with_player
from lamplit.web.views.asked import Asked, Toast, found, kept_toast, page
from lamplit.web.views.reply_toasts import reply_toast
from lamplit.web.views.rota import read_toast
from lamplit.web.views.whispers import whispering

NOBODY_ELSE = "Only you."
# What the page of an entry asks for, and says nothing about unless told.
NOTHING_MORE: dict[str, object] = {
    **dict.fromkeys(("before", "due", "waits", "added", "stopped"), ""),
    **dict.fromkeys(("replies", "child", "noticed", "answer"), None),
    "shown": (),
    "said": (),
    "seen": (),
    "problems": {},
}
SIGNING = {
    "signed": say("Signed off, with the time. You can still add to it."),
    "not_signed": say("Not signed off. You can change it again."),
    "added": say("Added, with the time."),
}
AFTER_SAVE = frozenset({"kept", "changed", "added", "replied"})
CORRECTED = {
    "noticed_wrong": say("Thank you. These words will not bring this up again for you."),
    "not_now": say("Not now. It stays here, folded."),
}
KEPT_WITH_TIME = say("Kept, with the time. You can add to it until you sign it off.")


def draw(request: Asked, entry: UUID, typed: Typed, trouble: str = "", status: int = 200) -> HttpResponse:
    """Show the page of one entry; `typed` is the reply somebody has begun, `trouble` why it was not sent."""
    if request.visit.viewer.role is Role.TEACHER:
        return _at_school(request, found(read_entry(request.visit, entry)))
    card, replies = found(replying.read_with_replies(request.visit, entry))
    noticed = noticing.notice(request.visit, card, replies)
    beside = _beside(request, noticed)
    if noticed.first and request.GET.get("done") in AFTER_SAVE and card.kind != five_questions.KIND:
        return page(request, "noticing/first.html", {"card": card, **beside})
    card = noticing.folded(card, noticed)
    more = {
        **beside,
        "replies": replies,
        "answer": rota_reading.answer_of(request.visit, card, marked=bool(noticed.theirs)),
        "said": rota_reading.who_said(request.visit, card),
        "typed": typed,
        "trouble": trouble,
        "reply_sees": replying.WHO_SEES,
        "whisper": whispering(request, "reply", typed),
        "toast": read_toast(request, card.id) or _corrected(request, card) or _after_an_act(request, card, replies),
    }
    return show_entry(request, card, status, **more)


def show_entry(request: Asked, card: EntryCard, status: int = 200, **more: object) -> HttpResponse:
    """Show one entry as this visitor may see it; `more` is what `stopped` an act, or words typed as `added`."""
    visit = request.visit
    people = sharing.people_to_show(visit, card.id) if card.own else ()
    serious = card.kind == INCIDENT.code
    context: dict[str, object] = {
        **NOTHING_MORE,
        "card": card,
        "shown": tuple(one for one in people if one.shown),
        "seen": _latest_of_each(sharing.who_saw(visit, card.id)) if card.own else (),
        "before": audience_change.as_it_stands(visit, card.id) if card.own and card.who_sees != NOBODY_ELSE else "",
        "due": signing.form_due(card.happened_at) if serious and card.own and not card.signed_text else "",
        "concern": _concern(visit, card),
        "asked": five_questions.steps_beside(card),
        "place": helping.country(visit.country),
        "waits": signing.waits_until(card) if serious else "",
        "child": _child_waiting(people) if serious else None,
        "addition": uuid4(),
        "might_say": saying.might_say(card),
    }
    answer = page(request, "entries/entry.html", {**context, **more}, status=status)
    return with_player(answer) if card.sound else answer


def _after_an_act(request: Asked, card: EntryCard, replies: Replies) -> Toast | None:
    return reply_toast(request, card, replies) or _toast(request, card)


def _corrected(request: Asked, card: EntryCard) -> Toast | None:
    """Return the line after words were called wrong to notice, which can be taken back, or after "not now"."""
    done = request.GET.get("done", "")
    again = reverse("noticed_right", args=(request.visit.viewer.circle, card.id)) if done == "noticed_wrong" else ""
    return Toast(CORRECTED[done], again) if done in CORRECTED else None


def _beside(request: Asked, noticed: noticing.Noticed) -> dict[str, object]:
    """Return what an offer needs on a page: the number of the country, and whom one tap can tell."""
    emergency = helping.country(request.visit.country).emergency[0]
    people = company.people_to_tell(request.visit, noticed.offer.class_, noticed.words) if noticed.offer else ()
    return {"noticed": noticed, "emergency": emergency, "company": people, "company_id": uuid4()}


def _at_school(request: Asked, card: EntryCard) -> HttpResponse:
    """Show a teacher what they sent or were shown; who else helps this child, or has read it, is not theirs to know."""
    beside = _beside(request, noticing.notice(request.visit, card))
    toast = _corrected(request, card) or _toast(request, card)
    return page(request, "school/sent.html", {"card": card, "toast": toast, **beside})


def signed_already(request: Asked, card: EntryCard, typed: Typed | None) -> HttpResponse:
    """Say that an entry is signed off, and hand the words somebody typed back, ready to be added to it."""
    if typed is None and request.method == "GET":
        return redirect(reverse("entry", args=(request.visit.viewer.circle, card.id)))
    words = signing.words_of(card, fields_of(card.kind, typed)) if typed else ""
    return show_entry(request, card, 409, stopped=SIGNED_OFF, added=words)


def _concern(visit: Visit, card: EntryCard) -> dict[str, object] | None:
    """Return what stands beside one's own concern: whether somebody here was told, and the ways outside."""
    if card.kind != concerns.KIND or not card.own:
        return None
    return {"guide": guidance(), "routes": routes(visit.country), "told": card.who_sees != NOBODY_ELSE}


def _signable(card: EntryCard) -> bool:
    return card.kind in KINDS and KINDS[card.kind].signable


def _child_waiting(people: tuple[PersonChoice, ...]) -> PersonChoice | None:
    """Return the child or young person, when this is theirs to read and has not been opened for them yet."""
    return next((one for one in people if one.role is Role.SUBJECT and not one.shown), None)


def _latest_of_each(seen: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """Return the newest reading of each person; every single one stands on its own page."""
    return tuple({(one.name, one.role_label): one for one in reversed(seen)}.values())[::-1]


def _toast(request: Asked, card: EntryCard) -> Toast | None:
    """Return the line about what was just done; it only ever speaks of what is so now."""
    done = request.GET.get("done", "")
    if not card.own or card.state != "live":
        return None
    if done in SIGNING:
        return _signing_toast(request, card, done)
    if done in ("kept", "changed"):
        kept = kept_toast(request.visit, card.id, card.who_sees, changed=done == "changed")
        said = KEPT_WITH_TIME if done == "kept" and _signable(card) and not card.signed_text else kept.text
        return replace(kept, text=said, undo="" if card.signed_text else kept.undo)
    if done == "back":
        return Toast(say("It is back."))
    if done in ("closed", "opened"):
        return _audience_toast(request, card, done)
    return _sharing_toast(request, card, done)


def _signing_toast(request: Asked, card: EntryCard, done: str) -> Toast | None:
    """Return the line after signing off, taking that back, or adding; it only ever speaks of what is so now."""
    if bool(card.signed_text) is (done == "not_signed"):
        return None
    undo = reverse("undo_sign_off", args=(request.visit.viewer.circle, card.id)) if done == "signed" else ""
    return Toast(SIGNING[done], undo)


def _audience_toast(request: Asked, card: EntryCard, done: str) -> Toast | None:
    """Return the line after an entry was closed to everybody else, or opened to them again."""
    before, alone = request.GET.get("before", ""), card.who_sees == NOBODY_ELSE
    if alone != (done == "closed"):
        return None
    if not alone:
        return Toast(say("As it was before. {who_sees}", who_sees=card.who_sees))
    undo = reverse("see_again", args=(request.visit.viewer.circle, card.id)) if before else ""
    return Toast(say("Only you can see this now."), undo, (("before", before),))


def _sharing_toast(request: Asked, card: EntryCard, done: str) -> Toast | None:
    to = as_uuid(request.GET.get("to", ""))
    people = {one.membership: one for one in sharing.people_to_show(request.visit, card.id)} if to else {}
    if to not in people:
        return None
    someone, circle = people[to], request.visit.viewer.circle
    if done == "shown" and someone.shown:
        stop = reverse("stop_showing", args=(circle, card.id))
        return Toast(say("{name} can see this now.", name=someone.name), stop, (("to", str(to)),))
    if done == "stopped" and not someone.shown:
        return Toast(say("{name} can no longer see this.", name=someone.name))
    return None
