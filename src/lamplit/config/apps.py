"""Registers Lamplit's own system checks with Django."""

from django.apps import AppConfig

from lamplit.config import checks


class WiringConfig(AppConfig):
    """The wiring as a Django app, so that `check` runs our checks beside Django's."""

    name = "lamplit.config"
    label = "wiring"

    def ready(self) -> None:
        """Register the checks."""
        checks.register_all()
