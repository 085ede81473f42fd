"""Settings of the test run: the real ones, in the throw-away places of `tests/__init__.py`."""

from lamplit.config.settings import *  # noqa: F403
from lamplit.config.settings import STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # a clone whose server never ran has none, and WhiteNoise warns
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
