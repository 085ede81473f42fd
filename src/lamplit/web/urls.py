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
    home_screen,
    homes,
    join,
    operator,
    outbox,
    photos,
    replies,
    school,
    school_door,
    search,
    settings,
    setup,
    sharing,
    together,
    whispers,
    who_sees,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *diary.urlpatterns,  # the pages people open most come first: an address is looked for in this order
    *homes.urlpatterns,
    *entries.urlpatterns,
    *replies.urlpatterns,
    *whispers.urlpatterns,
    *health_checks.urlpatterns,
    *school.urlpatterns,
    *school_door.urlpatterns,
    *help.urlpatterns,
    *hide.urlpatterns,
    *home_screen.urlpatterns,
    *accounts.urlpatterns,
    *join.urlpatterns,
    *setup.urlpatterns,
    *circle.urlpatterns,
    *settings.urlpatterns,
    *search.urlpatterns,
    *together.urlpatterns,
    *who_sees.urlpatterns,
    *exports.urlpatterns,
    *photos.urlpatterns,
    *drafts.urlpatterns,
    *outbox.urlpatterns,
    *sharing.urlpatterns,
    *operator.urlpatterns,
]
