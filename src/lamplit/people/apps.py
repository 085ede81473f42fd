"""Django app settings of `lamplit.people`."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers `lamplit.people` with Django."""

    name = "lamplit.people"
    default_auto_field = "django.db.models.BigAutoField"
