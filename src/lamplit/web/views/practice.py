"""Finding a practice and playing it, one thing at a time; leaves what comes next and what is kept to the actions."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lamplit.actions import helped, practice, practice_pieces, suggestions
from lamplit.actions.entries import Refused
from lamplit.actions.given import told_text
from lamplit.actions.looking_back import look_back
from lamplit.actions.practice import PracticeCard, Run
from lamplit.actions.suggestions import Suggested
from lamplit.engines.kernel import CARER_ROLES, Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.practice.model import Step
from lamplit.web.forms.practice import PARTS, rows_of, value_of
from lamplit.web.hearing import with_recorder
from lamplit.web.policies import member
from lamplit.web.uploads import picture_sent, sound_sent
from lamplit.web.views.asked import NOT_SAVED, Asked, Toast, found, go, not_saved_words, page
from lamplit.web.views.finding import sought
from lamplit.web.views.needs import put_away_toast

GONE = say("That one is not here any more. Here is everything there is.")
LEFT = say("You left it. Nothing was kept.")
ASKED = ("need", "way", "pace", "age", "minutes")
doers = member(Role.SUBJECT, *CARER_ROLES)


@doers
@require_GET
def library(request: Asked, circle: UUID) -> HttpResponse:
    """Show every practice for this person, or those of one need, pace, age, way of working or so many minutes."""
    shelf = practice.shelf(request.visit)
    shown: dict[str, object] = {**sought(request, shelf), "menu": helped.menu(request.visit)}
    first = [] if any(request.GET.get(name) for name in ASKED) else _laid_out_first(request, shelf)
    return page(request, "practice/library.html", shown | {"first": first, "toast": _toast(request)})


def _laid_out_first(request: Asked, shelf: list[PracticeCard]) -> list[tuple[PracticeCard, Suggested]]:
    """Return what may fit, each with why; every one of them stands on the shelf below as well."""
    open_now = {card.practice.slug: card for card in shelf if not card.shut_text}
    return [(open_now[each.slug], each) for each in suggestions.suggested(request.visit, open_now)]


@member(Role.SUBJECT, *CARER_ROLES, Role.THERAPIST)
@require_POST
def not_this_one(request: Asked, circle: UUID) -> HttpResponse:
    """Put one suggestion away for this person, or take that back."""
    slug = found(suggestions.known(request.POST.get("slug", "")))
    back = request.POST.get("back") == "1"
    suggestions.put_away(request.visit, slug, away=not back)
    where = "needs" if request.visit.viewer.role is Role.THERAPIST else "practise"
    return go(where, circle) if back else go(where, circle, done="away", slug=slug)


@doers
@require_GET
def what_helped(request: Asked, circle: UUID) -> HttpResponse:
    """Show what helped this person, by their own figures."""
    return page(request, "practice/helped.html", {"menu": helped.menu(request.visit)})


def _toast(request: Asked) -> Toast | None:
    if request.GET.get("done") == "away":
        return put_away_toast(request)
    words = {"gone": GONE, "left": LEFT}.get(request.GET.get("done", ""))
    return Toast(words) if words else None


@doers
@require_http_methods(["GET", "POST"])
def look(request: Asked, circle: UUID, slug: str) -> HttpResponse:
    """Show what a practice is, what is known of it and what to take care of; or begin it."""
    card = found(practice.look(request.visit, slug))
    if request.method == "POST":
        run = practice.begin(request.visit, slug)
        return go("run", circle, run) if run else go("practise", circle, done="gone")
    context: dict[str, object] = {"card": card, "who": practice.only_mine(request.visit), "told": "", "before": None}
    if card.given:
        path = next((each for each in card.given if slug in each.later), None)
        before = next(((step, title) for step, title, state in path.steps if state == "open"), None) if path else None
        context |= {"told": told_text(request.visit, card.given[0]), "before": before}
    return page(request, "practice/look.html", context)


@doers
@require_GET
def back(request: Asked, circle: UUID) -> HttpResponse:
    """Show what one's own kept practices say together."""
    context = {"back": look_back(request.visit), "who": practice.only_mine(request.visit)}
    return page(request, "practice/back.html", context)


@doers
@require_http_methods(["GET", "POST"])
def run(request: Asked, circle: UUID, run: UUID) -> HttpResponse:
    """Show the step a run stands at, or take what was said there and go on."""
    standing = practice.open_run(request.visit, run)
    if standing is None:
        return go("practise", circle, done="gone")
    if request.method == "GET":
        return _ended(request, standing) if standing.step is None else _show(request, standing)
    try:
        moved = _act(request, standing)
        return go("run", circle, run) if moved is not standing and not moved.message else _show(request, moved)
    except NOT_SAVED as trouble:
        return _show(request, _again(request, standing, not_saved_words(trouble)), status=503)


def _act(request: Asked, run: Run) -> Run:
    act, step = request.POST.get("act", "next"), run.step
    if act == "stop":
        return practice.stop(request.visit, run)
    if act == "back":
        return practice.back(request.visit, run)
    if step is None or request.POST.get("step") != step.name:  # a stale tab: show where the run stands
        return run
    if act == "skip":
        practice_pieces.leave_out(request.visit, step, run.aside.get(step.name))
        return practice.give(request.visit, run, None)
    if step.type in practice_pieces.MADE_AT:
        return _make(request, run, step)
    return practice.give(request.visit, run, value_of(step, request.POST, run.listed))


def _make(request: Asked, run: Run, step: Step) -> Run:
    """Keep what was made at this step, for its maker alone; without anything, it is skipped."""
    before = run.aside.get(step.name)
    if not practice_pieces.may_make(request.visit):
        return practice.give(request.visit, run, None)
    try:
        return practice.give(request.visit, run, _piece(request, step, before))
    except Refused as refused:
        return replace(run, message=practice_pieces.why_not(refused))


def _piece(request: Asked, step: Step, before: object) -> str | None:
    """Return the id of what was made at this step, once it is kept; a photo or recording from before stays."""
    if step.type == "audio":
        words = request.POST.get("value", "").strip()
        return practice_pieces.keep_recording(request.visit, sound_sent(request), words, before)
    made = picture_sent(request) if step.type == practice_pieces.PHOTO else request.POST.get("value", "")
    if made:
        return practice_pieces.keep_piece(request.visit, step, made, before)
    kept = practice_pieces.standing(request.visit, before) if step.type == practice_pieces.PHOTO else None
    return str(kept.id) if kept else None


def _again(request: Asked, run: Run, message: str) -> Run:
    """Return the run as it stands, with what was just typed still there."""
    value = value_of(run.step, request.POST, run.listed) if run.step else None
    aside = {**run.aside, run.step.name: value} if run.step else run.aside
    return practice.Run(run.id, run.card, run.answers, run.now, aside, message)


def _show(request: Asked, run: Run, status: int = 200) -> HttpResponse:
    if run.step is None:
        raise Http404
    kept = run.aside.get(run.step.name)
    makes = run.step.type in practice_pieces.MADE_AT and practice_pieces.may_make(request.visit)
    context: dict[str, object] = {
        "run": run,
        "step": run.step,
        "kept": kept,
        "makes": run.step.type if makes else "",
        "typed": request.POST.get("value"),
        "made": practice_pieces.standing(request.visit, kept) if makes else None,
        "rows": rows_of(run.step, kept) if run.step.type == "ladder" else [],
        "pairs": [(choice.value, choice.label) for choice in run.step.choices],
        "parts": PARTS,
        "who": practice.only_mine(request.visit),
        "address": reverse("run", args=(request.visit.viewer.circle, run.id)),
    }
    answer = page(request, "practice/step.html", context, status=422 if run.message and status == 200 else status)
    return with_recorder(answer) if context["makes"] == "audio" else answer


def _ended(request: Asked, run: Run) -> HttpResponse:
    """Keep what came of a finished run, and go on to where its doer wanted."""
    circle = request.visit.viewer.circle
    ended = practice.end(request.visit, run)
    if ended.entry is None:
        return go("practise", circle, done="left")
    if ended.show:
        return go("show", circle, ended.entry)
    return go("entry", circle, ended.entry, done="kept")


@member(*CARER_ROLES)
@require_POST
def pause(request: Asked, circle: UUID) -> HttpResponse:
    """Begin the two-minute pause: one tap from a carer's first screen."""
    run = practice.begin(request.visit, "two-minute-pause")
    return go("run", circle, run) if run else go("practise", circle, done="gone")


urlpatterns = [
    path("c/<uuid:circle>/practise", library, name="practise"),
    path("c/<uuid:circle>/what-helped", what_helped, name="what_helped"),
    path("c/<uuid:circle>/practise/not-this-one", not_this_one, name="not_this_one"),
    path("c/<uuid:circle>/practise/pause", pause, name="pause_two"),
    path("c/<uuid:circle>/looking-back", back, name="practice_back"),
    path("c/<uuid:circle>/practise/<slug:slug>", look, name="practice"),
    path("c/<uuid:circle>/run/<uuid:run>", run, name="run"),
]
