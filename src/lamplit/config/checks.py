"""System checks of our own: what Django's deploy check does not look at. `doctor` looks at the living house."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

FORGETFUL_CACHES = ("locmem.LocMemCache", "dummy.DummyCache")


def rate_limits_are_remembered(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Refuse a cache that one process keeps to itself: guesses would be counted apart, or not at all."""
    backend = str(settings.CACHES["default"]["BACKEND"])
    if not backend.endswith(FORGETFUL_CACHES):
        return []
    return [Error("Sign-in limits need a cache that all workers share.", id="lamplit.E001")]


def keys_live_outside_the_data(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Refuse a key file inside the data folder, where a backup or a thief would take both."""
    if not settings.KEY_FILE.is_relative_to(settings.DATA_DIR):
        return []
    hint = "Move it, and set LAMPLIT_KEY_FILE."
    return [Error("The key file lies inside the data folder.", hint=hint, id="lamplit.E002")]


def errors_stay_private(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Refuse DEBUG, whose error pages show what people wrote."""
    return [Error("DEBUG is on: error pages would show content.", id="lamplit.E003")] if settings.DEBUG else []


def cookies_are_bound_to_the_host(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Refuse cookies that are not bound to the host, unless the house serves plain HTTP on this machine only."""
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    if settings.INSECURE_HTTP or all(name.startswith("__Host-") for name in names):
        return []
    return [Error("A cookie lacks the __Host- prefix.", id="lamplit.E004")]


def sub_path_is_no_page_of_ours(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Refuse a sub-path that is called like one of our own pages: nobody could tell `/c/...` from `/c/c/...`."""
    first = settings.SUB_PATH.strip("/").partition("/")[0]
    ours = {str(one.pattern).partition("/")[0] for part in get_resolver().url_patterns for one in _pages(part)}
    if not first or first not in ours | {"api", "static"}:
        return []
    return [Error(f"The sub-path /{first} is called like a page of Lamplit. Choose another name.", id="lamplit.E005")]


def _pages(part: URLPattern | URLResolver) -> list[URLPattern | URLResolver]:
    return list(getattr(part, "url_patterns", ()))


CHECKS = (
    rate_limits_are_remembered,
    keys_live_outside_the_data,
    errors_stay_private,
    cookies_are_bound_to_the_host,
    sub_path_is_no_page_of_ours,
)


def register_all() -> None:
    """Add every check of this module to Django's list."""
    for check in CHECKS:
        register(check, Tags.security)
