"""Django app settings of `lamplit.api`."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registers `lamplit.api` with Django."""

    name = "lamplit.api"
    default_auto_field = "django.db.models.BigAutoField"
