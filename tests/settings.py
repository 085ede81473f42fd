"""Settings of the test run: the real ones, in the throw-away places of `tests/__init__.py`."""

from lamplit.config.settings import *  # noqa: F403
from lamplit.config.settings import STORAGES
from tests import ROOT

STATIC_ROOT = ROOT / "static"  # empty: a real server builds its own meanwhile, and WhiteNoise looks through them all
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
