"""Addresses of the JSON face."""

from django.urls import URLPattern, URLResolver, path

from lamplit.api import catalogue, entries

urlpatterns: list[URLPattern | URLResolver] = [
    path("kinds", catalogue.kinds, name="api_kinds"),
    path("circles", catalogue.circles, name="api_circles"),
    path("circles/<uuid:circle>/entries", entries.many, name="api_entries"),
    path("circles/<uuid:circle>/entries/<uuid:entry>", entries.one, name="api_entry"),
    path("circles/<uuid:circle>/entries/<uuid:entry>/shares", entries.shares, name="api_shares"),
    path("<path:rest>", catalogue.nothing, name="api_nothing"),
]
