"""Answers for a machine that watches the server: it runs, it is ready; leaves the operator's page to `operator`."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from lamplit.actions.readiness import not_ready_because
from lamplit.web.policies import bare

_TEXT = "text/plain; charset=utf-8"


@bare
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process answers at all; it asks nothing of the database."""
    return HttpResponse("ok", content_type=_TEXT)


@bare
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when database and keys are in reach, else 503 with one plain word for each that is not."""
    missing = not_ready_because()
    return HttpResponse(" ".join(missing) or "ready", status=503 if missing else 200, content_type=_TEXT)


urlpatterns = [path("healthz", healthz, name="healthz"), path("readyz", readyz, name="readyz")]
