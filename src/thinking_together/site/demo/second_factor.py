"""In the demonstration nobody has an authenticator app: a visit that began on its page counts as proved.

Outside it this cannot be switched on: ``install`` refuses, and what it installs asks for the mode again each time.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from thinking_together.accounts import second_factor
from thinking_together.core import permissions

ENTERED = "demo_entered_as"


def install() -> None:
    """Takes the place of the question for a second factor. ``ImproperlyConfigured`` outside the demonstration."""
    if not settings.DEMO:
        raise ImproperlyConfigured("a visit without a second factor is for TT_MODE=demo alone")
    permissions.register_second_factor(in_the_way)


def in_the_way(request: HttpRequest) -> str | None:
    """As ``accounts.second_factor``, but nothing for the invented person who was entered as in this visit."""
    if settings.DEMO and request.user.pk and request.session.get(ENTERED) == request.user.pk:
        return None
    return second_factor.in_the_way(request)
