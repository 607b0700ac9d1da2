"""What browsers are told, what is sent in the open, and how much is taken in."""

from __future__ import annotations

from csp.constants import NONCE, NONE, SELF

from thinking_together.config import environment
from thinking_together.config.mode import PRODUCTION
from thinking_together.config.sign_in import IDENTITY_ORIGINS

HTTPS = environment.switch("TT_HTTPS", PRODUCTION)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *IDENTITY_ORIGINS],
        "frame-ancestors": [NONE],
        **({"upgrade-insecure-requests": True} if HTTPS else {}),
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

# Whether a request came by HTTPS is what the web server says (config/web.py): it believes X-Forwarded-Proto of the
# proxies in TT_TRUSTED_PROXIES alone. Probes ask in the open.
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = environment.number("TT_HSTS_SECONDS", 31_536_000) if HTTPS else 0

# The prefix makes browsers refuse such a cookie from another host or without HTTPS.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_FAILURE_VIEW = "thinking_together.core.views.form_expired"

# Whose word counts for X-Forwarded-Proto and X-Forwarded-For: nobody else can make a request look as if it came by
# HTTPS, or from somewhere else.
TRUSTED_PROXIES = environment.text("TT_TRUSTED_PROXIES", "127.0.0.1,::1")

_MEGABYTE = 1024 * 1024
UPLOAD_BYTES = environment.number("TT_UPLOAD_MB", 50, least=1) * _MEGABYTE
DATA_UPLOAD_MAX_MEMORY_SIZE = environment.number("TT_FORM_MB", 5, least=1) * _MEGABYTE
DATA_UPLOAD_MAX_NUMBER_FIELDS = environment.number("TT_FORM_FIELDS", 2000, least=10)
DATA_UPLOAD_MAX_NUMBER_FILES = environment.number("TT_FORM_FILES", 20, least=1)
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * _MEGABYTE
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "thinking_together.core.uploads.TidyUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
