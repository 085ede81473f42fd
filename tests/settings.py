"""Settings of the test run: the real ones, in the throw-away places of `tests/__init__.py`."""

from lamplit.config.settings import *  # noqa: F403
from lamplit.config.settings import STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
