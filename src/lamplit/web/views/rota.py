"""The page about hours at which somebody reads, each answer to it, and "I have read it"; the actions have the rule."""

from collections.abc import Callable
from datetime import time
from functools import wraps
from typing import cast
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST

from lamplit.actions import circles, rota, rota_page, rota_reading, rota_standing
from lamplit.actions.circle_words import CircleError
from lamplit.actions.rota_page import Row
from lamplit.engines.kernel.saying import say
from lamplit.engines.safety.rota import MOST_TURNS, Turn
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, Toast, found, go, page
from lamplit.web.views.invite import alone, typed_day

DONE = {
    "asked": say("Everybody is asked now. Nobody is watching until all have said yes."),
    "yes": say("Your yes is kept."),
    "no": say("Done. Nobody is watching."),
    "away": say("Kept. Everybody can see which days."),
    "back": say("Taken back."),
}
Act = Callable[[Asked], None]


@member()
@alone
@require_GET
def show(request: Asked, circle: UUID) -> HttpResponse:
    """Show what is agreed or asked, and what this reader may do about it."""
    rota_standing.settle(circles.circle_of(request.visit))
    return _page(request, "")


@member()
@alone
@require_POST
def propose(request: Asked, circle: UUID) -> HttpResponse:
    """Ask everybody about the hours that were typed."""
    rows = _typed(request)
    try:
        rota.propose(request.visit, [_turn(each) for each in rows])
    except CircleError as error:
        return _page(request, error.message, rows, status=422)
    return go("rota", circle, done="asked")


def _answer(done: str) -> Callable[[Act], Callable[..., HttpResponse]]:
    """Make a view of one act without anything typed; a refusal is a sentence on the page."""

    def decorate(act: Act) -> Callable[..., HttpResponse]:
        @wraps(act)
        def view(request: Asked, circle: UUID) -> HttpResponse:
            try:
                act(request)
            except CircleError as error:
                return _page(request, error.message, status=409)
            return go("rota", circle, done=done)

        return cast(Callable[..., HttpResponse], member()(alone(require_POST(view))))

    return decorate


@_answer("yes")
def say_yes(request: Asked) -> None:
    """Say yes to these very hours."""
    rota.say_yes(request.visit)


@_answer("no")
def say_no(request: Asked) -> None:
    """Say no, or take a yes back; no reason is asked."""
    rota.say_no(request.visit)


@_answer("away")
def away(request: Asked) -> None:
    """Keep days on which the visitor is away."""
    rota.say_away(request.visit, typed_day(request, "first"), typed_day(request, "last"))


@_answer("back")
def back_again(request: Asked) -> None:
    """Take such days back."""
    absence = as_uuid(request.POST.get("days", ""))
    if absence is None:
        raise Http404
    rota.back_again(request.visit, absence)


@member()
@alone
@require_POST
def have_read(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Keep that the visitor has read a page they were shown; it can be taken back."""
    found(rota_reading.say_read(request.visit, entry, read=True) or None)
    return go("entry", circle, entry, done="have_read")


@member()
@alone
@require_POST
def not_read(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Take that back."""
    found(rota_reading.say_read(request.visit, entry, read=False) or None)
    return go("entry", circle, entry)


def _page(request: Asked, problem: str, typed: tuple[Row, ...] = (), status: int = 200) -> HttpResponse:
    done = DONE.get(request.GET.get("done", ""))
    shown = rota_page.rota_page(request.visit, typed)
    context = {
        "shown": shown,
        "rows": rota_page.blank_rows(shown.rows),
        "weekdays": rota_page.weekdays(),
        "problem": problem,
        "open": bool(typed),
        "toast": Toast(done) if done and not problem else None,
    }
    return page(request, "rota/rota.html", context, status=status)


def _typed(request: Asked) -> tuple[Row, ...]:
    """Return the rows that somebody filled in; a row without a reader is none."""
    post = request.POST
    rows = [
        Row(
            number,
            post.get(f"reader{number}", ""),
            post.get(f"cover{number}", ""),
            tuple(post.getlist(f"days{number}")),
            post.get(f"starts{number}", ""),
            post.get(f"ends{number}", ""),
        )
        for number in range(MOST_TURNS)
    ]
    return tuple(each for each in rows if each.reader)


def _turn(row: Row) -> Turn:
    """Return one row as the actions take it; raises CircleError for what is no time, day or person."""
    reader, cover = as_uuid(row.reader), as_uuid(row.cover)
    if reader is None or cover is None:
        raise CircleError("rota_who", "turns")
    try:
        hours = time.fromisoformat(row.starts), time.fromisoformat(row.ends)
    except ValueError:
        raise CircleError("rota_hours", "turns") from None
    if not set(row.days) <= set("0123456"):
        raise CircleError("rota_hours", "turns")
    return rota.turn_of(reader, cover, frozenset(int(day) for day in row.days), hours)


def read_toast(request: Asked, entry: UUID) -> Toast | None:
    """Return the line after "I have read it", with the way to take it back."""
    if request.GET.get("done", "") != "have_read":
        return None
    return Toast(
        say("Kept. Whoever wrote it sees that you have read it."),
        reverse("not_read", args=(request.visit.viewer.circle, entry)),
    )


urlpatterns = [
    path("c/<uuid:circle>/circle/hours", show, name="rota"),
    path("c/<uuid:circle>/circle/hours/ask", propose, name="rota_propose"),
    path("c/<uuid:circle>/circle/hours/yes", say_yes, name="rota_yes"),
    path("c/<uuid:circle>/circle/hours/no", say_no, name="rota_no"),
    path("c/<uuid:circle>/circle/hours/away", away, name="rota_away"),
    path("c/<uuid:circle>/circle/hours/back", back_again, name="rota_back"),
    path("c/<uuid:circle>/e/<uuid:entry>/have-read", have_read, name="have_read"),
    path("c/<uuid:circle>/e/<uuid:entry>/not-read", not_read, name="not_read"),
]
