"""How often a visitor may ask, counted by a digest of where they come from; no page of theirs is kept.

How often, ``ACCOUNT_RATE_LIMITS`` says, beside the limits of signing in.
"""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.http import HttpRequest

JOIN, MAIL, FORM = "network_join", "network_mail", "network_form"


def too_often(request: HttpRequest, action: str) -> bool:
    """Whether this visitor has sent too much in a short time."""
    return not consume(request, action=action)


def mailed_enough(request: HttpRequest, programme: str, email: str) -> bool:
    """Whether this address was sent enough today by people who typed it in; who asks is not told."""
    return not consume(request, action=MAIL, key=f"{programme} {email}")
