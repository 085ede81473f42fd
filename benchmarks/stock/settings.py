"""Settings as `startproject` makes them, with Lamplit's SQLite options: the disk is as careful on both sides."""

import os
from pathlib import Path

from lamplit.config.database import sqlite_at  # first: it puts the same SQLite in place on both sides

BASE = os.environ["STOCK_BASE"]
SECRET_KEY = "measured and thrown away"  # noqa: S105 - a house for one measurement
DEBUG = False
ALLOWED_HOSTS = ["localhost"]
USE_TZ = True
ROOT_URLCONF = "benchmarks.stock.urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "benchmarks.stock",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
DATABASES = {"default": sqlite_at(Path(BASE))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
