"""A young person shows small steps at school: what, to whom, exactly what is read, taken back; leaves it to actions."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from lamplit.actions import entries, school_steps
from lamplit.actions.school_steps import Asked as Filled
from lamplit.actions.writing import Clash, Refused
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds.school_steps import MOST_STEPS
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import member
from lamplit.web.views.asked import NOT_SAVED, Asked, Toast, found, go, not_saved_words, page

owner = member(Role.SUBJECT)
ROOM = 5  # lines to begin with; one more each time all are full
BACK = say("Taken back. School does not have it any more.")


@owner
@require_http_methods(["GET", "POST"])
def steps(request: Asked, circle: UUID) -> HttpResponse:
    """Ask for the steps; show what the teacher will read; show it to them."""
    if request.method == "GET":
        run = as_uuid(request.GET.get("run", ""))
        return _form(request, school_steps.begun(request.visit, uuid4(), run), {})
    filled, act = _filled(request), request.POST.get("act", "")
    if act == "change":
        return _form(request, filled, {})
    try:
        return _show(request, filled) if act == "show" else _look(request, filled)
    except Refused as refused:
        return _form(request, filled, {each.field: each.message for each in refused.problems}, status=422)
    except NOT_SAVED as trouble:
        return _form(request, filled, {"": not_saved_words(trouble)}, status=503)


@owner
@require_POST
def back(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Take steps back from school, at the next request of whoever had them."""
    found(entries.delete_entry(request.visit, entry) or None)
    return go("school_steps", circle, done="back", entry=entry)


def _filled(request: Asked) -> Filled:
    sent = request.POST
    return Filled(
        as_uuid(sent.get("id", "")) or uuid4(),
        tuple(each for each in sent.getlist("steps") if each.strip()),
        sent.get("help", ""),
        sent.get("worry", ""),
        sent.get("tells_worry") == "yes",
        as_uuid(sent.get("to", "")),
    )


def _look(request: Asked, filled: Filled) -> HttpResponse:
    name = dict(school_steps.teachers(request.visit)).get(filled.to or uuid4(), "")
    context = {"what": school_steps.look(request.visit, filled), "filled": filled, "name": name}
    return page(request, "school/steps_look.html", context | {"who": school_steps.who_is_told(request.visit, filled)})


def _show(request: Asked, filled: Filled) -> HttpResponse:
    circle = request.visit.viewer.circle
    try:
        school_steps.show(request.visit, filled)
    except Clash:
        return go("school_steps", circle)
    return go("school_steps", circle, done="shown", entry=filled.id)


def _form(request: Asked, filled: Filled, problems: Mapping[str, str], status: int = 200) -> HttpResponse:
    context: dict[str, object] = {
        "filled": filled,
        "lines": [*filled.steps, *[""] * max(1, ROOM - len(filled.steps))][:MOST_STEPS],
        "people": [(str(membership), name) for membership, name in school_steps.teachers(request.visit)],
        "problems": problems,
        "mine": school_steps.mine(request.visit),
        "toast": _toast(request),
    }
    return page(request, "school/steps.html", context, status=status)


def _toast(request: Asked) -> Toast | None:
    """Return the line after showing or taking back, with the way to undo it; it speaks only of what is so now."""
    done, entry = request.GET.get("done", ""), as_uuid(request.GET.get("entry", ""))
    card = entries.read_entry(request.visit, entry) if entry and done in ("shown", "back") else None
    if card is None or not card.own or (card.state == "live") != (done == "shown"):
        return None
    circle = request.visit.viewer.circle
    if done == "back":
        return Toast(BACK, reverse("restore", args=(circle, card.id)))
    return Toast(say("Shown. {who_sees}", who_sees=card.who_sees), reverse("school_steps_back", args=(circle, card.id)))


urlpatterns = [
    path("c/<uuid:circle>/steps", steps, name="school_steps"),
    path("c/<uuid:circle>/steps/<uuid:entry>/back", back, name="school_steps_back"),
]
