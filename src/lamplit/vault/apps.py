"""Django app settings of `lamplit.vault`."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Registers `lamplit.vault` with Django."""

    name = "lamplit.vault"
    default_auto_field = "django.db.models.BigAutoField"
