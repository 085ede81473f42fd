"""Pages for when something did not work: plain words, a way on, what was typed still there; keeps nothing itself."""

import re
import sys
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render

from lamplit.actions import help as helping
from lamplit.vault.keys import VaultLocked
from lamplit.web.origins import from_our_own_page

_NEVER_SHOWN = re.compile(r"csrf|password|passcode|code|token|credential|secret|key|next", re.IGNORECASE)
_TYPED = re.compile(r"words|text|title|explanation", re.IGNORECASE)
_LONGEST = 40_000
_MOST_FIELDS = 60


@dataclass(frozen=True, slots=True)
class Kept:
    """What a form sent that did not save: `typed` is shown to be read and copied, `chosen` travels along unseen."""

    typed: tuple[tuple[str, str], ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    action: str = ""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400, or 413 when the body was too long."""
    if isinstance(exception, RequestDataTooBig):
        return too_big(request)
    return render(request, "errors/plain.html", _words("unclear"), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403 with the same page whatever the reason."""
    del exception
    return render(request, "errors/plain.html", _words("forbidden"), status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 with the same page for what is missing and for what one may not see."""
    del exception
    return render(request, "errors/plain.html", _words("missing"), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 when the database or the keys are out of reach, else 500; what was typed stays on the page."""
    error = sys.exc_info()[1]
    if isinstance(error, VaultLocked):
        return _with_words(request, "locked", 503)
    if isinstance(error, OperationalError | InterfaceError):
        return _with_words(request, "database", 503)
    return _with_words(request, "broken", 500)


def too_big(request: HttpRequest) -> HttpResponse:
    """Answer 413; the body was not read, so the words are still in the browser, one step back."""
    return render(request, "errors/plain.html", _words("too_big"), status=413)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403; words from one of our own pages come back with a fresh form, anything else gets the plain page."""
    del reason
    if request.method == "POST" and from_our_own_page(request):
        return _with_words(request, "stale", 403)
    return forbidden(request)


def signed_out(request: HttpRequest) -> HttpResponse:
    """Answer 403 to a form sent after the session ended, with the words and the way to save them."""
    return _with_words(request, "signed_out", 403)


def school_over(request: HttpRequest) -> HttpResponse:
    """Answer 403 to a teacher's form sent after the device was closed, with the words to copy; there is no sign-in."""
    return _with_words(request, "school_over", 403, again=False)


def not_open(request: HttpRequest, *, paused: bool) -> HttpResponse:
    """Answer 403 to a member whose place is paused or not confirmed yet; typed words stay on the page."""
    return _with_words(request, "paused" if paused else "waiting", 403, again=False)


def _with_words(request: HttpRequest, name: str, status: int, *, again: bool = True) -> HttpResponse:
    kept = _kept(request)
    template = "errors/words.html" if kept.typed else "errors/plain.html"
    return render(request, template, {**_words(name), "kept": kept, "again": again}, status=status)


def _kept(request: HttpRequest) -> Kept:
    if request.method != "POST":
        return Kept()
    try:
        pairs = [(name, value) for name, values in request.POST.lists() for value in values if isinstance(value, str)]
    except (SuspiciousOperation, UnreadablePostError):
        return Kept()
    pairs = [(name, value[:_LONGEST]) for name, value in pairs if not _NEVER_SHOWN.search(name)][:_MOST_FIELDS]
    typed = tuple((name, value) for name, value in pairs if _was_typed(name, value))
    chosen = tuple(pair for pair in pairs if pair not in typed)
    return Kept(typed, chosen, request.path)


def _was_typed(name: str, value: str) -> bool:
    return bool(value.strip()) and (bool(_TYPED.search(name)) or " " in value.strip() or "\n" in value)


def _words(name: str) -> dict[str, Any]:
    return {**helping.words("errors")[name], "sign_in_again": name == "signed_out"}
