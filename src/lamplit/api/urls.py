"""Addresses of the JSON face: those that are declared, and one answer for all others."""

from django.urls import URLPattern, URLResolver, re_path

from lamplit.api import attachments, catalogue, entries, replies
from lamplit.api.face import face
from lamplit.api.running import addresses, nothing

DECLARED = (catalogue, entries, attachments, replies)  # reading a module declares its operations

urlpatterns: list[URLPattern | URLResolver] = [
    *addresses(face),
    re_path("", nothing, name="api_nothing"),  # all others, also what holds the end of a line, which `path` passes by
]
