"""The installation's own address, for links in messages that the worker writes, where nobody asks from."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from thinking_together.config import environment
from thinking_together.config.mode import ALLOWED_HOSTS
from thinking_together.config.security import HTTPS


def site_address() -> str:
    """``https://`` and the first host, where nothing else is said."""
    host = ALLOWED_HOSTS[0] if ALLOWED_HOSTS else "localhost"
    default = f"{'https' if HTTPS else 'http'}://{host}" + ("" if HTTPS else ":8000")
    address = environment.text("TT_ADDRESS", default).rstrip("/")
    if not address.startswith(("https://", "http://")):
        raise ImproperlyConfigured(f"TT_ADDRESS is {address!r}: write it as https://host.")
    return address


SITE_ADDRESS = site_address()
