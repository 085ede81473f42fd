"""Lists a person keeps for themselves: what holds them, what they hope for; leaves writing a line to `writing`."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from lamplit.actions import own_lists, plan
from lamplit.actions.entries import Clash, EntryCard, Refused
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import KINDS
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, Toast, found, go, kept_toast, page

owner = member(Role.SUBJECT)
LISTS = {own_lists.STRENGTHS: "strengths", own_lists.HOPES: "hopes"}
NOT_NOW = say("That did not go in. The part is full, or it was changed just now. Look at it and tap again.")


@owner
@require_GET
def strengths(request: Asked, circle: UUID) -> HttpResponse:
    """Show people, places, skills, memories and sayings, each with the tap that puts it into the plan."""
    return _show(request, own_lists.STRENGTHS, "own_lists/strengths.html")


@owner
@require_GET
def hopes(request: Asked, circle: UUID) -> HttpResponse:
    """Show hopes and their next steps, each with the tap that puts it into the plan."""
    return _show(request, own_lists.HOPES, "own_lists/hopes.html")


@owner
@require_POST
def put_in(request: Asked, circle: UUID) -> HttpResponse:
    """Put one line into the plan, with one tap."""
    entry = found(as_uuid(request.POST.get("entry", "")))
    kind = next((each.kind for each in own_lists.own_list(request.visit, *LISTS) if each.id == entry), "")
    try:
        part = found(own_lists.put_in_plan(request.visit, entry))
    except (Clash, Refused):
        return go(LISTS[kind], circle, done="not_now")
    return go(LISTS[kind], circle, done="in", part=part)


def _show(request: Asked, kind: str, template: str) -> HttpResponse:
    cards = own_lists.own_list(request.visit, kind)
    context: dict[str, object] = {
        "cards": cards,
        "sorts": KINDS[own_lists.STRENGTHS].words.fields["sort"].choices,
        "toast": _toast(request, cards),
    }
    return page(request, template, context)


def _toast(request: Asked, cards: tuple[EntryCard, ...]) -> Toast | None:
    done, entry = request.GET.get("done", ""), as_uuid(request.GET.get("entry", ""))
    kept = next((each for each in cards if each.id == entry), None)
    if kept is not None and done in ("kept", "changed"):
        return kept_toast(request.visit, kept.id, kept.who_sees, changed=done == "changed")
    part = request.GET.get("part", "")
    if done == "in" and part in plan.IN_ORDER:
        title = plan.title_of(part, child=plan.is_child(request.visit))
        return Toast(say("It is in your plan now, under {part}.", part=title))
    return Toast(NOT_NOW) if done == "not_now" else None


urlpatterns = [
    path("c/<uuid:circle>/plan/strengths", strengths, name="strengths"),
    path("c/<uuid:circle>/plan/hopes", hopes, name="hopes"),
    path("c/<uuid:circle>/plan/put-in", put_in, name="put_in_plan"),
]
