"""Outgoing e-mail: handed to the queue, sent by the worker through the organisation's mail server."""

from __future__ import annotations

from thinking_together.config import environment

_SECURITY = environment.text("TT_SMTP_SECURITY", "starttls")

EMAIL_BACKEND = "thinking_together.core.mail.backend.QueuedBackend"
MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = environment.text("TT_SMTP_HOST", "localhost")
EMAIL_PORT = environment.number("TT_SMTP_PORT", 587, least=1)
EMAIL_HOST_USER = environment.text("TT_SMTP_USER")
EMAIL_HOST_PASSWORD = environment.text("TT_SMTP_PASSWORD")
EMAIL_USE_TLS = _SECURITY == "starttls"
EMAIL_USE_SSL = _SECURITY == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("TT_MAIL_FROM", "thinking-together@localhost")
