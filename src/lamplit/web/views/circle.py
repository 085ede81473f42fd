"""The circle page: who is here, what each sees, letting in, pausing, removing, leaving; the rule is in the actions."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lamplit.actions import (
    circle_page,
    circles,
    consents,
    duty,
    rota_page,
    school,
    teacher_links,
    way_back,
    way_back_page,
)
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import Agreed
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, Toast, found, go, page
from lamplit.web.views.invite import alone, typed_day
from lamplit.web.views.invite import urlpatterns as invite_patterns
from lamplit.web.views.join import Problems
from lamplit.web.views.teacher_link import urlpatterns as teacher_patterns

DONE = {
    "confirm": say("They are in."),
    "turn_away": say("They were turned away."),
    "pause": say("Paused. They see nothing from now on."),
    "resume": say("The pause is over."),
    "ask_removal": say("Asked. Everyone here is told."),
    "agree_removal": say("They are no longer in the circle."),
    "withdraw_removal": say("Stopped. They stay."),
    "set_duty": say("The days are changed."),
    "undo_duty": say("The days are as they were."),
    "consent": say("Written down."),
    "withdraw_consent": say("Taken back. They now see only what they wrote."),
    "plan": say("Your answer is kept."),
    "school_device": say("Closed on that device."),
    "school_ended": say("The link has ended. It is closed on every device."),
    "school_card": say("Kept. It stands on the school page now."),
    "therapist_card": say("Kept. It stands on the first screen and in the plan now."),
    "back_stopped": say("Stopped. The link does not work."),
    "ended": say("The link no longer works."),
}
Act = Callable[[Asked, UUID], str | None]


@member()
@alone
@require_GET
def show_circle(request: Asked, circle: UUID) -> HttpResponse:
    """Show who is in the circle and what each of them can see."""
    return _circle(request, "")


@member()
@alone
@require_http_methods(["GET", "POST"])
def show_member(request: Asked, circle: UUID, membership: UUID) -> HttpResponse:
    """Show one part: what it sees, who agreed to it, and what the reader may change."""
    return _member(request, membership, Problems())


@member()
@alone
@require_POST
def step(request: Asked, circle: UUID, membership: UUID, name: str) -> HttpResponse:
    """Take one step on one part; a refusal is a sentence on that part's page."""
    act = STEPS.get(name)
    if act is None:
        raise Http404
    try:
        before = act(request, membership) or ""
    except CircleError as error:
        return _member(request, membership, Problems.of(error))
    return go("circle", circle, done=name, part=membership if before else "", before=before)


@member()
@alone
@require_POST
def leave(request: Asked, circle: UUID) -> HttpResponse:
    """Leave this circle at once."""
    try:
        circles.leave(request.visit, knowing=bool(request.POST.get("knowing")))
    except CircleError as error:
        return _circle(request, error.message, last=error.code == "last_adult")
    return redirect("start")


@member()
@alone
@require_POST
def plan(request: Asked, circle: UUID, answer: str) -> HttpResponse:
    """Say yes to the plan about check-ins, or end it."""
    try:
        if answer == "yes":
            consents.agree_to_plan(request.visit)
        else:
            consents.end_plan(request.visit)
    except CircleError as error:
        return _circle(request, error.message)
    return go("circle", circle, done="plan")


def _circle(request: Asked, problem: str, *, last: bool = False) -> HttpResponse:
    circles.settle(circles.circle_of(request.visit))
    shown = circle_page.circle_page(request.visit)
    young = request.visit.viewer.role is Role.SUBJECT
    context = {"shown": shown, "problem": problem, "last": last, "young": young, "toast": _toast(request)}
    context |= {"may_link": teacher_links.may_make(request.visit), "may_name": school.may_change_card(request.visit)}
    context |= {"hours": rota_page.hours_text(request.visit)}
    context |= {"asked": way_back_page.asked(request.visit), "lately": way_back_page.lately(request.visit)}
    return page(request, "circle/circle.html", context)


def _toast(request: Asked) -> Toast | None:
    """Return the line about what was just done; new days on duty can be put back as they were."""
    asked = {name: request.GET.get(name, "") for name in ("done", "part", "before")}
    text, part = DONE.get(asked["done"], ""), as_uuid(asked["part"])
    if not text:
        return None
    if part is None or not asked["before"]:
        return Toast(text)
    undo = reverse("circle_step", args=(request.visit.viewer.circle, part, "undo_duty"))
    return Toast(text, undo, (("before", asked["before"]),))


def _member(request: Asked, membership: UUID, problems: Problems) -> HttpResponse:
    shown = circle_page.circle_page(request.visit)
    card = next((each for each in shown.members if each.membership == membership), None)
    typed = {name: request.POST.get(name, "") for name in ("ground", "responsibility", "given_by")}
    ways = teacher_links.doors_of(request.visit, membership) if card and card.role is Role.TEACHER else None
    may_help = way_back.may_ask(request.visit, membership)
    context = {"shown": shown, "card": found(card), "problems": problems, "typed": typed}
    context |= {"ways": ways, "may_help": may_help}
    return page(request, "circle/member.html", context)


def _agreed(request: Asked) -> Agreed:
    post = request.POST
    return Agreed(post.get("ground", ""), post.get("responsibility", ""), post.get("given_by", ""))


def _set_duty(request: Asked, membership: UUID) -> str:
    return duty.change_days(request.visit, membership, (typed_day(request, "first"), typed_day(request, "last")))


STEPS: dict[str, Act] = {
    "confirm": lambda request, one: circles.confirm(request.visit, one, _agreed(request)),
    "turn_away": lambda request, one: circles.turn_away(request.visit, one),
    "pause": lambda request, one: circles.pause(request.visit, one),
    "resume": lambda request, one: circles.resume(request.visit, one),
    "ask_removal": lambda request, one: circles.ask_removal(request.visit, one),
    "agree_removal": lambda request, one: circles.agree_removal(request.visit, one),
    "withdraw_removal": lambda request, one: circles.withdraw_removal(request.visit, one),
    "set_duty": _set_duty,
    "undo_duty": lambda request, one: duty.put_back(request.visit, one, request.POST.get("before", "")),
    "consent": lambda request, one: circles.give_consent(request.visit, one, _agreed(request)),
    "withdraw_consent": lambda request, one: consents.withdraw_consent(request.visit, one),
}

urlpatterns = [
    path("c/<uuid:circle>/circle", show_circle, name="circle"),
    *teacher_patterns,
    path("c/<uuid:circle>/circle/leave", leave, name="leave_circle"),
    path("c/<uuid:circle>/circle/plan/<str:answer>", plan, name="circle_plan"),
    path("c/<uuid:circle>/circle/<uuid:membership>", show_member, name="circle_member"),
    path("c/<uuid:circle>/circle/<uuid:membership>/<str:name>", step, name="circle_step"),
    *invite_patterns,
]
