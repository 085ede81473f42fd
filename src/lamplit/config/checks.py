"""System checks of our own: what Django's deploy check does not look at. `doctor` looks at the living house."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

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


CHECKS = (rate_limits_are_remembered, keys_live_outside_the_data, errors_stay_private, cookies_are_bound_to_the_host)


def register_all() -> None:
    """Add every check of this module to Django's list."""
    for check in CHECKS:
        register(check, Tags.security)
