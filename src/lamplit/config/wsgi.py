"""The WSGI application that a server such as granian loads."""

import os
import threading

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from lamplit.config.orphan import follow_server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lamplit.config.settings")
follow_server()
_django = get_wsgi_application()

from lamplit.actions.keeping import tidy_every_day  # noqa: E402 - the apps must be ready before actions are read
from lamplit.config.patience import Patience  # noqa: E402
from lamplit.config.porch import Porch  # noqa: E402
from lamplit.config.warm import settle  # noqa: E402
from lamplit.web.uploads import most_bytes  # noqa: E402

application = Porch(Patience(_django, most_bytes), settings.PROXIES, settings.SUB_PATH)
threading.Thread(target=settle, name="settle", daemon=True).start()  # visitors may come in meanwhile
tidy_every_day(threading.Event())
