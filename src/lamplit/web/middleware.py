"""The guards in front of every view: headers, odd requests, each view's policy; leaves entries to actions."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, cast

from csp.constants import HEADER as CONTENT_POLICY
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from lamplit.actions import clock, doors
from lamplit.engines.kernel import MemberState
from lamplit.people.sessions import SCHOOL, TOGETHER, touch
from lamplit.web import watching
from lamplit.web.hearing import PERMISSIONS
from lamplit.web.origins import may_change
from lamplit.web.policies import Door, Policy, policy_of
from lamplit.web.uploads import most_bytes
from lamplit.web.views import errors

Answer = Callable[[HttpRequest], HttpResponseBase]

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
}
# All that opens while a child shares the adult's screen; everything else waits until the adult signs in again.
TOGETHER_PAGES = frozenset({"together", "together_begin", "together_keep", "together_back", "together_finish"})
# A device that was open for these has nobody who could sign in: they ask home for a new code.
SCHOOL_PAGES = frozenset({"school", "school_send", "school_back", "school_close"})
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class HeadersMiddleware:
    """Puts the same guarding headers on every response, and keeps every page of ours out of every cache.

    No page has a nonce, and only pages with sound a content policy of their own (`hearing`), so the policy of the
    settings is put into words once.
    """

    def __init__(self, get_response: Answer) -> None:
        """Remember what comes next."""
        self.get_response = get_response
        self.headers = {CONTENT_POLICY: build_policy(), **HEADERS}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer with its headers; a static file keeps its own rule for caches."""
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        for cookie in response.cookies.values():
            cookie["httponly"] = True  # Django forgets it on the cookie that takes another one away
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
            if "Vary" in response.headers:
                patch_vary_headers(cast(HttpResponse, response), ["Cookie"])
            else:
                response.headers["Vary"] = "Cookie"
        return response


class EdgeMiddleware:
    """Refuses what no page of ours sends: odd methods, bodies over the limit, changes that another site started."""

    def __init__(self, get_response: Answer) -> None:
        """Remember what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return a refusal with 405, 413 or 403, else what comes next."""
        request.visit = None  # type: ignore[attr-defined]
        if request.method not in _METHODS:
            return HttpResponseNotAllowed(_METHODS)
        if _length(request) > most_bytes(request.method, request.path_info):
            return errors.too_big(request)
        if not may_change(request):
            return errors.forbidden(request)
        return self.get_response(request)


class PolicyMiddleware:
    """Asks every view's policy before the view runs; a view that declares none answers 403."""

    def __init__(self, get_response: Answer) -> None:
        """Remember what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the policy is asked in `process_view`, where the view is known."""
        watching.nobody_here()
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """Return None when the view may run, else the refusal."""
        policy = policy_of(view)
        if policy is None:
            return errors.forbidden(request)
        if policy.door is Door.PUBLIC:
            return None
        if policy.door is Door.MEMBER:
            return _ask_at_the_door(request, policy, kwargs)
        return _ask_the_session(request, policy)


def _ask_the_session(request: HttpRequest, policy: Policy) -> HttpResponseBase | None:
    user: Any = getattr(request, "user", None) or AnonymousUser()
    if not user.is_authenticated:
        return _sign_in_first(request)
    shared = request.session.get(TOGETHER)
    if shared:
        return redirect("together", circle=shared)
    if school := request.session.get(SCHOOL):
        return redirect("school", circle=school)
    if policy.door is Door.OPERATOR and not user.is_operator:
        raise Http404
    return None


def _ask_at_the_door(request: HttpRequest, policy: Policy, kwargs: Mapping[str, Any]) -> HttpResponseBase | None:
    visit = doors.enter(request.session.session_key, kwargs["circle"])
    if visit is None:
        return _sign_in_first(request)
    viewer = visit.viewer
    if viewer.state in {MemberState.PAUSED, MemberState.ACCEPTED}:
        return errors.not_open(request, paused=viewer.state is MemberState.PAUSED)
    if viewer.state is not MemberState.CONFIRMED or not policy.admits(viewer.role):
        raise Http404
    match = request.resolver_match
    if visit.together and (match is None or match.url_name not in TOGETHER_PAGES):
        return redirect("together", circle=viewer.circle)
    request.visit = visit  # type: ignore[attr-defined]
    watching.is_here(visit)
    _keep_open(visit)
    return None


def _keep_open(visit: doors.Visit) -> None:
    """Write down that the session is in use; a full disk does not close a page that can still be read."""
    if visit.session_key is not None:
        with suppress(OperationalError):
            touch(visit.session_key, visit.seen_at, clock.now())


def _sign_in_first(request: HttpRequest) -> HttpResponseBase:
    if _asked_by_script(request):
        return HttpResponse("signed out", status=401, content_type="text/plain; charset=utf-8")
    match = request.resolver_match
    if match is not None and match.url_name in SCHOOL_PAGES:
        return redirect("school_over") if request.method in {"GET", "HEAD"} else errors.school_over(request)
    if request.method in {"GET", "HEAD"}:
        return redirect(f"{reverse('sign_in')}?{urlencode({'next': request.path})}")
    return errors.signed_out(request)


def _asked_by_script(request: HttpRequest) -> bool:
    """A worker passes pages on with an empty destination too, so only a request that wants no page counts."""
    return request.headers.get("Sec-Fetch-Dest") == "empty" and "text/html" not in request.headers.get("Accept", "")


def _length(request: HttpRequest) -> int:
    raw = request.META.get("CONTENT_LENGTH") or "0"
    return int(raw) if raw.isdigit() else 0
