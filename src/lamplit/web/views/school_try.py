"""A teacher's own shelf: things to try in class or between lessons, played by taps; nothing of the circle is on it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods

from lamplit.actions import practice, school_shelf
from lamplit.actions.practice import Run
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.web.forms.practice import PARTS, value_of
from lamplit.web.policies import member
from lamplit.web.views.asked import NOT_SAVED, Asked, Toast, found, go, not_saved_words, page
from lamplit.web.views.finding import sought

ENDED = {
    "whole": say("Done. Nothing of it is kept."),
    "stopped": say("You left it. Nothing of it is kept."),
    "gone": say("That one is not open any more. Here is everything there is."),
}
teachers = member(Role.TEACHER)


@teachers
@require_GET
def shelf(request: Asked, circle: UUID) -> HttpResponse:
    """Show a teacher what they can try, or what fits one need, pace, way of working or so many minutes."""
    shown = sought(request, school_shelf.shelf(request.visit))
    shown |= {name: school_shelf.tags_at_school(shown[name]) for name in ("needs", "ways")}
    ended = ENDED.get(request.GET.get("done", ""))
    return page(request, "school/try.html", shown | {"toast": Toast(ended) if ended else None})


@teachers
@require_http_methods(["GET", "POST"])
def look(request: Asked, circle: UUID, slug: str) -> HttpResponse:
    """Show what it is, what is known of it and what to take care of; or begin it."""
    card, trouble = found(school_shelf.look(request.visit, slug)), ""
    if request.method == "POST":
        try:
            run = school_shelf.begin(request.visit, slug)
            return go("school_try_run", circle, run) if run else go("school_try", circle, done="gone")
        except NOT_SAVED as problem:
            trouble = not_saved_words(problem)
    context = {"card": card, "who": school_shelf.WHO, "trouble": trouble}
    return page(request, "school/try_one.html", context, status=503 if trouble else 200)


@teachers
@require_http_methods(["GET", "POST"])
def run(request: Asked, circle: UUID, run: UUID) -> HttpResponse:
    """Show the step a run stands at, or take what was tapped there and go on."""
    standing = school_shelf.open_run(request.visit, run)
    if standing is None:
        return go("school_try", circle, done="gone")
    if request.method == "GET":
        return _show(request, standing) if standing.step else _ended(request, standing)
    try:
        moved = _act(request, standing)
    except NOT_SAVED as trouble:
        return _show(request, standing, not_saved_words(trouble), status=503)
    if moved.message:
        return _show(request, moved, moved.message, status=422)
    return go("school_try_run", circle, run)


def _act(request: Asked, run: Run) -> Run:
    act, step = request.POST.get("act", "next"), run.step
    if act == "stop":
        return practice.stop(request.visit, run)
    if act == "back":
        return practice.back(request.visit, run)
    if step is None or request.POST.get("step") != step.name:  # a stale tab: show where the run stands
        return run
    return practice.give(request.visit, run, None if act == "skip" else value_of(step, request.POST, ()))


def _show(request: Asked, run: Run, message: str = "", status: int = 200) -> HttpResponse:
    if run.step is None:
        raise Http404
    context: dict[str, object] = {
        "run": run,
        "step": run.step,
        "message": message,
        "kept": run.aside.get(run.step.name),
        "pairs": [(choice.value, choice.label) for choice in run.step.choices],
        "parts": PARTS,
        "rows": (),
        "makes": "",
        "made": None,
        "who": school_shelf.WHO,
        "address": reverse("school_try_run", args=(request.visit.viewer.circle, run.id)),
    }
    return page(request, "school/try_step.html", context, status=status)


def _ended(request: Asked, run: Run) -> HttpResponse:
    school_shelf.end(request.visit, run)
    how = getattr(run.now, "how", "stopped")
    return go("school_try", request.visit.viewer.circle, done="whole" if how == "whole" else "stopped")


urlpatterns = [
    path("c/<uuid:circle>/school/try", shelf, name="school_try"),
    path("c/<uuid:circle>/school/try/<slug:slug>", look, name="school_try_one"),
    path("c/<uuid:circle>/school/try/run/<uuid:run>", run, name="school_try_run"),
]
