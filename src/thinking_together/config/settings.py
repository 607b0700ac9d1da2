"""Django settings.

What differs between installations comes from the environment, with the prefix ``TT_`` (``DATABASE_URL`` keeps
the name that hosting services give it). Each variable stands in ``docs/guides/settings.md``. Each topic has a module of
its own beside this one; here is what they make together.
"""

from __future__ import annotations

from pathlib import Path

from thinking_together.config import environment, sign_in
from thinking_together.config.address import SITE_ADDRESS
from thinking_together.config.brand import BRAND
from thinking_together.config.database import DATABASES, DEFAULT_AUTO_FIELD, VAR
from thinking_together.config.logs import LOGGING
from thinking_together.config.mail import (
    DEFAULT_FROM_EMAIL,
    EMAIL_BACKEND,
    EMAIL_FILE_PATH,
    EMAIL_HOST,
    EMAIL_HOST_PASSWORD,
    EMAIL_HOST_USER,
    EMAIL_PORT,
    EMAIL_TIMEOUT,
    EMAIL_USE_SSL,
    EMAIL_USE_TLS,
    MAIL_TRANSPORT,
    NOTIFY_ADDRESS,
    NOTIFY_KEY,
    NOTIFY_RECEIPT_TOKEN,
    NOTIFY_TEMPLATE,
    SERVER_EMAIL,
)
from thinking_together.config.mode import ALLOWED_HOSTS, DEBUG, DEMO, MODE, PRODUCTION, REFUSALS, SECRET_KEY
from thinking_together.config.security import (
    CONTENT_SECURITY_POLICY,
    CSRF_COOKIE_HTTPONLY,
    CSRF_COOKIE_NAME,
    CSRF_COOKIE_SAMESITE,
    CSRF_COOKIE_SECURE,
    CSRF_FAILURE_VIEW,
    DATA_UPLOAD_MAX_MEMORY_SIZE,
    DATA_UPLOAD_MAX_NUMBER_FIELDS,
    DATA_UPLOAD_MAX_NUMBER_FILES,
    FILE_UPLOAD_HANDLERS,
    FILE_UPLOAD_MAX_MEMORY_SIZE,
    FILE_UPLOAD_PERMISSIONS,
    HTTPS,
    PERMISSIONS_POLICY,
    SECURE_HSTS_SECONDS,
    SECURE_REDIRECT_EXEMPT,
    SECURE_REFERRER_POLICY,
    SECURE_SSL_REDIRECT,
    SESSION_COOKIE_HTTPONLY,
    SESSION_COOKIE_NAME,
    SESSION_COOKIE_SAMESITE,
    SESSION_COOKIE_SECURE,
    TRUSTED_PROXIES,
    UPLOAD_BYTES,
    X_FRAME_OPTIONS,
)
from thinking_together.config.sign_in import *  # noqa: F403 - Django reads settings from this module
from thinking_together.config.tasks import TASK_DAYS, TASK_LATE_SECONDS, TASK_LEASE_SECONDS, TASKS

PACKAGE = Path(__file__).resolve().parent.parent

# From the bottom of the house to the top.
APPS = [
    "core",
    "core.tasks",
    "core.mail",
    "accounts",
    "programmes",
    "messaging",
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
    "django_tasks",
    "django_tasks_db",
    *sign_in.APPS,
    *(f"thinking_together.{room}" for room in APPS),
]

MIDDLEWARE = [
    "thinking_together.survey.answering.middleware.Answering",
    "thinking_together.core.middleware.Identified",
    "thinking_together.core.proxies.BehindProxy",
    "django.middleware.security.SecurityMiddleware",
    "thinking_together.core.static_files.KeepsNamedByContent",
    "csp.middleware.CSPMiddleware",
    "thinking_together.core.middleware.ErrorPages",
    "thinking_together.core.middleware.UploadLimit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    *sign_in.MIDDLEWARE,
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "thinking_together.config.demo_urls" if DEMO else "thinking_together.config.urls"
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

# How much of a bundle is read; what is past it is refused.
TT_BUNDLE_MIB = environment.number("TT_BUNDLE_MIB", 500, least=1)
TT_BUNDLE_FILE_MIB = environment.number("TT_BUNDLE_FILE_MIB", 200, least=1)
TT_BUNDLE_ROWS = environment.number("TT_BUNDLE_ROWS", 300_000, least=1)

# How long a programme can still be kept after somebody asked for its deletion.
TT_DELETION_DAYS = environment.number("TT_DELETION_DAYS", 30, least=1)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

# Compiled by ./run and shipped in the wheel, so there is no collecting step.
STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "static"

# Known to every process: how often somebody tried to sign in, and what the disclosure gate decided on which cells.
# Their files have digests for names.
CACHES = {
    name: {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / folder,
        "OPTIONS": {"MAX_ENTRIES": most},
    }
    for name, folder, most in (("default", "cache", 5000), ("decisions", "decisions", 10_000))
}

# What people upload: the folder that a backup holds beside the database.
MEDIA_ROOT = VAR / "files"
