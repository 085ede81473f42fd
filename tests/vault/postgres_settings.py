"""The test settings over the PostgreSQL server that LAMPLIT_TEST_POSTGRES names."""

import os

from lamplit.config.database import database
from tests.settings import *  # noqa: F403
from tests.settings import DATA_DIR

DATABASES = {"default": database(DATA_DIR, os.environ["LAMPLIT_TEST_POSTGRES"])}
