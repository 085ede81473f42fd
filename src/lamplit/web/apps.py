"""Django app settings of `lamplit.web`."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers `lamplit.web` with Django."""

    name = "lamplit.web"
    default_auto_field = "django.db.models.BigAutoField"
