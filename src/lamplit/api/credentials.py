"""Who sends a request of the JSON face: a bearer token, or the session cookie of a signed-in browser."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt

from lamplit.actions import doors
from lamplit.actions.doors import Visit
from lamplit.api import answers
from lamplit.engines.kernel import MemberState

POLICY = "token"  # what every view of this face declares: a token or a session, asked for in the view itself
SAFE = frozenset({"GET", "HEAD"})
_SCHEME = "bearer "

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request carries: at most one of a token and a session key counts, the token first."""

    token: str | None
    session_key: str | None

    @classmethod
    def of(cls, request: HttpRequest) -> "Credentials":
        """Return what this request carries; a header that is no bearer token counts as a token that opens nothing."""
        header = request.META.get("HTTP_AUTHORIZATION")
        if header is not None:
            return cls(header[len(_SCHEME) :].strip() if header.lower().startswith(_SCHEME) else "", None)
        return cls(None, request.COOKIES.get(settings.SESSION_COOKIE_NAME))

    def enter(self, circle: UUID) -> Visit | None:
        """Return the visit these credentials open, or None when they are nobody's."""
        if self.token is not None:
            return doors.enter_by_token(self.token, circle)
        return doors.enter(self.session_key, circle)

    def person(self) -> tuple[UUID, UUID | None] | None:
        """Return whose credentials these are, and the one circle a token is bound to; None when they are nobody's."""
        return doors.person_at(self.session_key, self.token)


class _Forgery(CsrfViewMiddleware):
    """Django's own check, asked by hand: a token needs none, a cookie does."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return answers.error(403, "csrf", "Send the X-CSRFToken header of this page.")


def _forged(request: HttpRequest) -> HttpResponse | None:
    check = _Forgery(lambda _: HttpResponse())
    check.process_request(request)
    refusal = check.process_view(request, _unmarked, (), {})
    return refusal if isinstance(refusal, HttpResponse) else None


def _unmarked(request: HttpRequest) -> HttpResponse:
    return answers.missing()


def api(*methods: str) -> Callable[[View], View]:
    """Let a view answer `methods` to somebody with credentials; the view gets them instead of cookies and headers."""
    known = (*methods, "HEAD") if "GET" in methods else methods

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **ids: Any) -> HttpResponse:
            if request.method not in known:
                return answers.not_allowed(known)
            credentials = Credentials.of(request)
            if request.method not in SAFE and credentials.token is None:
                refusal = _forged(request)
                if refusal:
                    return refusal
            return view(request, credentials, **ids)

        guarded.policy = POLICY  # type: ignore[attr-defined]
        return csrf_exempt(guarded)

    return decorate


def in_circle(*methods: str) -> Callable[[View], View]:
    """Let a view answer confirmed members of the circle in the address; everybody else finds nothing there."""

    def decorate(view: View) -> View:
        @api(*methods)
        @wraps(view)
        def entered(request: HttpRequest, credentials: Credentials, circle: UUID, **ids: Any) -> HttpResponse:
            visit = credentials.enter(circle)
            if visit is None:
                return answers.missing() if credentials.person() else answers.no_credentials()
            if visit.viewer.state is not MemberState.CONFIRMED or visit.viewer.role is None or visit.together:
                return answers.missing()
            return view(request, visit, **ids)

        return entered

    return decorate
