"""Django settings.

What differs between installations comes from the environment, with the prefix ``TT_`` (``DATABASE_URL`` keeps
the name that hosting services give it). Each variable stands in ``docs/guides/settings.md``.
"""

from __future__ import annotations

import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from thinking_together.config import environment

PACKAGE = Path(__file__).resolve().parent.parent
VAR = environment.folder("TT_VAR", "var")

SECRET_KEY = environment.text("TT_SECRET_KEY") or secrets.token_urlsafe(50)
DEBUG = environment.switch("TT_DEBUG")
ALLOWED_HOSTS = environment.names("TT_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")

# From the bottom of the house to the top.
APPS = [
    "core",
    "programmes",
    "gatherings",
    "evidence",
    "network",
    "survey",
    "local_data",
    "reflection",
    "literature",
    "baseline",
    "synthesis",
    "report",
    "bundle",
    "site",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "csp",
    *(f"thinking_together.{room}" for room in APPS),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "thinking_together.config.urls"
WSGI_APPLICATION = "thinking_together.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "thinking_together.config.jinja.environment",
            "context_processors": ["thinking_together.site.context.installation"],
        },
    }
]

# FULL: an answer that was thanked for survives a power cut. IMMEDIATE: two writers wait for each other
# instead of failing half-way.
_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR / "thinking-together.sqlite3",
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    },
}
_DATABASE_URL = environment.text("DATABASE_URL")
DATABASES = {"default": dj_database_url.parse(_DATABASE_URL, conn_max_age=60) if _DATABASE_URL else _SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

# Compiled by ./run and shipped in the wheel, so there is no collecting step.
STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "static"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# Requests are not logged: an address can hold what somebody looked for. Errors go to standard error.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}
