"""Every address of Lamplit, by the app that answers it."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("lamplit.api.urls")),
    path("", include("lamplit.web.urls")),
]
