"""Addresses of the web face: one line an area, each area lists its own; leaves who may ask to the policies."""

from django.urls import URLPattern, URLResolver

from lamplit.web.views import (
    accounts,
    circle,
    diary,
    drafts,
    entries,
    exports,
    health_checks,
    help,  # noqa: A004 - the area's own word
    hide,
    homes,
    join,
    operator,
    search,
    settings,
    setup,
    sharing,
    together,
    way_back,
    who_sees,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *diary.urlpatterns,  # the pages people open most come first: an address is looked for in this order
    *homes.urlpatterns,
    *entries.urlpatterns,
    *health_checks.urlpatterns,
    *help.urlpatterns,
    *hide.urlpatterns,
    *accounts.urlpatterns,
    *join.urlpatterns,
    *setup.urlpatterns,
    *circle.urlpatterns,
    *settings.urlpatterns,
    *search.urlpatterns,
    *together.urlpatterns,
    *who_sees.urlpatterns,
    *way_back.urlpatterns,
    *exports.urlpatterns,
    *drafts.urlpatterns,
    *sharing.urlpatterns,
    *operator.urlpatterns,
]
