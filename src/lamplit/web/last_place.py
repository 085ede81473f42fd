"""Which circle this browser was in last, so that "/" opens there; one id in a cookie, worth nothing to anybody else."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lamplit.actions.doors import Visit

_KEPT = int(timedelta(days=365).total_seconds())


def remember(request: HttpRequest, response: HttpResponse, visit: Visit) -> None:
    """Note the circle of a page on its answer, for people with several; a shared screen notes nothing."""
    circle = visit.viewer.circle
    if circle is None or visit.together or not visit.elsewhere or last_place(request) == circle:
        return
    response.set_cookie(
        settings.PLACE_COOKIE_NAME,
        circle.hex,
        max_age=_KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def last_place(request: HttpRequest) -> UUID | None:
    """Return the circle this browser was in last; whether its reader may go there is asked at the door."""
    try:
        return UUID(hex=request.COOKIES.get(settings.PLACE_COOKIE_NAME, ""))
    except ValueError:
        return None
