"""Outgoing e-mail: handed to the queue, sent by the worker through the organisation's mail server."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

from thinking_together.config import environment
from thinking_together.config.database import VAR
from thinking_together.config.mode import DEMO
from thinking_together.core.school_filters import blocked

_PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, how, and in whose name."""

    host: str
    port: int
    security: str
    sender: str


def mail_server() -> MailServer:
    """From the environment; encrypted unless somebody says otherwise."""
    security = environment.text("TT_SMTP_SECURITY", "starttls").lower()
    if security not in _PORTS:
        raise ImproperlyConfigured(f"TT_SMTP_SECURITY is {security!r}: set it to starttls, tls or none.")
    port = environment.number("TT_SMTP_PORT", _PORTS[security], least=1)
    sender = environment.text("TT_MAIL_FROM", "thinking-together@localhost")
    if blocked(sender):
        raise ImproperlyConfigured("TT_MAIL_FROM names self-harm, and filters of schools block that: choose another.")
    return MailServer(environment.text("TT_SMTP_HOST", "localhost"), port, security, sender)


_SERVER = mail_server()

EMAIL_BACKEND = "thinking_together.core.mail.backend.QueuedBackend"
# A demonstration sends to nobody: what it would have sent lies in a folder and is read on a page.
NOTIFY_KEY = environment.text("TT_NOTIFY_KEY")
NOTIFY_TEMPLATE = environment.text("TT_NOTIFY_TEMPLATE")
NOTIFY_ADDRESS = environment.text("TT_NOTIFY_ADDRESS", "https://api.notifications.service.gov.uk").rstrip("/")
if bool(NOTIFY_KEY) != bool(NOTIFY_TEMPLATE):
    raise ImproperlyConfigured("TT_NOTIFY_KEY and TT_NOTIFY_TEMPLATE go together: set both, or neither.")
# What Notify proves itself by when it tells what became of a message.
NOTIFY_RECEIPT_TOKEN = environment.text("TT_NOTIFY_RECEIPT_TOKEN")
_SHORTEST_TOKEN = 24
if NOTIFY_RECEIPT_TOKEN and len(NOTIFY_RECEIPT_TOKEN) < _SHORTEST_TOKEN:
    raise ImproperlyConfigured(f"TT_NOTIFY_RECEIPT_TOKEN is shorter than {_SHORTEST_TOKEN} characters: choose another.")


def mail_transport() -> str:
    """What the worker sends by."""
    if DEMO:
        return "django.core.mail.backends.filebased.EmailBackend"
    room = "thinking_together.core.mail"
    return f"{room}.notify.NotifyTransport" if NOTIFY_KEY else f"{room}.smtp.SmtpTransport"


MAIL_TRANSPORT = mail_transport()
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = _SERVER.host
EMAIL_PORT = _SERVER.port
EMAIL_HOST_USER = environment.text("TT_SMTP_USER")
EMAIL_HOST_PASSWORD = environment.text("TT_SMTP_PASSWORD")
EMAIL_USE_TLS = _SERVER.security == "starttls"
EMAIL_USE_SSL = _SERVER.security == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _SERVER.sender
