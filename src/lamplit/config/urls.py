"""Every address of Lamplit, by the app that answers it."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("lamplit.api.urls")),
    path("", include("lamplit.web.urls")),
]

handler400 = "lamplit.web.views.errors.bad_request"
handler403 = "lamplit.web.views.errors.forbidden"
handler404 = "lamplit.web.views.errors.not_found"
handler500 = "lamplit.web.views.errors.server_error"
