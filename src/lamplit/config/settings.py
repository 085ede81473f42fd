"""Every setting of Lamplit in one place; secrets come from files, and there is no default for any of them."""

from datetime import timedelta
from pathlib import Path

from lamplit.config import env
from lamplit.config.sqlite import use_bundled_sqlite

use_bundled_sqlite()

from lamplit.config.database import database  # noqa: E402 - after the SQLite swap
from lamplit.config.places import Places  # noqa: E402

PLACES = Places.from_environment()
DATA_DIR: Path = PLACES.data
KEY_FILE: Path = PLACES.key_file

DEBUG = False
SECRET_KEY = PLACES.web_secret()
INSECURE_HTTP = env.flag("LAMPLIT_INSECURE_HTTP", default=False)  # True only on localhost: `make run`
ALLOWED_HOSTS = env.words("LAMPLIT_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("LAMPLIT_ORIGINS")
LANGUAGE_CODE = "en-gb"
TIME_ZONE = env.text("LAMPLIT_TIME_ZONE", "Europe/London")
USE_TZ = True
USE_I18N = True
COUNTRY = env.text("LAMPLIT_COUNTRY", "GB")
ROOT_URLCONF = "lamplit.config.urls"
WSGI_APPLICATION = "lamplit.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": database(DATA_DIR, env.text("DATABASE_URL"))}
FORCE_SCRIPT_NAME = env.text("LAMPLIT_SUB_PATH") or None

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "lamplit.people",
    "lamplit.vault",
    "lamplit.web",
    "lamplit.api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}}
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
