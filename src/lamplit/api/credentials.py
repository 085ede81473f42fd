"""Who sends a request of the JSON face: a bearer token, or the session cookie of a signed-in browser."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from lamplit.actions import doors
from lamplit.actions.doors import Visit
from lamplit.api import answers
from lamplit.engines.kernel.saying import say

POLICY = "token"  # what every view of this face declares: a token or a session, asked for in the view itself
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_SCHEME = "bearer "
_OWN_SITES = frozenset({"same-origin", "none"})


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
        return answers.error(403, "csrf", say("Send the X-CSRFToken header of this page."))


def from_elsewhere(request: HttpRequest) -> bool:
    """Tell whether a browser says that another site started this change."""
    site = request.META.get("HTTP_SEC_FETCH_SITE")
    return site is not None and site not in _OWN_SITES and request.method not in SAFE


def forged(request: HttpRequest) -> HttpResponse | None:
    """Return the refusal of a change that carries a cookie and not the token of a page; None when all is well."""
    check = _Forgery(lambda _: HttpResponse())
    check.process_request(request)
    refusal = check.process_view(request, _unmarked, (), {})
    return refusal if isinstance(refusal, HttpResponse) else None


def _unmarked(request: HttpRequest) -> HttpResponse:
    return answers.missing()
