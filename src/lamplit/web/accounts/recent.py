"""Asks for a password or passkey again before an act that cannot wait for regret; leaves which acts to the views."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lamplit.actions import clock
from lamplit.web.accounts.checking import FIELDS, check_page, passes_check

RECENT = timedelta(minutes=5)
View = TypeVar("View", bound=Callable[..., Any])


def proved_recently(request: HttpRequest, now: datetime) -> bool:
    """Return whether this session proved who it is within five minutes; a proof from the future does not count."""
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    latest = max((float(record.get("at", 0)) for record in records), default=0.0)
    return 0 <= now.timestamp() - latest < RECENT.total_seconds()


def recent_sign_in(view: View) -> View:
    """Let a view answer only within five minutes of a proof; otherwise ask, and keep what was typed.

    A page is asked for by way of the check page. A form is shown the check in its place, with its fields kept
    hidden, so that the act goes on from there and nothing waits in the database.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if proved_recently(request, clock.now()):
            answer: HttpResponse = view(request, *args, **kwargs)
            return answer
        if request.method in {"GET", "HEAD"}:
            return HttpResponseRedirect(f"{reverse('check_it_is_you')}?{urlencode({'next': request.get_full_path()})}")
        return _ask_in_place(view, request, *args, **kwargs)

    asked.asks_again = True  # type: ignore[attr-defined]
    return asked  # type: ignore[return-value]


def _ask_in_place(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("sign_in"))
    asked = any(name in request.POST for name in FIELDS)
    if asked and passes_check(request):
        typed = request.POST.copy()
        for name in FIELDS:
            typed.pop(name, None)
        request.POST = typed  # type: ignore[assignment]
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer
    kept = [(name, value) for name, values in request.POST.lists() for value in values if name not in FIELDS]
    return check_page(request, kept=[pair for pair in kept if pair[0] != "csrfmiddlewaretoken"], wrong=asked)
