"""Addresses of the JSON face: those that are declared, and one answer for all others."""

from django.urls import URLPattern, URLResolver, path

from lamplit.api import attachments, catalogue, entries, replies
from lamplit.api.face import face
from lamplit.api.running import addresses, nothing

DECLARED = (catalogue, entries, attachments, replies)  # reading a module declares its operations

urlpatterns: list[URLPattern | URLResolver] = [
    *addresses(face),
    path("", nothing, name="api_none"),
    path("<path:rest>", nothing, name="api_nothing"),
]
