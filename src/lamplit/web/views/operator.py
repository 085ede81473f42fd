"""The page of the person who runs the machine: is it well, and nothing about anybody in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from lamplit.actions import operating
from lamplit.web.policies import operator


@operator
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Show the state of the house, line by line."""
    return render(request, "operator/health.html", {"health": operating.health(secure=request.is_secure())})


urlpatterns = [path("health", health, name="operator")]
