"""The plan in the circle: read by its owner and by those who were shown parts of it; leaves writing to `writing`."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from lamplit.actions import contact, plan, plan_paper, plan_rules
from lamplit.actions import help as helping
from lamplit.actions.entries import Clash, Refused
from lamplit.actions.plan import Plan
from lamplit.actions.replies import CLOSED, WHO_SEES, RepliesClosed
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, Toast, found, go, kept_toast, page

MOST_DIGITS = 9
CHANGED = say("It was changed just now somewhere else. Look at it, then tap again.")
TOO_LONG = say("That is too long for one part. Change one of them first.")
DONE = {
    "chosen": say("This one is your plan now. The other one is kept aside for 7 days."),
    "both": say("Both are in it now."),
    "used": say("Those words are in your plan now. What you had is under earlier versions."),
    "agreed": say("You said yes to it. They can see that."),
    "said": say("Sent. They can see it."),
    "changed_again": CHANGED,
    "too_long": TOO_LONG,
    "closed": CLOSED,
}
readers = member(*(role for role in Role if role is not Role.TEACHER))
owner = member(Role.SUBJECT)


@readers
@require_GET
def show(request: Asked, circle: UUID) -> HttpResponse:
    """Show the plan to its owner, and to anybody else the parts that are for them."""
    shown = plan.plan_of(request.visit)
    words = helping.words("plan")
    context: dict[str, object] = {
        "plan": shown,
        "words": words,
        "made": "therapist"
        if request.GET.get("made") == "therapist" and Role.THERAPIST in request.visit.present
        else "",
        "answers": {each.code: uuid4() for each in shown.every},
        "yes": {each.card.id: uuid4() for each in shown.rules},
        "contact": contact.therapist_contact(request.visit),
        "replies_seen_by": WHO_SEES,
        "may_take": bool(shown.written) and plan_paper.may_take(request.visit),
        "toast": _toast(request, shown),
    }
    return page(request, "plan/mine.html" if shown.own else "plan/part_for_me.html", context)


def _toast(request: Asked, shown: Plan) -> Toast | None:
    done, entry = request.GET.get("done", ""), as_uuid(request.GET.get("entry", ""))
    kept = next((each for each in shown.cards if each.id == entry and each.own), None)
    if kept is not None and done in ("kept", "changed"):
        return kept_toast(request.visit, kept.id, kept.who_sees, changed=done == "changed")
    return Toast(DONE[done]) if done in DONE else None


@owner
@require_POST
def choose(request: Asked, circle: UUID) -> HttpResponse:
    """Let one of two versions of a part stand, or put both together; what is put aside can come back for 7 days."""
    entry = found(as_uuid(request.POST.get("entry", "")))
    both = "both" in request.POST
    try:
        part = found((plan.keep_both if both else plan.keep_this)(request.visit, entry))
    except Clash:
        return go("plan", circle, done="changed_again")
    except Refused:
        return go("plan", circle, done="too_long")
    return _back(circle, part, "both" if both else "chosen")


@owner
@require_POST
def use(request: Asked, circle: UUID) -> HttpResponse:
    """Put words that somebody offered into one's own plan."""
    entry, reply = (found(as_uuid(request.POST.get(name, ""))) for name in ("entry", "reply"))
    try:
        part = found(plan.use_offer(request.visit, entry, reply))
    except Clash:
        return go("plan", circle, done="changed_again")
    return _back(circle, part, "used")


@readers
@require_POST
def agree(request: Asked, circle: UUID) -> HttpResponse:
    """Say yes to a rule as it stood on the page."""
    rule = found(as_uuid(request.POST.get("entry", "")))
    reply = as_uuid(request.POST.get("id", "")) or uuid4()
    version = request.POST.get("version", "")
    number = int(version) if version.isascii() and version.isdecimal() and len(version) < MOST_DIGITS else 0
    try:
        agreed = plan_rules.agree(request.visit, rule, reply, number)
    except RepliesClosed:
        return go("plan", circle, done="closed")
    except Clash:
        agreed = False
    return go("plan", circle, done="agreed" if agreed else "changed_again")


@readers
@require_POST
def gone(request: Asked, circle: UUID) -> HttpResponse:
    """Keep that this reader knows that a rule they said yes to is gone."""
    plan_rules.forget_gone(request.visit, plan.plan_of(request.visit).rules)
    return go("plan", circle)


@readers
@require_GET
def paper(request: Asked, circle: UUID) -> HttpResponse:
    """Hand out the plan as a PDF with a neutral name."""
    answer = HttpResponse(found(plan_paper.plan_paper(request.visit)), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="lamplit-record.pdf"'
    return answer


def _back(circle: UUID, part: str, done: str) -> HttpResponse:
    answer = go("plan", circle, done=done)
    answer["Location"] += f"#{part}"
    return answer


urlpatterns = [
    path("c/<uuid:circle>/plan", show, name="plan"),
    path("c/<uuid:circle>/plan/choose", choose, name="plan_choose"),
    path("c/<uuid:circle>/plan/use", use, name="plan_use"),
    path("c/<uuid:circle>/plan/agree", agree, name="plan_agree"),
    path("c/<uuid:circle>/plan/gone", gone, name="plan_gone"),
    path("c/<uuid:circle>/plan.pdf", paper, name="plan_paper"),
]
