"""Sessions: adding a transcript, its report, its words, a copy; for the therapist who added it and nobody else."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from lamplit.actions import therapy_adding, therapy_cards, therapy_copy, therapy_line, therapy_sessions
from lamplit.actions.writing import Refused
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.web.policies import member
from lamplit.web.uploads import transcript_sent
from lamplit.web.views.asked import NOT_SAVED, Asked, Toast, found, go, not_saved_words, page

DONE = {
    "read": say("Read. Only you see it."),
    "again": say("You added these words before. This is what was read then."),
    "speakers": say("Read again with the speakers you named."),
    "older": therapy_sessions.CHANGED,
    "wrong": say("Noted. It stays here and teaches nobody else."),
    "back": say("Put back."),
    "ends": say("The day is changed."),
    "day": say("That day cannot be. Pick one from today on."),
}
_FIELDS = ("on", "agreed", "agreed_on", "purpose", "ends_on")


@member(Role.THERAPIST)
@require_GET
def sessions(request: Asked, circle: UUID) -> HttpResponse:
    """List this therapist's sessions here, with what was counted over time."""
    return page(request, "therapy/sessions.html", {"sessions": therapy_line.sessions_page(request.visit)})


@member(Role.THERAPIST)
@never_cache
@require_http_methods(["GET", "POST"])
def add(request: Asked, circle: UUID) -> HttpResponse:
    """Ask for a transcript, who agreed, what it is for and when its words go; then read it."""
    if request.method == "GET":
        return _form(request, {}, [])
    typed = {name: request.POST.get(name, "") for name in _FIELDS}
    raw = transcript_sent(request) or request.POST.get("words", "").encode()
    try:
        session, new = therapy_adding.add_session(request.visit, therapy_adding.Asked(raw=raw, **typed))
    except Refused as refused:
        return _form(request, typed, [(each.field, each.message) for each in refused.problems])
    except NOT_SAVED as trouble:
        return _form(request, typed, [("words", not_saved_words(trouble))])
    return go("therapy_session", circle, session, done="read" if new else "again")


def _form(request: Asked, typed: dict[str, str], problems: list[tuple[str, str]]) -> HttpResponse:
    span = therapy_adding.days()
    usual = {"on": span.today, "agreed_on": span.today, "ends_on": span.ends_on, "agreed": "", "purpose": ""}
    context: dict[str, Any] = {
        "typed": {**{name: str(value) for name, value in usual.items()}, **typed},
        "words": request.POST.get("words", ""),
        "problems": {**dict.fromkeys(("words", *_FIELDS), ""), **dict(reversed(problems))},
        "any_problem": bool(problems),
        "agreeing": therapy_adding.who_may_agree(request.visit),
        "purposes": therapy_adding.PURPOSES.items(),
        "span": span,
        "kept_days": therapy_adding.KEPT_DAYS,
    }
    return page(request, "therapy/add.html", context, status=422 if problems else 200)


@member(Role.THERAPIST)
@never_cache
@require_GET
def session(request: Asked, circle: UUID, session: UUID) -> HttpResponse:
    """Show the report of one session, every claim with its lines."""
    shown = found(therapy_sessions.session_page(request.visit, session))
    context = {
        "session": shown,
        "part_words": therapy_sessions.PART_WORDS,
        "may_offer": therapy_cards.can_offer(request.visit),
        "last_day": therapy_adding.days().last,
        "toast": _toast(request, shown),
    }
    return page(request, "therapy/session.html", context)


def _toast(request: Asked, shown: therapy_sessions.SessionPage) -> Toast | None:
    done, place = request.GET.get("done", ""), (request.visit.viewer.circle, shown.id)
    key = request.GET.get("claim", "")
    if done == "offered" and (claim := shown.claim(key)) is not None and claim.offered:
        return Toast(say("Offered. You will not see what they choose."), reverse("card_take_back", args=(*place, key)))
    if done == "wrong" and shown.claim(key) is not None:
        return Toast(DONE[done], reverse("therapy_wrong", args=place), (("claim", key), ("wrong", "no")))
    return Toast(DONE[done]) if done in DONE else None


@member(Role.THERAPIST)
@never_cache
@require_GET
def words(request: Asked, circle: UUID, session: UUID) -> HttpResponse:
    """Show everything that was said, line by line, without what tells who somebody is."""
    shown = found(therapy_sessions.session_page(request.visit, session))
    if not shown.lines:
        raise Http404
    return page(request, "therapy/words.html", {"session": shown, "part_words": therapy_sessions.PART_WORDS})


@member(Role.THERAPIST)
@never_cache
@require_GET
def copy(request: Asked, circle: UUID, session: UUID) -> HttpResponse:
    """Send the copy for supervision as a text file; its name says nothing."""
    text = found(therapy_copy.copy_of(request.visit, session))
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="copy.txt"'
    return answer


urlpatterns = [
    path("c/<uuid:circle>/sessions", sessions, name="therapy"),
    path("c/<uuid:circle>/sessions/new", add, name="therapy_new"),
    path("c/<uuid:circle>/sessions/<uuid:session>", session, name="therapy_session"),
    path("c/<uuid:circle>/sessions/<uuid:session>/words", words, name="therapy_words"),
    path("c/<uuid:circle>/sessions/<uuid:session>/copy", copy, name="therapy_copy"),
]
