"""The school page: read it, send a school moment, take it back, print it, close it; it opens for teachers alone."""

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST

from lamplit.actions import agreed, entries, school, school_steps
from lamplit.actions.entries import Clash, Refused
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds.school_moment import WORDS_LIMIT
from lamplit.people.sessions import TRUSTED
from lamplit.web.forms.choices import choices_of
from lamplit.web.forms.shapes import SHAPES
from lamplit.web.forms.typed import Typed, as_uuid, blank
from lamplit.web.policies import member
from lamplit.web.views.asked import NOT_SAVED, Asked, Toast, found, go, not_saved_words, page
from lamplit.web.views.whispers import whispering

LONGEST_CURSOR = 400
MOST_TASKS = 3
SENT_BEFORE = say("The one before was sent already. Press Send to send this one too.")
SENT, BACK = say("Sent."), say("Taken back. Nobody sees it now.")


@member(Role.TEACHER)
@require_GET
def show(request: Asked, circle: UUID) -> HttpResponse:
    """Show the one page a teacher has."""
    return _show(request, blank())


@member(Role.TEACHER)
@require_POST
def send(request: Asked, circle: UUID) -> HttpResponse:
    """Keep one school moment; what cannot be kept stays on the page."""
    typed = Typed.from_post(request.POST, SHAPES[school.KIND].names)
    moment = typed.entry_id() or uuid4()
    try:
        school.send(request.visit, moment, typed.one("tone"), typed.many("what"), typed.one("words"))
    except Refused as refused:
        problems = {each.field: each.message for each in reversed(refused.problems)}
        return _show(request, typed.with_answers(id=moment), problems, status=422)
    except Clash:
        return _show(request, typed.with_answers(id=uuid4()), {"": SENT_BEFORE}, status=409)
    except NOT_SAVED as trouble:
        return _show(request, typed.with_answers(id=moment), {"": not_saved_words(trouble)}, status=503)
    return go("school", circle, done="sent", entry=moment)


@member(Role.TEACHER)
@require_POST
def answer(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Keep how something agreed with home went at school."""
    about, told = found(agreed.task(request.visit, entry)), as_uuid(request.POST.get("id", "")) or uuid4()
    try:
        agreed.answer(request.visit, about, told, request.POST.get("how", ""))
    except Refused as refused:
        return _show(request, blank(), {"": refused.problems[0].message}, status=422)
    except Clash:
        return go("school", circle)
    except NOT_SAVED as trouble:
        return _show(request, blank(), {"": not_saved_words(trouble)}, status=503)
    return go("school", circle, done="sent", entry=told)


@member(Role.TEACHER)
@require_POST
def take_back(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Take an own school moment back; home no longer sees it."""
    found(entries.delete_entry(request.visit, entry) or None)
    return go("school", circle, done="back")


@member(Role.TEACHER)
@require_POST
def close(request: Asked, circle: UUID) -> HttpResponse:
    """Close the page on this device; a new code opens it again."""
    request.session.flush()
    return redirect("school_over")


def _show(request: Asked, typed: Typed, problems: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    before = request.GET.get("before") or None
    if before and len(before) > LONGEST_CURSOR:
        raise Http404
    context = {
        "school": school.school_page(request.visit, before),
        "tasks": agreed.tasks(request.visit)[:MOST_TASKS] if before is None else (),
        "steps": school_steps.at_school(request.visit)[:MOST_TASKS] if before is None else (),
        "answers": agreed.answers(),
        "answer_id": uuid4(),
        "typed": typed,
        "problems": problems or {},
        "choices": choices_of(school.KIND, blank()),
        "tones": _picks(),
        "most": WORDS_LIMIT,
        "first": before is None,
        "toast": _toast(request),
        "whisper": whispering(request, school.KIND, typed),
        "trusted": bool(request.session.get(TRUSTED)),
    }
    return page(request, "school/page.html", context, status=status)


def _picks() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return each tone with the picks that are offered for it."""
    return tuple((tone, choices_of(school.KIND, blank(tone=tone))["what"].every) for tone in ("went_well", "was_hard"))


def _toast(request: Asked) -> Toast | None:
    done, moment = request.GET.get("done", ""), as_uuid(request.GET.get("entry", ""))
    if done == "back":
        return Toast(BACK)
    if done != "sent" or moment is None:
        return None
    card = entries.read_entry(request.visit, moment)
    if card is None or not card.own or card.state != "live":
        return None
    return Toast(SENT, reverse("school_back", args=(request.visit.viewer.circle, moment)))


urlpatterns = [
    path("c/<uuid:circle>/school", show, name="school"),
    path("c/<uuid:circle>/school/send", send, name="school_send"),
    path("c/<uuid:circle>/school/agreed/<uuid:entry>", answer, name="school_answer"),
    path("c/<uuid:circle>/school/close", close, name="school_close"),
    path("c/<uuid:circle>/school/<uuid:entry>/back", take_back, name="school_back"),
]
