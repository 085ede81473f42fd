"""One agreed task: written for each, looked at, sent in one tap, taken back; and how it went, from those it is for."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from lamplit.actions import agreed, agreeing
from lamplit.actions.agreeing import SIDES, Wordings
from lamplit.actions.writing import Clash, Refused
from lamplit.engines.kernel import CARER_ROLES, Role
from lamplit.engines.kernel.saying import say
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import member
from lamplit.web.views.asked import NOT_SAVED, Asked, Toast, found, go, not_saved_words, page

therapists = member(Role.THERAPIST)
receivers = member(Role.SUBJECT, *CARER_ROLES)
TOLD = say("Kept. The one who asked can read it.")


@therapists
@require_http_methods(["GET", "POST"])
def agree(request: Asked, circle: UUID) -> HttpResponse:
    """Ask for the wordings; show what each one will see; send it."""
    if request.method == "GET":
        return _form(request, _begun(request), {})
    filled_in, act = _filled_in(request), request.POST.get("act", "")
    if act == "change":
        return _form(request, filled_in, {})
    try:
        return _send(request, filled_in) if act == "send" else _look(request, filled_in)
    except Refused as refused:
        return _form(request, filled_in, {each.field: each.message for each in refused.problems}, status=422)
    except NOT_SAVED as trouble:
        return _form(request, filled_in, {"": not_saved_words(trouble)}, status=503)


def _look(request: Asked, filled_in: Wordings) -> HttpResponse:
    shown = agreeing.look(request.visit, filled_in)
    return page(request, "agreed/look.html", {"sides": shown, "wordings": filled_in})


def _send(request: Asked, filled_in: Wordings) -> HttpResponse:
    circle = request.visit.viewer.circle
    try:
        agreeing.send(request.visit, filled_in)
    except Clash:
        return go("given", circle)
    return go("given", circle, done="agreed", task=filled_in.id)


def _begun(request: Asked) -> Wordings:
    """Return an empty form, or one begun from a skill, for everybody it can be for."""
    everybody = frozenset(membership for membership, _, _ in agreeing.offered(request.visit))
    return Wordings(uuid4(), agreeing.start_from(request.visit, request.GET.get("skill", "")), everybody)


def _filled_in(request: Asked) -> Wordings:
    sent = request.POST
    to = frozenset(each for text in sent.getlist("to") if (each := as_uuid(text)))
    words = {side: sent.get(side, "") for side in SIDES}
    task = as_uuid(sent.get("id", "")) or uuid4()
    return Wordings(task, words, to, sent.get("when", ""), tuple(sent.getlist("said_yes")))


def _form(request: Asked, filled_in: Wordings, problems: Mapping[str, str], status: int = 200) -> HttpResponse:
    offered = agreeing.offered(request.visit)
    context: dict[str, object] = {
        "wordings": filled_in,
        "problems": problems,
        "people": [(str(membership), label) for membership, _, label in offered],
        "to": [str(each) for each in filled_in.to],
        "sides": [side for side in SIDES if side in {one for _, one, _ in offered}],
        "starts": agreeing.starts(request.visit),
        "whens": agreeing.whens(),
        "yeses": agreeing.yeses(request.visit),
    }
    return page(request, "agreed/write.html", context, status=status)


@therapists
@require_POST
def back(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Take a task back from everybody."""
    found(agreeing.take_back(request.visit, entry) or None)
    return go("given", circle, done="taken_back", task=entry)


@therapists
@require_POST
def again(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Give a task that was just taken back again."""
    found(agreeing.bring_back(request.visit, entry) or None)
    return go("given", circle, done="agreed")


@receivers
@require_http_methods(["GET", "POST"])
def task(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Show an agreed task to the one it is for, or keep how it went."""
    about = found(agreed.task(request.visit, entry))
    trouble, status = "", 200
    if request.method == "POST":
        answer = as_uuid(request.POST.get("id", "")) or uuid4()
        try:
            agreed.answer(request.visit, about, answer, request.POST.get("how", ""), request.POST.get("words", ""))
            return go("agreed_task", circle, entry, done="told", answer=answer)
        except Refused as refused:
            trouble, status = refused.problems[0].message, 422
        except Clash:
            return go("agreed_task", circle, entry)
        except NOT_SAVED as problem:
            trouble, status = not_saved_words(problem), 503
    context: dict[str, object] = {
        "task": about,
        "answers": agreed.answers(),
        "how": request.POST.get("how", ""),
        "words": request.POST.get("words", ""),
        "new_id": uuid4() if status == 200 else request.POST.get("id", uuid4()),
        "trouble": trouble,
        "toast": _told(request),
    }
    return page(request, "agreed/task.html", context, status=status)


def _told(request: Asked) -> Toast | None:
    entry = as_uuid(request.GET.get("answer", ""))
    if request.GET.get("done") != "told" or entry is None:
        return None
    return Toast(TOLD, reverse("delete", args=(request.visit.viewer.circle, entry)))


urlpatterns = [
    path("c/<uuid:circle>/agree", agree, name="agree"),
    path("c/<uuid:circle>/agreed/<uuid:entry>", task, name="agreed_task"),
    path("c/<uuid:circle>/agreed/<uuid:entry>/back", back, name="agreed_back"),
    path("c/<uuid:circle>/agreed/<uuid:entry>/again", again, name="agreed_again"),
]
