"""Every setting of Lamplit in one place; secrets come from files, and there is no default for any of them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from lamplit.config import env
from lamplit.config.address import Address, networks, sub_path
from lamplit.config.database import database
from lamplit.config.languages import languages
from lamplit.config.places import Places

PLACES = Places.from_environment()
DATA_DIR: Path = PLACES.data
KEY_FILE: Path = PLACES.key_file
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = False
SECRET_KEY = PLACES.web_secret()
INSECURE_HTTP = env.flag("LAMPLIT_INSECURE_HTTP", default=False)  # for localhost only: `make run`
ADDRESS = Address.read(env.text("LAMPLIT_ADDRESS"))  # where people find this house; names and origins follow from it
PROXIES = networks(env.words("LAMPLIT_PROXIES"))  # `porch` believes them; nothing behind it looks at their headers
SUB_PATH = sub_path(env.text("LAMPLIT_SUB_PATH", ADDRESS.sub_path))
ALLOWED_HOSTS = env.words("LAMPLIT_HOSTS", f"localhost,127.0.0.1,[::1],{ADDRESS.name}")
CSRF_TRUSTED_ORIGINS = env.words("LAMPLIT_ORIGINS", ADDRESS.origin)
LOCALE_PATHS = [*map(Path, env.words("LAMPLIT_TRANSLATIONS")), PACKAGE / "locale"]
LANGUAGES = languages(LOCALE_PATHS)
LANGUAGE_CODE = env.one_of("LAMPLIT_LANGUAGE", [code for code, _ in LANGUAGES])
TIME_ZONE = env.text("LAMPLIT_TIME_ZONE", "Europe/London")
USE_TZ = True
USE_I18N = True
COUNTRY = env.text("LAMPLIT_COUNTRY", "GB")
PRACTICES = env.text("LAMPLIT_PRACTICES")  # a folder of the host's own, beside those that come with Lamplit
ROOT_URLCONF = "lamplit.config.urls"
WSGI_APPLICATION = "lamplit.config.wsgi.application"
FORCE_SCRIPT_NAME = SUB_PATH or None
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
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
    "lamplit.config",
]
MIDDLEWARE = [
    "lamplit.web.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lamplit.api.door.ApiMiddleware",
    "lamplit.web.middleware.EdgeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lamplit.web.middleware.PolicyMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web/templates"],
        "OPTIONS": {"environment": "lamplit.web.jinja.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",  # allauth's own pages; ours override by name
        "DIRS": [PACKAGE / "web/allauth"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    },
]

# What is kept
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": database(DATA_DIR, env.text("DATABASE_URL"))}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # with Django's 300, a flood of guesses would push its own counters out
    }
}
STATIC_URL = f"{SUB_PATH}/static/"
STATIC_ROOT = Path(env.text("LAMPLIT_STATIC") or PACKAGE.parents[1] / "static-collected") / "files"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "lamplit.web.fonts.FontFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "lamplit.web.assets.Assets"},
}

# Who signs in
AUTH_USER_MODEL = "people.Person"
PASSWORD_HASHERS = ["lamplit.web.accounts.hashing.SettledArgon2"]
SESSION_ENGINE = "lamplit.people.sessions"
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "away"
# --- allauth: owned by the accounts pages ---
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "lamplit.web.accounts.passwords.LongEnough"},
    {"NAME": "lamplit.web.accounts.passwords.HardToGuess"},
]
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=1).total_seconds())
ALLAUTH_TRUSTED_PROXY_COUNT = 0  # `porch` has put the visitor's own address in place
ACCOUNT_ADAPTER = "lamplit.web.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; allauth reads from it that passwords exist
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(timedelta(minutes=5).total_seconds())
ACCOUNT_LOGIN_TIMEOUT = int(timedelta(minutes=10).total_seconds())  # between password and second step
ACCOUNT_FORMS = {"login": "lamplit.web.accounts.forms.SignInForm"}
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "5/m/key,10/15m/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "lamplit.web.accounts.adapters.FactorAdapter"
# Spare codes are ours (hashed, shown once): listed here, allauth would make its own, which it can show again.
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False  # fido2 knows that http://localhost is safe; nothing else is let in
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}
MFA_FORMS = {
    "login_webauthn": "lamplit.web.accounts.forms.PasskeySignInForm",
    "authenticate": "lamplit.web.accounts.forms.SecondStepForm",
    "authenticate_webauthn": "lamplit.web.accounts.forms.SecondStepPasskeyForm",
}
# --- end of allauth ---

# What travels
_HOST_PREFIX = "" if INSECURE_HTTP else "__Host-"  # browsers refuse the prefix without TLS, and with any path but /
_OURS = f"{_HOST_PREFIX}lamplit{SUB_PATH.replace('/', '-')}"  # so two houses below one name keep their cookies apart
SESSION_COOKIE_NAME = _OURS
CSRF_COOKIE_NAME = f"{_OURS}-form"
PLACE_COOKIE_NAME = f"{_OURS}-place"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not INSECURE_HTTP
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "lamplit.web.views.errors.csrf_failed"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = not INSECURE_HTTP
SECURE_REDIRECT_EXEMPT = [rf"^{SUB_PATH[1:]}/?(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else int(timedelta(days=365).total_seconds())
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = ["lamplit.web.uploads.InMemory"]  # nothing that was sent ever lies in a temporary folder
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for every sub-domain: the other names of an operator's domain are not ours to bind
    "security.W021",  # HSTS preload: the same, and hard to take back
]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # nothing leaves the house

LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {"plain": {"()": "lamplit.config.log_lines.ContentFreeFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "lamplit": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
