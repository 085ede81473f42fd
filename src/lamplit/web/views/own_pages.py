"""Signs, supports, the fuel gauge, places that feel safe, worries behind a lock; leaves keeping to the actions."""

from contextlib import suppress
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lamplit.actions import fuel, own_lists, signals
from lamplit.actions.entries import Clash, EntryCard, Refused, Writing, read_entry, revise_entry
from lamplit.engines.kernel import CARER_ROLES, Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.kinds.vocabulary import Choice
from lamplit.web.accounts.recent import recent_sign_in
from lamplit.web.forms.choices import choices_of
from lamplit.web.forms.typed import as_uuid, blank
from lamplit.web.policies import member
from lamplit.web.views.asked import NOT_SAVED, Asked, Toast, found, go, kept_toast, not_saved_words, page

FEAR, FELT, SUPPORT = "fear", "felt_safe", "support"
FACES = {"very": "laugh", "mostly": "smile", "unsure": "meh", "little": "annoyed", "no": "frown"}
LEVELS = dict(
    zip(
        ("empty", "low", "half", "good", "full"),
        ("battery", "battery-low", "battery-medium", "battery-full", "battery-charging"),
        strict=True,
    )
)
NOT_SENT = say("Not sent. It is kept for you alone. Ring or text them, or pick somebody else.")
owner = member(Role.SUBJECT)
carers = member(*CARER_ROLES)


@owner
@require_http_methods(["GET", "POST"])
def signs(request: Asked, circle: UUID) -> HttpResponse:
    """Show the six signs and what was sent; or send one."""
    trouble, status = "", 200
    if request.method == "POST":
        entry, to = (as_uuid(request.POST.get(name, "")) or uuid4() for name in ("id", "to"))
        try:
            if signals.send(request.visit, entry, request.POST.get("sign", ""), to):
                return go("signs", circle, done="sent", entry=entry)
            trouble, status = NOT_SENT, 409
        except Refused as refused:
            trouble, status = refused.problems[0].message, 422
        except Clash:
            return go("signs", circle)
        except NOT_SAVED as problem:
            trouble, status = not_saved_words(problem), 503
    people, sent = signals.grown_ups(request.visit), signals.sent(request.visit)
    context: dict[str, object] = {
        "people": people,
        "chosen": request.POST.get("to") or (str(people[0].membership) if people else ""),
        "sent": sent,
        "choices": choices_of(signals.KIND, blank()),
        "new_id": uuid4(),
        "trouble": trouble,
        "toast": _kept(request, tuple(each.card for each in sent), "sent"),
    }
    return page(request, "own_lists/signs.html", context, status=status)


@member(Role.SUBJECT, *CARER_ROLES)
@require_GET
def supports(request: Asked, circle: UUID) -> HttpResponse:
    """Show one's own network, each with when to call and addresses a phone opens."""
    mine = fuel.supports(request.visit)
    toast = _kept(request, tuple(each.card for each in mine), "kept", "changed")
    return page(request, "own_lists/supports.html", {"supports": mine, "toast": toast})


@carers
@require_http_methods(["GET", "POST"])
def gauge(request: Asked, circle: UUID) -> HttpResponse:
    """Show how much is left over time; or keep one tap."""
    trouble, status = "", 200
    if request.method == "POST":
        entry = as_uuid(request.POST.get("id", "")) or uuid4()
        try:
            kept = fuel.keep(request.visit, entry, request.POST.get("left", ""))
            return go("fuel", circle, done="kept", entry=kept.id)
        except Refused as refused:
            trouble, status = refused.problems[0].message, 422
        except Clash:
            return go("fuel", circle)
        except NOT_SAVED as problem:
            trouble, status = not_saved_words(problem), 503
    context: dict[str, object] = {
        "gauge": fuel.gauge(request.visit),
        "levels": [(each.value, each.label, LEVELS[each.value]) for each in _picks(fuel.KIND, "left")],
        "new_id": uuid4(),
        "trouble": trouble,
        "toast": _kept(request, own_lists.own_list(request.visit, fuel.KIND)[:1], "kept"),
    }
    return page(request, "own_lists/fuel.html", context, status=status)


@owner
@require_GET
def felt_safe(request: Asked, circle: UUID) -> HttpResponse:
    """Show the places and how safe each last felt."""
    cards = own_lists.own_list(request.visit, FELT)
    places = [
        (each, tuple(card for card in cards if (card.body or {}).get("place") == each.value)[:5])
        for each in _picks(FELT, "place")
    ]
    labels = KINDS[FELT].labels["face"]
    context: dict[str, object] = {"places": places, "faces": FACES, "labels": labels}
    return page(request, "own_lists/felt_safe.html", {**context, "toast": _kept(request, cards, "kept", "changed")})


@owner
@recent_sign_in
@require_GET
def fears(request: Asked, circle: UUID) -> HttpResponse:
    """Show one's own worries, behind the lock: five minutes after a proof it asks again."""
    cards = own_lists.own_list(request.visit, FEAR)
    return page(request, "own_lists/fears.html", {"cards": cards, "toast": _kept(request, cards, "kept", "changed")})


@owner
@recent_sign_in
@require_POST
def bring(request: Asked, circle: UUID) -> HttpResponse:
    """Mark a worry for the next session, or take the mark away."""
    entry = found(as_uuid(request.POST.get("entry", "")))
    stands = found(read_entry(request.visit, entry))
    if not stands.own or stands.kind != FEAR or stands.body is None:
        return go("fears", circle)
    marked = "yes" if request.POST.get("bring") == "yes" else "no"
    writing = Writing(entry, FEAR, {**stands.body, "bring": marked}, sensitive=stands.sensitive)
    with suppress(Clash):  # the other page was faster: the list shows what stands
        revise_entry(request.visit, entry, stands.revision, writing)
    return go("fears", circle)


def _picks(kind: str, name: str) -> tuple[Choice, ...]:
    """Return what can be picked for one field of a kind."""
    return KINDS[kind].words.fields[name].choices


def _kept(request: Asked, cards: tuple[EntryCard, ...], *acts: str) -> Toast | None:
    """Return the line after something was kept, with Undo; it only ever speaks of what is there."""
    done, entry = request.GET.get("done", ""), as_uuid(request.GET.get("entry", ""))
    card = next((each for each in cards if each.id == entry), None)
    if card is None or done not in acts:
        return None
    return kept_toast(request.visit, card.id, card.who_sees, changed=done == "changed")


urlpatterns = [
    path("c/<uuid:circle>/signs", signs, name="signs"),
    path("c/<uuid:circle>/supports", supports, name="supports"),
    path("c/<uuid:circle>/fuel", gauge, name="fuel"),
    path("c/<uuid:circle>/felt-safe", felt_safe, name="felt_safe"),
    path("c/<uuid:circle>/worries", fears, name="fears"),
    path("c/<uuid:circle>/worries/bring", bring, name="bring_worry"),
]
