"""Practising a reply: what somebody says, a reply, and what its words do. Nothing of it is kept."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from lamplit.actions import coach
from lamplit.engines.kernel import Role, say
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, found, page

ADULTS = (Role.CARER, Role.OTHER_CARER, Role.THERAPIST, Role.SOCIAL_WORKER)
MOST_TURNS = 12


@member(*ADULTS)
@require_safe
def choose(request: Asked, circle: UUID) -> HttpResponse:
    """Show what can be practised, and with whom."""
    return page(request, "coach/choose.html", {"situations": coach.situations()})


@member(*ADULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def practise(request: Asked, circle: UUID, slug: str) -> HttpResponse:
    """Show one situation; with a reply sent, what its words do, and what is said next."""
    sent = request.POST
    at = found(coach.situation(slug, sent.get("said", "").strip()[: coach.MOST]))
    practised = coach.exercise(sent.get("practised", request.GET.get("practised", "any")))
    earlier = list(zip(sent.getlist("earlier_said"), sent.getlist("earlier_reply"), strict=False))[:MOST_TURNS]
    reply, wrong = sent.get("reply", "").strip(), frozenset(sent.getlist("wrong"))
    if request.method == "POST" and "next" in sent and reply:
        earlier, reply, wrong = [*earlier, (_said(at, len(earlier)), reply)], "", frozenset()
    said = _said(at, len(earlier))
    problem = _problem(reply, said) if request.method == "POST" and "next" not in sent else ""
    looked = coach.look(reply, said, practised, at, wrong) if reply and not problem else None
    context = {
        "at": at, "practised": practised, "said": said, "reply": reply,
        "practice_choices": [(each.code, each.title) for each in coach.exercises()],
        "problem": problem, "look": looked, "wrong": sorted(wrong), "earlier": earlier,
        "more": len(earlier) + 1 < len(at.says),
        "tally": coach.tally([*earlier, (said, reply)]) if looked and earlier else (),
    }  # fmt: skip
    return page(request, "coach/practise.html", context, status=422 if problem else 200)


def _said(at: coach.Situation, turn: int) -> str:
    """Return what is said at a turn; the last line stays when there is no further one."""
    return at.says[min(turn, len(at.says) - 1)]


def _problem(reply: str, said: str) -> str:
    if not said:
        return say("Write what they said first.")
    return say("Write what you would say.") if not reply else coach.too_long(reply)


urlpatterns = [
    path("c/<uuid:circle>/coach", choose, name="coach"),
    path("c/<uuid:circle>/coach/<slug:slug>", practise, name="practise_reply"),
]
