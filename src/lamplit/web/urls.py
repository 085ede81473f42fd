"""Addresses of the web face: one line an area, each area lists its own; leaves who may ask to the policies."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver

AREAS = (
    "health_checks",
    "help",
    "hide",
    "accounts",
    "join",
    "setup",
    "circle",
    "settings",
    "homes",
    "search",
    "together",
    "who_sees",
    "exports",
    "drafts",
    "sharing",
    "entries",
    "diary",
    "operator",
)

urlpatterns: list[URLPattern | URLResolver] = [
    pattern
    for area in AREAS
    if find_spec(f"lamplit.web.views.{area}") is not None
    for pattern in import_module(f"lamplit.web.views.{area}").urlpatterns
]
