"""Asking a doctor or therapist for help in writing: pick, go over it, take the PDF; leaves the words to actions."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from lamplit.actions import help_letter
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.web.accounts.recent import recent_sign_in
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import member
from lamplit.web.views.asked import NOT_SAVED, Asked, found, page

MOST_TYPED = 40_000  # of one part, given back as it was typed
NO_DAY = say("That is not a day. All of the last eight weeks are shown.")
TROUBLE = say("That did not work just now. Nothing is lost. Try again.")
carers = member(Role.CARER, Role.OTHER_CARER)


@carers
@recent_sign_in
@require_http_methods(["GET", "POST"])
def ask(request: Asked, circle: UUID) -> HttpResponse:
    """Pick what goes in, then go over the words it makes."""
    if request.method == "POST" and help_letter.may_make(request.visit):
        picked = [each for each in map(as_uuid, request.POST.getlist("entry")) if each is not None]
        try:
            made = help_letter.draft(request.visit, picked)
        except NOT_SAVED:
            return _pick(request, problem=TROUBLE, picked=picked, status=503)
        return _draft(request, made.words, left=made.left)
    return _pick(request)


@carers
@recent_sign_in
@require_POST
def paper(request: Asked, circle: UUID) -> HttpResponse:
    """Send the words as a PDF, made in memory; its name says nothing, and nothing of it is kept here."""
    words = {part: request.POST.get(part, "")[:MOST_TYPED].replace("\r\n", "\n") for part in help_letter.PARTS}
    problems = help_letter.problems_of(words)
    if problems:
        return _draft(request, words, problems=problems)
    made = found(help_letter.letter(request.visit, words))
    headers = {"Content-Disposition": 'attachment; filename="record.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _pick(request: Asked, *, problem: str = "", picked: list[UUID] | None = None, status: int = 200) -> HttpResponse:
    typed = [request.GET.get(name, "").strip()[:20] for name in ("first", "last")]
    first, last = (_day(each) for each in typed)
    odd = any(text and day is None for text, day in zip(typed, (first, last), strict=True))
    context = {
        "may": help_letter.may_make(request.visit),
        "offered": help_letter.to_pick_from(request.visit, first, last),
        "first": first.isoformat() if first else "",
        "last": last.isoformat() if last else "",
        "problem": problem or (NO_DAY if odd else ""),
        "picked": picked or [],
    }
    return page(request, "help_letter/pick.html", context, status=status)


def _draft(
    request: Asked, words: Mapping[str, str], *, left: int = 0, problems: Mapping[str, str] | None = None
) -> HttpResponse:
    context = {"words": words, "left": left, "problems": problems or {}, "headings": help_letter.HEADINGS}
    return page(request, "help_letter/draft.html", context, status=422 if problems else 200)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


urlpatterns = [
    path("c/<uuid:circle>/ask-for-help", ask, name="ask_for_help"),
    path("c/<uuid:circle>/ask-for-help.pdf", paper, name="help_letter"),
]
