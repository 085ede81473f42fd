"""A therapist gives something to try: a shelf, one page to send it, and how far it came; leaves deciding to actions."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lamplit.actions import agreeing, giving
from lamplit.actions.giving import Gift, Giving
from lamplit.actions.writing import Clash, Refused
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import member
from lamplit.web.views.asked import NOT_SAVED, Asked, Toast, found, go, not_saved_words, page
from lamplit.web.views.finding import sought

therapists = member(Role.THERAPIST)
DONE = {
    "agreed": say("Sent. Each of them has their own wording."),
    "taken_back": say("Taken back. Nobody has it any more."),
    "given": say("Sent. You see here whether it was opened and done."),
    "danger": say("Written down. Looking back is off here for now."),
    "no_danger": say("Written down. Looking back is open again."),
}


@therapists
@require_GET
def shelf(request: Asked, circle: UUID) -> HttpResponse:
    """Show everything that can be given in this circle."""
    shown = giving.gifts(request.visit)
    return page(request, "practice/give_shelf.html", sought(request, shown))


@therapists
@require_http_methods(["GET", "POST"])
def give(request: Asked, circle: UUID, slug: str) -> HttpResponse:
    """Show what is to be given, with for whom and why; or send it."""
    gift = found(giving.gift(request.visit, slug))
    if request.method == "GET":
        return _show(request, gift, {})
    try:
        giving.give(request.visit, gift, _filled_in(request))
    except Refused as refused:
        return _show(request, gift, {each.field: each.message for each in refused.problems}, status=422)
    except Clash:
        return go("given", circle)
    except NOT_SAVED as trouble:
        return _show(request, gift, {"": not_saved_words(trouble)}, status=503)
    return go("given", circle, done="given")


def _filled_in(request: Asked) -> Giving:
    sent = request.POST
    to = frozenset(each for text in sent.getlist("to") if (each := as_uuid(text)))
    words = {name: sent.get(name, "") for name in ("when", "why", "note")}
    return Giving(as_uuid(sent.get("id", "")) or uuid4(), to, **words, opens=sent.get("opens") == "yes")


def _show(request: Asked, gift: Gift, problems: dict[str, str], status: int = 200) -> HttpResponse:
    sent = request.POST
    context: dict[str, object] = {
        "gift": gift,
        "people": [(str(membership), words) for membership, _, words in giving.for_whom(request.visit, gift)],
        "whens": giving.whens(),
        "new_id": sent.get("id") or uuid4(),
        "to": sent.getlist("to"),
        "when": sent.get("when", ""),
        "why": sent.get("why", gift.purpose),
        "note": sent.get("note", ""),
        "opens": sent.get("opens") == "yes",
        "problems": problems,
    }
    return page(request, "practice/give.html", context, status=status)


@therapists
@require_GET
def given(request: Asked, circle: UUID) -> HttpResponse:
    """Show what this therapist gave, and how far each of it came."""
    context: dict[str, object] = {
        "given": giving.watched(request.visit),
        "agreed": agreeing.watched(request.visit),
        "toast": _toast(request, circle),
    }
    return page(request, "practice/given.html", context)


def _toast(request: Asked, circle: UUID) -> Toast | None:
    """Return the line about what was just done; an agreed task can be taken back, or given again."""
    done, task = request.GET.get("done", ""), as_uuid(request.GET.get("task", ""))
    name = {"agreed": "agreed_back", "taken_back": "agreed_again"}.get(done, "") if task else ""
    return Toast(DONE[done], reverse(name, args=(circle, task)) if name else "") if done in DONE else None


@therapists
@require_POST
def danger(request: Asked, circle: UUID, answer: str) -> HttpResponse:
    """Write down whether somebody here lives with danger now."""
    giving.set_danger_now(request.visit, on=answer == "yes")
    return go("given", circle, done="danger" if answer == "yes" else "no_danger")


urlpatterns = [
    path("c/<uuid:circle>/give", shelf, name="give_shelf"),
    path("c/<uuid:circle>/give/<slug:slug>", give, name="give"),
    path("c/<uuid:circle>/given", given, name="given"),
    path("c/<uuid:circle>/living-now/<slug:answer>", danger, name="danger_now"),
]
