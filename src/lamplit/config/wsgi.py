"""The WSGI application that a server such as granian loads."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lamplit.config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402 - after the settings module is named

application = get_wsgi_application()
