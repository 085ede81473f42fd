"""Runs what is declared: from an operation to the view of its address; leaves who somebody is to `credentials`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_type_hints
from uuid import UUID

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from ninja import Router
from ninja.operation import Operation
from pydantic import BaseModel

from lamplit.actions.entries import Clash, Refused, SignedOff
from lamplit.api import answers
from lamplit.api.bodies import TooBig, read_body, read_query
from lamplit.api.credentials import POLICY, SAFE, Credentials, forged
from lamplit.api.face import Asked, Inside, Signed
from lamplit.engines.kernel import MemberState
from lamplit.engines.kernel.saying import say
from lamplit.vault.failures import NotSaved, VaultLocked

Act = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Run:
    """One operation, made ready: its function, whom it is for, and the shapes of what is sent with it."""

    act: Act
    asks_for: type[Asked]
    body: type[BaseModel] | None
    query: type[BaseModel] | None

    @classmethod
    def of(cls, operation: Operation) -> "Run":
        """Read from the function's own signature what ninja reads for the document."""
        hints = get_type_hints(operation.view_func)
        return cls(operation.view_func, hints["request"], hints.get("body"), hints.get("query"))

    def __call__(self, request: HttpRequest, ids: dict[str, UUID]) -> HttpResponse:
        """Return the answer to somebody who may ask, else the refusal."""
        asked = Asked(request) if self.asks_for is Asked else self._known(request, ids)
        if isinstance(asked, HttpResponse):
            return asked
        sent: dict[str, BaseModel] = {}
        if self.query is not None:
            sent["query"] = read_query(request, self.query)
        if self.body is not None:
            sent["body"] = read_body(request, self.body)
        return self.act(asked, **ids, **sent)

    def _known(self, request: HttpRequest, ids: dict[str, UUID]) -> Asked | HttpResponse:
        credentials = Credentials.of(request)
        if credentials.token is None and request.method not in SAFE:
            refusal = forged(request)
            if refusal is not None:
                return refusal
        if self.asks_for is Inside:
            return _inside(request, credentials, ids["circle"])
        person = credentials.person()
        return Signed(request, *person) if person else answers.no_credentials()


def _inside(request: HttpRequest, credentials: Credentials, circle: UUID) -> Inside | HttpResponse:
    """Let in confirmed members of the circle; everybody else finds nothing there."""
    visit = credentials.enter(circle)
    if visit is None:
        return answers.missing() if credentials.person() else answers.no_credentials()
    if visit.viewer.state is not MemberState.CONFIRMED or visit.viewer.role is None or visit.together:
        return answers.missing()
    return Inside(request, visit)


def addresses(router: Router) -> Iterator[URLPattern]:
    """Yield every address with its operations, in the order they were declared."""
    for pattern, declared in router.path_operations.items():
        route = pattern.strip("/").replace("{uuidstr:", "<uuid:").replace("}", ">")  # ninja's own word for uuid
        yield path(route, _view(declared.operations), name=f"api_{declared.url_name}")


def _view(operations: Sequence[Operation]) -> Act:
    runs = {method: Run.of(operation) for operation in operations for method in operation.methods}
    if "GET" in runs:
        runs["HEAD"] = runs["GET"]
    allowed = (*runs, "OPTIONS")

    def answered(request: HttpRequest, **ids: UUID) -> HttpResponse:
        run = runs.get(request.method or "")
        if run is None:
            return answers.allowing(allowed) if request.method == "OPTIONS" else answers.not_allowed(allowed)
        try:
            return run(request, ids)
        except Exception as trouble:
            return _refusal(trouble)

    answered.policy = POLICY  # type: ignore[attr-defined]
    return csrf_exempt(answered)


def _refusal(trouble: Exception) -> HttpResponse:
    """Turn what actions refuse into an answer; anything else is a fault of ours and goes on."""
    if isinstance(trouble, Refused):
        return answers.problems(trouble.problems)
    if isinstance(trouble, Clash):
        return answers.error(409, "clash", say("This id already holds something else. Read it, then send again."), "id")
    if isinstance(trouble, SignedOff):
        return answers.error(409, "signed_off", str(trouble))
    if isinstance(trouble, TooBig):
        return answers.too_big()
    if isinstance(trouble, NotSaved | VaultLocked):
        return answers.error(503, "not_saved", str(trouble))
    if isinstance(trouble, OperationalError | InterfaceError):
        return answers.error(
            503, "out_of_reach", say("Lamplit cannot reach its database just now. Try again in a minute.")
        )
    raise trouble


def nothing(request: HttpRequest) -> HttpResponse:
    """Answer for every address of this face that is none."""
    return answers.missing()


nothing.policy = POLICY  # type: ignore[attr-defined]
